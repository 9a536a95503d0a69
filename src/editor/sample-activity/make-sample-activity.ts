import type { Connection } from '../../core/connection.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { JsonObject } from '../../core/json.ts';
import type { AwsPorts } from '../../core/ports.ts';

/** The calls that were made, by their names in events. */
export interface SampleActivity {
  readonly bucket: string;
  readonly events: readonly string[];
}

/**
 * Does something in the sample account that its trails record: a bucket is made, closed to the public, and deleted.
 *
 * @param now epoch milliseconds, which make the bucket's name a new one
 * @throws TrailscopeError `invalid-input` for any other connection: this is never done to a real account
 */
export async function makeSampleActivity(
  { account, caller }: Pick<AwsPorts, 'account' | 'caller'>,
  connection: Connection,
  now: number,
  signal: AbortSignal,
): Promise<SampleActivity> {
  if (connection.credentials.kind !== 'sample') {
    throw new TrailscopeError({ kind: 'invalid-input' }, 'Activity is made in the sample account only.');
  }
  const { account: owner } = await account.identity(connection, signal);
  const bucket = `sample-activity-${now.toString(36)}`;
  const { region } = connection;
  const call = (operation: string, input: JsonObject) =>
    caller.call(
      connection,
      { service: 's3', operation, region, input: { Bucket: bucket, ...input } },
      signal,
    );
  const place = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
  const blocked = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  await call('CreateBucket', place);
  await call('PutPublicAccessBlock', {
    ExpectedBucketOwner: owner,
    PublicAccessBlockConfiguration: blocked,
  });
  await call('DeleteBucket', { ExpectedBucketOwner: owner });
  return { bucket, events: ['CreateBucket', 'PutBucketPublicAccessBlock', 'DeleteBucket'] };
}
