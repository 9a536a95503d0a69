import { describe, expect, it } from 'vitest';
import type { FakePick } from '../../../../test/support/fake-quick-window.ts';
import { SandboxSetup } from '../../../../test/support/sandbox-setup.ts';
import {
  about,
  choose,
  pickIn,
  tick,
  type,
  WizardRun,
  type WizardOptions,
} from '../../../../test/support/wizard-run.ts';
import { TrailscopeError, type Failure } from '../../../core/failures/failure.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { AwsCaller } from '../../../core/ports.ts';
import { defaultAnswers, type TrailAnswers } from '../../../core/trails/setup/answers.ts';
import type { Call } from '../../../core/trails/setup/plan.ts';

const account = '111122223333';

const withEverything: TrailAnswers = {
  ...defaultAnswers('logs', 'us-east-1', account),
  encryption: { kind: 'new-key', alias: 'cloudtrail-logs' },
  logGroup: {
    group: { kind: 'new', name: '/aws/cloudtrail/logs' },
    role: { kind: 'new', name: 'CloudTrail-logs' },
  },
  topic: { kind: 'new', name: 'cloudtrail-logs' },
};

/** Goes to a question from the last step. */
async function at(
  question: string,
  options: WizardOptions = {},
): Promise<{ run: WizardRun; pick: FakePick }> {
  const run = new WizardRun({ before: withEverything, ...options });
  (await run.pick()).enter(`${question}: `);
  return { run, pick: await run.pick() };
}

/** Answers some operations otherwise. */
function answering(answers: Readonly<Record<string, (call: Call) => JsonObject | undefined>>): WizardOptions {
  return {
    caller: (caller): AwsCaller => ({
      async call(connection, call, signal) {
        return answers[call.operation]?.(call) ?? caller.call(connection, call, signal);
      },
    }),
  };
}

/** Makes an operation fail. */
function failing(operation: string, failure: Failure): WizardOptions {
  return answering({
    [operation]: () => {
      throw new TrailscopeError(failure, 'as the test has it', { operation: `some:${operation}` });
    },
  });
}

const descriptionOf = (pick: FakePick, label: string) => pick.row(label).description;

