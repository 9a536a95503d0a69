import { connection, type Connection } from '../../core/connection.ts';

/** Where calls go when nothing says otherwise, and where the sample account starts: the home of its global events. */
export const fallbackRegion = 'us-east-1';

/** The sample account, in the Region to start in. */
export function sampleConnection(): Connection {
  return connection({ credentials: { kind: 'sample' }, region: fallbackRegion });
}

/**
 * What the setting `trailscope.initialConnection` means; anything unknown connects to nothing.
 * `defaultRegion` tells the Region of the user's AWS configuration, and is asked only for `default`.
 */
export async function initialConnection(
  setting: unknown,
  defaultRegion: () => Promise<string | undefined>,
): Promise<Connection | undefined> {
  switch (setting) {
    case 'sample':
      return sampleConnection();
    case 'default':
      return connection({
        credentials: { kind: 'default-chain' },
        region: (await defaultRegion()) ?? fallbackRegion,
      });
    default:
      return undefined;
  }
}
