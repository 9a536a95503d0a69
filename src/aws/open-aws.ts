import type { AwsPorts } from '../core/ports.ts';
import { accountReader } from './account-reader.ts';
import { awsCaller } from './aws-caller.ts';
import { AwsCalls } from './calls.ts';
import { Clients } from './clients.ts';
import { eventHistory } from './event-history.ts';
import { objectStore } from './object-store.ts';
import type { NetworkOptions, RequestHandler } from './network.ts';
import { CallLimits } from './rate-limit.ts';
import { openSignIn, type SignInOptions } from './sign-in/open-sign-in.ts';
import { systemTime, type Time } from './time.ts';
import { trailReader } from './trail-reader.ts';

export interface OpenAwsOptions extends NetworkOptions, SignInOptions {
  /** Answers the sample account's calls; loaded with the first of them. */
  readonly sampleHandler: () => Promise<RequestHandler>;
  /** Takes a line for each call; see `AwsCallsOptions`. */
  readonly log?: (line: string) => void;
  /** The service's rate: lookups a second for each account and Region, for all of the account's users together; 2. */
  readonly lookupsPerSecond?: number;
  /** The machine's time, also where the sample account has one of its own. */
  readonly time?: Time;
}

/** All of AWS, until it is disposed. */
export interface Aws extends AwsPorts {
  /** Closes the network connections. */
  dispose(): void;
}

/** The ports on the AWS SDK. Calls nothing and reads nothing until a port is used. */
export function openAws(options: OpenAwsOptions): Aws {
  const { time = systemTime, log = () => undefined, lookupsPerSecond = 2 } = options;
  const { credentials, sso } = openSignIn({ ...options, time, log });
  const clients = new Clients({ ...options, credentials });
  const calls = new AwsCalls({ time, log, credentials });
  const limits = new CallLimits({ calls: 1, milliseconds: 1000 / lookupsPerSecond }, time);
  return {
    trails: trailReader(calls, clients, (connection, signal) => limits.read(connection, signal)),
    events: eventHistory(calls, clients, limits),
    caller: awsCaller(calls, clients),
    objects: objectStore(calls, clients),
    account: accountReader(calls, clients, (connection, { account }) => {
      limits.learnAccount(connection, account);
    }),
    signIn: {
      signIn: (connection, signal) => credentials.signIn(connection, signal),
      signOut: (connection) => {
        credentials.forget(connection);
      },
      configurationChanged: () => {
        credentials.configurationChanged();
        clients.renew();
      },
    },
    sso,
    dispose: () => {
      clients.dispose();
    },
  };
}