describe('buckets', () => {
  it('are offered with their Region, their encryption and whether their policy fits', async () => {
    const { pick } = await at('Bucket for log files');
    expect(pick.labels.slice(0, 2)).toEqual([
      `New bucket cloudtrail-logs-${account}-logs`,
      'New bucket with another name…',
    ]);
    expect(descriptionOf(pick, 'acme-trail-logs')).toBe("us-east-1 · S3's own keys · policy fits");
    expect(descriptionOf(pick, 'acme-records')).toBe('us-east-1 · KMS key · policy would be added to');
    expect(descriptionOf(pick, 'acme-data-access-logs')).toMatch(
      /^eu-west-1 .* policy shuts CloudTrail out$/,
    );
  });

  it('can be chosen before any of them was looked at, and while the list hangs', async () => {
    const forever = new Promise<never>(() => undefined);
    const setup = new SandboxSetup();
    const caller: AwsCaller = { call: () => forever };
    const run = new WizardRun({ setup, before: withEverything, caller: () => caller });
    (await run.pick()).enter('Bucket');
    const shown = pickIn(await run.user.next());
    await expect.poll(() => shown.labels.length).toBe(3);
    expect(shown.busy).toBe(true);
    shown.enter('Another existing bucket');
    (await run.box()).enter('acme-data');
    (await run.pick()).enter();
    expect((await run.done)?.answers.bucket).toEqual({ kind: 'existing', name: 'acme-data' });
  });

  it.each([
    [
      { kind: 'denied', action: 's3:ListAllMyBuckets' },
      'Existing bucket: not allowed to list (missing s3:ListAllMyBuckets); type its name…',
    ],
    [{ kind: 'denied' }, 'Existing bucket: not allowed to list (missing some:ListBuckets); type its name…'],
    [
      { kind: 'offline', reason: 'ECONNRESET' },
      'Existing bucket: AWS could not be reached (ECONNRESET).; type its name…',
    ],
  ] as const)('that cannot be listed (%j) can be typed', async (failure, label) => {
    const { run, pick } = await at('Bucket for log files', failing('ListBuckets', failure));
    expect(pick.labels.at(-1)).toBe(label);
    pick.enter(label);
    const box = await run.box();
    expect(box.type('Acme').validationMessage).toContain('S3 refuses this name');
    box.enter('acme-unlisted');
    (await run.pick()).enter();
    expect((await run.done)?.answers.bucket).toEqual({ kind: 'existing', name: 'acme-unlisted' });
  });

  it('that cannot be looked at can be chosen all the same', async () => {
    const setup = new SandboxSetup({
      faults: ['GetBucketPolicy', 'GetBucketEncryption'].map((operation) => ({
        operation,
        effect: { kind: 'deny' },
      })),
    });
    const { pick } = await at('Bucket for log files', { setup });
    expect(descriptionOf(pick, 'acme-data')).toBe('us-east-1 · encryption not known · policy not known');
  });

  it('without a Region in the list are asked for it', async () => {
    const options = answering({
      ListBuckets: () => ({ Buckets: [{ Name: 'acme-legacy-logs' }, { Name: 'acme-gone' }] }),
    });
    const { pick } = await at('Bucket for log files', options);
    expect(descriptionOf(pick, 'acme-legacy-logs')).toMatch(/^us-west-2 · S3's own keys/);
    expect(descriptionOf(pick, 'acme-gone')).toBe('does not exist any more');
  });

  it('come in pages, up to a thousand; details of those far down when the user comes to them', async () => {
    const page = ({ input }: Call) => {
      const number = Number(input['ContinuationToken'] ?? 0);
      return {
        Buckets: Array.from({ length: 300 }, (_, index) => ({
          Name: `bucket-${number * 300 + index}`,
          BucketRegion: 'eu-west-1',
        })),
        ContinuationToken: String(number + 1),
      };
    };
    const looked: unknown[] = [];
    const look = ({ input }: Call) => {
      looked.push(input['Bucket']);
      return { Policy: '{"Statement":[]}' };
    };
    const { pick } = await at(
      'Bucket for log files',
      answering({ ListBuckets: page, GetBucketPolicy: look, GetBucketEncryption: () => ({}) }),
    );
    expect(pick.labels.filter((label) => label.startsWith('bucket-'))).toHaveLength(1000);
    expect(pick.labels.at(-1)).toContain('only the first 1000 are listed');
    expect(looked).toHaveLength(20);
    pick.move('bucket-777');
    await expect.poll(() => descriptionOf(pick, 'bucket-777')).toContain('policy would be added to');
    expect(looked).toHaveLength(21);
  });

  it('with names that are no names stay on one line and make no icons', async () => {
    const evil = '$(trash) one\ntwo\u202e';
    const options = answering({
      ListBuckets: () => ({ Buckets: [{ Name: evil, BucketRegion: 'eu-west-1' }, { Name: 7 }, null, {}] }),
    });
    const { pick } = await at('Bucket for log files', options);
    expect(pick.labels.filter((label) => label.includes('two'))).toEqual(['$ (trash) one two\ufffd']);
    expect(pick.labels).toHaveLength(4);
  });

  it('that are new get a number where the account has the proposed one', async () => {
    const setup = new SandboxSetup();
    const name = `cloudtrail-logs-${account}-audit-trail`;
    await setup.act({
      service: 's3',
      operation: 'CreateBucket',
      region: 'us-east-1',
      input: { Bucket: name },
    });
    const run = new WizardRun({ setup });
    expect((await run.walk())?.bucket).toEqual({ kind: 'new', name: `${name}-2` });
  });

  it('that are new can have any name but a wrong one, or one that the account has', async () => {
    const { run, pick } = await at('Bucket for log files');
    pick.enter('New bucket with');
    const box = await run.box();
    expect(box.value).toBe(`cloudtrail-logs-${account}-logs`);
    expect(box.type('UPPER').validationMessage).toContain('S3 refuses');
    expect(box.type('acme-data').validationMessage).toContain('You have a bucket acme-data already');
    box.enter('acme-new-logs');
    (await run.pick()).enter();
    expect((await run.done)?.answers.bucket).toEqual({ kind: 'new', name: 'acme-new-logs' });
  });
});

describe('keys', () => {
  it('are offered by their aliases, with what keeps them from being used', async () => {
    const { pick } = await at('Encryption');
    expect(pick.labels.slice(0, 3)).toEqual([
      "S3's own keys",
      'New key alias/cloudtrail-logs',
      'New key with another alias…',
    ]);
    expect(pick.activeItems[0]?.label).toBe('New key alias/cloudtrail-logs');
    expect(descriptionOf(pick, 'alias/acme-data')).toBe('policy would be added to');
    expect(descriptionOf(pick, 'alias/acme-data-2023')).toBe('cannot be used: Disabled');
    expect(pick.labels).not.toContain('alias/acme-data-eu');
  });

  it('have to be in the Region of the bucket', async () => {
    const before: TrailAnswers = { ...withEverything, bucket: { kind: 'existing', name: 'acme-backups-eu' } };
    const { run, pick } = await at('Encryption', { before });
    expect(pick.labels).toContain('alias/acme-data-eu');
    expect(pick.labels).not.toContain('alias/acme-data');
    pick.enter('Another existing key');
    const box = await run.box();
    const arn = (region: string) =>
      `arn:aws:kms:${region}:${account}:key/5d3e7f92-88ab-4c61-9f1d-6a2b0c4e7d18`;
    expect(box.type(arn('us-east-1')).validationMessage).toContain('in the same Region');
    expect(box.type('alias/aws/s3').validationMessage).toContain('AWS manages');
    expect(box.type('my key').validationMessage).toContain('ARN');
    box.enter(arn('eu-west-1'));
    (await run.pick()).enter();
    expect((await run.done)?.answers.encryption).toEqual({ kind: 'existing-key', key: arn('eu-west-1') });
  });

  it('are to be chosen again when the log files go elsewhere', async () => {
    const before: TrailAnswers = {
      ...withEverything,
      encryption: { kind: 'existing-key', key: 'alias/acme-data' },
    };
    const { run, pick } = await at('Bucket for log files', { before });
    pick.enter('acme-backups-eu');
    expect(about(await run.pick())).toBe('Encryption');
  });

  it('of one own are not needed', async () => {
    const { run, pick } = await at('Encryption');
    pick.enter("S3's own keys");
    (await run.pick()).enter();
    expect((await run.done)?.answers.encryption).toEqual({ kind: 's3' });
  });

  it('that cannot be listed can be typed', async () => {
    const setup = new SandboxSetup({ faults: [{ operation: 'ListAliases', effect: { kind: 'deny' } }] });
    const { pick } = await at('Encryption', { setup });
    expect(pick.labels.at(-1)).toContain('not allowed to list (missing kms:ListAliases)');
  });
});

describe('log groups and roles', () => {
  it('are offered with what they are like', async () => {
    const { run, pick } = await at('Log group');
    expect(descriptionOf(pick, '/acme/shop')).toBe('keeps events for 30 days');
    expect(descriptionOf(pick, '/aws/lambda/orders-worker')).toBe('keeps events for ever');
    pick.enter('/acme/shop');
    (await run.pick()).enter('Role for');
    const roles = await run.pick();
    expect(descriptionOf(roles, 'CloudTrail_CloudWatchLogs_Role')).toBe('CloudTrail can take it');
    expect(descriptionOf(roles, 'orders-worker')).toBe('trust policy would be added to');
    roles.enter('CloudTrail_CloudWatchLogs_Role');
    (await run.pick()).enter();
    expect((await run.done)?.answers.logGroup).toEqual({
      group: { kind: 'existing', name: '/acme/shop' },
      role: { kind: 'existing', name: 'CloudTrail_CloudWatchLogs_Role' },
    });
  });

  it('keep events for a year unless the user says otherwise', async () => {
    const run = new WizardRun();
    const answers = await run.walk({ More: tick('CloudWatch Logs') });
    expect(answers?.logGroup).toEqual({
      group: { kind: 'new', name: '/aws/cloudtrail/audit-trail', retentionDays: 365 },
      role: { kind: 'new', name: 'CloudTrail-audit-trail' },
    });
    const forEver = new WizardRun();
    const group = (
      await forEver.walk({ More: tick('CloudWatch Logs'), 'Retention in the log group': choose('For ever') })
    )?.logGroup?.group;
    expect(group).toEqual({ kind: 'new', name: '/aws/cloudtrail/audit-trail' });
  });

  it('have limits that are checked while they are typed', async () => {
    const { run, pick } = await at('Role for CloudWatch Logs');
    pick.enter('New role with a path');
    const name = await run.box();
    expect(name.value).toBe('CloudTrail-logs');
    expect(name.type('two words').validationMessage).toContain('A role has a name');
    name.enter('audit');
    const path = await run.box();
    expect(path.type('audit').validationMessage).toContain('begins and ends with a slash');
    path.enter('');
    const boundary = await run.box();
    expect(boundary.type('acme-boundary').validationMessage).toContain('ARN of a managed policy');
    boundary.back();
    expect((await run.box()).prompt).toContain('Path');
  });

  it.each([
    ['Log group', 'DescribeLogGroups', 'logs:DescribeLogGroups'],
    ['Role for CloudWatch Logs', 'ListRoles', 'iam:ListRoles'],
    ['SNS topic', 'ListTopics', 'sns:ListTopics'],
  ])('and topics that cannot be listed can be typed (%s)', async (question, operation, action) => {
    const setup = new SandboxSetup({ faults: [{ operation, effect: { kind: 'deny' } }] });
    const { pick } = await at(question, { setup });
    expect(pick.labels.at(-1)).toContain(`not allowed to list (missing ${action}); type its`);
  });
});

describe('topics', () => {
  it('are offered by name and used by ARN', async () => {
    const { run, pick } = await at('SNS topic');
    expect(pick.labels).toContain('acme-operations');
    expect(pick.labels).not.toContain('acme-operations-eu');
    pick.enter('acme-operations');
    (await run.pick()).enter();
    const arn = `arn:aws:sns:us-east-1:${account}:acme-operations`;
    expect((await run.done)?.answers.topic).toEqual({ kind: 'existing', arn });
  });

  it('that are typed are in the home Region; new ones have names that are free', async () => {
    const { run, pick } = await at('SNS topic');
    pick.enter('Another existing topic');
    const box = await run.box();
    expect(box.type('acme-operations').validationMessage).toContain('by its ARN');
    expect(box.type(`arn:aws:sns:eu-west-1:${account}:x`).validationMessage).toContain('the same Region');
    expect(box.type(`arn:aws:sns:us-east-1:${account}:x.fifo`).validationMessage).toContain(
      'A topic has a name',
    );
    box.back();
    const again = await run.pick();
    expect(again.activeItems[0]?.label).toBe('Another existing topic: type its ARN…');
    again.enter('New topic with');
    expect((await run.box()).type('acme-operations').validationMessage).toContain('There is a topic');
  });
});

describe('the organization', () => {
  const rows = async (options: ConstructorParameters<typeof SandboxSetup>[0]) =>
    (await at('What to record', { setup: new SandboxSetup(options) })).pick;
  const row = 'All accounts of the organization';

  it('can be recorded by its management account and by its delegates', async () => {
    const run = new WizardRun();
    const answers = await run.walk({ 'What to record': tick(row) });
    expect(answers?.isOrganization).toBe(true);
    const managementAccountId = '444455556666';
    const delegatedAdministrators = [{ Id: account }];
    expect((await rows({ organization: { managementAccountId, delegatedAdministrators } })).labels).toContain(
      row,
    );
  });

  it('is not offered to others, who are told why', async () => {
    const member = await rows({ organization: { managementAccountId: '444455556666' } });
    expect(member.labels).not.toContain(row);
    expect(member.row('All Regions').detail).toContain('made in 444455556666');
    expect((await rows({ organization: 'none' })).row('All Regions').detail).toContain(
      'belongs to no organization',
    );
    const denied = await rows({ faults: [{ operation: 'DescribeOrganization', effect: { kind: 'deny' } }] });
    expect(denied.row('All Regions').detail).toContain('missing organizations:DescribeOrganization');
  });

  it('that cannot be asked does not end the wizard', async () => {
    const { pick } = await at('What to record', failing('DescribeOrganization', { kind: 'offline' }));
    expect(pick.row('All Regions').detail).toContain('could not be looked at');
  });
});

describe('what to record', () => {
  it('is at least something', async () => {
    const { run, pick } = await at('What to record');
    pick.toggle('Writes', 'Reads').enter();
    expect(pick.isShown).toBe(true);
    expect([pick.headings[0], pick.placeholder]).toEqual([
      'A trail has to record something.',
      'A trail has to record something.',
    ]);
    pick.toggle('Network activity').enter();
    const network = await run.pick();
    expect(network.headings).toEqual([]);
    network.enter();
    expect(network.headings).toEqual(['Tick at least one service.']);
    network.type('sqs.amazonaws.com').toggle('sqs.amazonaws.com').type('');
    expect(network.headings).toEqual([]);
    network.enter();
    (await run.pick()).enter();
    (await run.pick()).enter();
    expect((await run.done)?.answers).toMatchObject({
      management: { reads: false, writes: false, excludedSources: [] },
      network: [{ eventSource: 'sqs.amazonaws.com', onlyDenied: false }],
    });
  });

  it('is in one Region only if the user says so, with or without the events of global services', async () => {
    const answers = await new WizardRun().walk({
      'What to record': tick('All Regions'),
      More: tick('Events of global services'),
    });
    expect([answers?.isMultiRegion, answers?.includesGlobalServiceEvents]).toEqual([false, false]);
  });

  it('leaves the delivery of its own log files out, unless the user wants it', async () => {
    const walk = (acts: Parameters<WizardRun['walk']>[0]) =>
      new WizardRun().walk({ 'What to record': tick('Data events'), ...acts });
    expect((await walk({ 'Data events': tick('S3 objects') }))?.isRecursive).toBe(false);
    const recursive = await walk({
      'Data events': tick('S3 objects'),
      More: tick('Record the delivery of its own log files'),
    });
    expect(recursive?.isRecursive).toBe(true);
  });

  it('takes ARNs, and says what is wrong with them while they are typed', async () => {
    const run = new WizardRun({
      before: {
        ...withEverything,
        data: [{ type: 'AWS::Lambda::Function', reads: true, writes: true, arns: [] }],
      },
    });
    (await run.pick()).enter('Data events of Lambda');
    (await run.pick()).enter('Chosen Lambda functions: writes only');
    const box = await run.box();
    expect(box.type('').validationMessage).toContain('At least one');
    expect(box.type('arn:aws:s3:::acme-data/').validationMessage).toContain('not an ARN of lambda');
    expect(box.type('arn:aws:lambda:us-east-1:*:function:*').validationMessage).toContain('no wildcards');
    const arn = `arn:aws:lambda:us-east-1:${account}:function:orders`;
    box.enter(arn);
    (await run.pick()).enter();
    expect((await run.done)?.answers.data).toEqual([
      { type: 'AWS::Lambda::Function', reads: false, writes: true, arns: [arn] },
    ]);
  });
});

describe('tags', () => {
  it('are checked while they are typed', async () => {
    const run = new WizardRun({ before: { ...withEverything, tags: [{ key: 'a', value: 'b' }] } });
    (await run.pick()).enter('Tags');
    const box = await run.box();
    expect(box.type('=x').validationMessage).toContain('key=value');
    expect(box.type('a=1, a=2').validationMessage).toContain('same key');
    expect(box.type('aws:x=1').validationMessage).toContain('aws:');
    expect(box.type('a=<script>').validationMessage).toContain('letters, digits');
    type('team=security')(box);
    (await run.pick()).enter();
    expect((await run.done)?.answers.tags).toEqual([{ key: 'team', value: 'security' }]);
  });
});
