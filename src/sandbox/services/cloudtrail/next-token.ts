import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import type { Cursor } from '../../state/timeline.ts';
import { ServiceError } from '../../wire/service-error.ts';

/**
 * The token for the page after the cursor. It carries a digest of Region and parameters, as a token is good only for
 * the request that it came from. To callers it is opaque.
 */
export function tokenFor({ time, sequence }: Cursor, region: string, input: JsonObject): string {
  const position = `${time}.${sequence}`;
  return Buffer.from(`${position}.${digest(position, region, input)}`).toString('base64');
}

/**
 * The cursor of a token.
 * @throws ServiceError InvalidNextTokenException for a token that was made up or belongs to other parameters
 */
export function cursorOf(token: JsonValue, region: string, input: JsonObject): Cursor {
  const text = typeof token === 'string' ? Buffer.from(token, 'base64').toString('latin1') : '';
  const [, time, sequence, check] = /^(-?\d+)\.(\d+)\.([0-9a-f]+)$/.exec(text) ?? [];
  if (
    time === undefined ||
    sequence === undefined ||
    check !== digest(`${time}.${sequence}`, region, input)
  ) {
    throw new ServiceError('InvalidNextTokenException', 'Invalid token.');
  }
  return { time: Number(time), sequence: Number(sequence) };
}

function digest(position: string, region: string, input: JsonObject): string {
  const { StartTime, EndTime, LookupAttributes, EventCategory, MaxResults } = input;
  const parameters = [StartTime, EndTime, LookupAttributes, EventCategory, MaxResults];
  return createHash('sha256')
    .update(JSON.stringify([position, region, parameters]))
    .digest('hex');
}
