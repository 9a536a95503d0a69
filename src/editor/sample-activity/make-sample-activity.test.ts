import { describe, expect, it } from 'vitest';
import { InMemoryAws } from '../../../test/support/in-memory-aws.ts';
import { SandboxSetup } from '../../../test/support/sandbox-setup.ts';
import { connection } from '../../core/connection.ts';
import { makeSampleActivity } from './make-sample-activity.ts';

const { signal } = new AbortController();

describe('activity in the sample account', () => {
  it.each(['us-east-1', 'eu-west-1'])('becomes events in %s, and leaves nothing', async (region) => {
    const { account, aws, time } = new SandboxSetup();
    const before = account.snapshot();
    const sample = connection({ credentials: { kind: 'sample' }, region });
    const { bucket, events } = await makeSampleActivity(aws, sample, time.now(), signal);
    for await (const page of aws.events.lookup(sample, {}, signal)) {
      const ofBucket = page.events.filter(({ record }) => JSON.stringify(record).includes(bucket));
      expect(ofBucket.map(({ name }) => name).reverse()).toEqual(events);
    }
    expect(account.snapshot()).toEqual(before);
  });

  it('is never made in another account', async () => {
    const aws = new InMemoryAws();
    const real = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
    await expect(makeSampleActivity(aws, real, 0, signal)).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
    });
    expect(aws.calls).toEqual([]);
  });
});
