import type { AwsPorts } from '../core/ports.ts';
import { accountReader } from './account-reader.ts';
import { awsCaller } from './aws-caller.ts';
import { AwsCalls } from './calls.ts';
import { Clients, type RequestHandler } from './clients.ts';
import { CredentialCache } from './credentials.ts';
import { eventHistory } from './event-history.ts';
import { objectStore } from './object-store.ts';
import { LookupLimits } from './rate-limit.ts';
import { systemTime, type Time } from './time.ts';
import { trailLogging } from './trail-logging.ts';
import { trailReader } from './trail-reader.ts';

export interface OpenAwsOptions {
  /** Trailscope's version, for the user agent. */
  readonly version: string;
  /** Answers the sample account's calls; loaded with the first of them. */
  readonly sampleHandler: () => Promise<RequestHandler>;
  /** Takes a line for each call; see `AwsCallsOptions`. */
  readonly log?: (line: string) => void;
  /** Lookups a second for each account and Region; the service allows 2, for all of the account's users together. */
  readonly lookupsPerSecond?: number;
  /** The machine's time, also where the sample account has one of its own. */
  readonly time?: Time;
  /** Answers the calls of all connections but the sample account's, in place of the network. */
  readonly requestHandler?: RequestHandler;
}

/** All of AWS, until it is disposed. */
export interface Aws extends AwsPorts {
  /** Closes the network connections. */
  dispose(): void;
}

/** The ports on the AWS SDK. Calls nothing and reads nothing until a port is used. */
export function openAws(options: OpenAwsOptions): Aws {
  const { time = systemTime, log = () => undefined, lookupsPerSecond = 2 } = options;
  const credentials = new CredentialCache(time);
  const clients = new Clients({ ...options, credentials });
  const calls = new AwsCalls({
    time,
    log,
    onExpired: (connection) => {
      credentials.forget(connection);
    },
  });
  const limits = new LookupLimits(lookupsPerSecond, time);
  return {
    trails: trailReader(calls, clients),
    logging: trailLogging(calls, clients),
    events: eventHistory(calls, clients, (connection, signal) => limits.turn(connection, signal)),
    caller: awsCaller(calls, clients),
    objects: objectStore(calls, clients),
    account: accountReader(calls, clients, (connection, { account }) => {
      limits.learnAccount(connection, account);
    }),
    dispose: () => {
      clients.dispose();
    },
  };
}
