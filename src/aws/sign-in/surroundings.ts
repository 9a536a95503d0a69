import { TrailscopeError } from '../../core/failures/failure.ts';
import { readSettings } from '../configuration/applied-settings.ts';
import type { LoginRoute, SurroundingsRoute } from '../configuration/credential-route.ts';
import { nonEmpty } from '../configuration/shared-files.ts';
import { endpointChoice } from '../endpoint.ts';
import { mapError } from '../map-error.ts';
import { requestHandlerFor, sharedSettings, type NetworkOptions } from '../network.ts';
import { signInNeeded, type Credentials } from './credentials.ts';

/** The SDK's providers would write to the console, where nobody looks. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing, trace: nothing };

/** An instance or a container answers at once, or is not there. */
const local = { timeout: 1_000, maxRetries: 0, logger: silent };

/** The credentials that the process's surroundings give, with the SDK's providers. */
export async function credentialsOfSurroundings({ kind }: SurroundingsRoute): Promise<Credentials> {
  const { fromEnv, fromHttp, fromInstanceMetadata } = await import('./sdk-providers.ts');
  switch (kind) {
    case 'environment':
      return fromEnv({ logger: silent })();
    case 'container':
      return fromHttp(local)().catch((thrown: unknown) => {
        // The parser's message quotes the answer.
        throw thrown instanceof SyntaxError
          ? new TrailscopeError({ kind: 'unavailable' }, 'The container gives no credentials')
          : thrown;
      });
    case 'instance':
      if (nonEmpty(process.env['AWS_EC2_METADATA_DISABLED'])?.toLowerCase() === 'true') {
        throw new TrailscopeError({ kind: 'no-credentials' }, 'There are no credentials anywhere');
      }
      return fromInstanceMetadata(local)().catch((thrown: unknown) => {
        const message = 'There are no credentials anywhere, nor an instance to ask for them';
        throw new TrailscopeError({ kind: 'no-credentials' }, message, {}, thrown);
      });
  }
}

/** The credentials of `aws login`, read and renewed by the SDK's provider. */
export async function loginCredentials(
  { profile }: LoginRoute,
  options: NetworkOptions,
): Promise<Credentials> {
  const { fromLoginCredentials } = await import('./sdk-providers.ts');
  const settings = await readSettings({ kind: 'profile', name: profile });
  const clientConfig = {
    ...sharedSettings(options),
    ...endpointChoice('signin', settings),
    requestHandler: await requestHandlerFor(options, settings),
  };
  try {
    return await fromLoginCredentials({ profile, ignoreCache: true, logger: silent, clientConfig })();
  } catch (thrown) {
    const error = mapError(thrown, { operation: 'signin:CreateOAuth2Token' });
    if (error.failure.kind === 'expired' || error.failure.kind === 'no-credentials') {
      const command = ['aws', 'login', '--profile', profile] as const;
      throw signInNeeded({ kind: 'command', command }, 'The session of aws login has ended', error);
    }
    throw error;
  }
}

function nothing(): void {
  // Nobody listens.
}
