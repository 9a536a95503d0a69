/** What a trail that was just set up records, read back from its bucket. */
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { defaultAnswers, type TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { planLogging } from '../../src/core/trails/setup/plan-logging.ts';
import { english } from '../../src/core/localize.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { sampleAccountId } from '../../src/sandbox/sample/cast.ts';
import { SandboxSetup, sampleRegion } from '../support/sandbox-setup.ts';

const defaults = defaultAnswers('new-trail', sampleRegion, sampleAccountId);

/** An account in which a trail was set up, and what can be read in the bucket of its log files. */
async function withTrail(changes: Partial<TrailAnswers>, deliveryDelay: number) {
  const setup = new SandboxSetup({ deliveryDelay });
  const answers = { ...defaults, ...changes };
  expect(await setup.run(await setup.plan(answers))).toMatchObject({ outcome: 'done', isLogging: true });
  const s3 = new S3Client({
    region: sampleRegion,
    credentials: { accessKeyId: 'AKIAEXAMPLECALLER', secretAccessKey: 'secret' },
    requestHandler: inProcessHandler(setup.account),
  });
  const Bucket = answers.bucket.name;
  const logFiles = async (): Promise<readonly string[]> => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = '' }) => Key).filter((key) => key.endsWith('.json.gz'));
  };
  const events = async (): Promise<readonly JsonObject[]> => {
    const found: JsonObject[] = [];
    for (const Key of await logFiles()) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
      found.push(...(JSON.parse(text) as { Records: JsonObject[] }).Records);
    }
    return found;
  };
  return { setup, logFiles, events };
}

function topic(Name: string, region = sampleRegion) {
  return { service: 'sns', operation: 'CreateTopic', region, input: { Name } } as const;
}

function named(events: readonly JsonObject[], name: string): readonly JsonObject[] {
  return events.filter(({ eventName }) => eventName === name);
}

describe('a trail that was just set up', () => {
  it.each([5_000, 60_000])('delivers the event of an activity after %i ms', async (delay) => {
    const { setup, logFiles, events } = await withTrail({ keyPrefix: 'prod' }, delay);
    setup.time.advance(delay);
    const earlier = await logFiles();
    await setup.act(topic('activity'));
    setup.time.advance(delay - 1);
    expect(await logFiles()).toEqual(earlier);
    setup.time.advance(1);
    const [key = ''] = (await logFiles()).filter((file) => !earlier.includes(file));
    expect(key).toMatch(
      new RegExp(
        `^prod/AWSLogs/${sampleAccountId}/CloudTrail/${sampleRegion}/\\d{4}/\\d{2}/\\d{2}/${sampleAccountId}_CloudTrail_${sampleRegion}_\\d{8}T\\d{4}Z_\\w{16}\\.json\\.gz$`,
      ),
    );
    expect(named(await events(), 'CreateTopic')).toMatchObject([
      {
        eventSource: 'sns.amazonaws.com',
        awsRegion: sampleRegion,
        readOnly: false,
        managementEvent: true,
        recipientAccountId: sampleAccountId,
        requestParameters: { name: 'activity' },
        userIdentity: { accountId: sampleAccountId },
      },
    ]);
  });

  it('has what was done in other Regions, encrypted with its own key', async () => {
    const { setup, events } = await withTrail({ encryption: { kind: 'new-key', alias: 'logs' } }, 5_000);
    await setup.act(topic('elsewhere', 'eu-west-1'));
    setup.time.advance(5_000);
    expect(named(await events(), 'CreateTopic')).toMatchObject([{ awsRegion: 'eu-west-1' }]);
  });

  it('has nothing of what was done before it logged, or after it was stopped', async () => {
    const { setup, events } = await withTrail({}, 5_000);
    setup.time.advance(5_000);
    const arn = `arn:aws:cloudtrail:${sampleRegion}:${sampleAccountId}:trail/new-trail`;
    const plan = planLogging({ kind: 'stop-logging', arn }, await setup.facts(defaults), english);
    expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: false });
    setup.time.advance(1);
    await setup.act(topic('unseen'));
    setup.time.advance(5_000);
    const all = await events();
    expect(named(all, 'CreateTrail')).toEqual([]);
    expect(named(all, 'StartLogging')).toHaveLength(1);
    expect(named(all, 'StopLogging')).toHaveLength(1);
    expect(named(all, 'CreateTopic')).toEqual([]);
  });
});
