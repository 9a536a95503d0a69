import { describe, expect, it } from 'vitest';
import { FakePick, type FakeInput } from '../../../../test/support/fake-quick-window.ts';
import { SandboxSetup } from '../../../../test/support/sandbox-setup.ts';
import {
  about,
  choose,
  enter,
  pickIn,
  remembering,
  tick,
  type,
  WizardRun,
  type Act,
  type WizardOptions,
} from '../../../../test/support/wizard-run.ts';
import { connection } from '../../../core/connection.ts';
import { defaultAnswers, type TrailAnswers } from '../../../core/trails/setup/answers.ts';

const account = '111122223333';

/** What somebody does who wants everything that a trail can have. */
const everything = (): Readonly<Record<string, Act>> => ({
  'Home Region': choose('us-west-1'),
  Name: type('all-of-it'),
  'Bucket for log files': choose('acme-records'),
  'What to record': tick('Data events', 'Network activity', 'Insights'),
  'Data events': (input) => {
    pickIn(input)
      .toggle('S3 objects', 'SQS queues')
      .type('AWS::Chime::Bot')
      .toggle('AWS::Chime::Bot')
      .enter();
  },
  'Data events of S3 objects': byTurns(
    choose('Chosen S3 objects: writes only'),
    type('acme-data, s3://acme-reports/2026/'),
  ),
  'Data events of SQS queues': choose('All SQS queues: reads only'),
  'Network activity events': tick('s3.amazonaws.com', 'ec2.amazonaws.com'),
  'Network activity events: only what was denied': tick('s3.amazonaws.com'),
  'Insights events': tick('error rate of data events'),
  More: tick(
    'Encryption with',
    'Prefix',
    'TLS only',
    'CloudWatch Logs',
    'SNS',
    'Leave out events of KMS',
    'Leave out events of the RDS',
    'Tags',
  ),
  'Prefix in the bucket': type('security/trails'),
  Encryption: choose('alias/acme-data'),
  'Retention in the log group': choose('90 days'),
  'Role for CloudWatch Logs': byTurns(
    choose('New role with a path'),
    type('all-of-it-logs'),
    type('/audit/'),
    type(`arn:aws:iam::${account}:policy/acme-boundary`),
  ),
  Tags: type('team=security, stage=prod'),
});

const all: TrailAnswers = {
  name: 'all-of-it',
  homeRegion: 'us-west-1',
  isMultiRegion: true,
  includesGlobalServiceEvents: true,
  validatesLogFiles: true,
  isOrganization: false,
  bucket: { kind: 'existing', name: 'acme-records', addsTlsOnly: true },
  keyPrefix: 'security/trails',
  encryption: { kind: 'existing-key', key: 'alias/acme-data' },
  management: { reads: true, writes: true, excludedSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
  data: [
    {
      type: 'AWS::S3::Object',
      reads: false,
      writes: true,
      arns: ['arn:aws:s3:::acme-data/', 'arn:aws:s3:::acme-reports/2026/'],
    },
    { type: 'AWS::SQS::Queue', reads: true, writes: false, arns: [] },
    { type: 'AWS::Chime::Bot', reads: true, writes: true, arns: [] },
  ],
  isRecursive: false,
  network: [
    { eventSource: 'ec2.amazonaws.com', onlyDenied: false },
    { eventSource: 's3.amazonaws.com', onlyDenied: true },
  ],
  insights: [
    { type: 'ApiCallRateInsight', categories: ['Management'] },
    { type: 'ApiErrorRateInsight', categories: ['Management', 'Data'] },
  ],
  logGroup: {
    group: { kind: 'new', name: '/aws/cloudtrail/all-of-it', retentionDays: 90 },
    role: {
      kind: 'new',
      name: 'all-of-it-logs',
      path: '/audit/',
      permissionsBoundary: `arn:aws:iam::${account}:policy/acme-boundary`,
    },
  },
  topic: { kind: 'new', name: 'cloudtrail-all-of-it' },
  tags: [
    { key: 'team', value: 'security' },
    { key: 'stage', value: 'prod' },
  ],
};

/** One action after the other, for a question with several prompts; the first again after the last. */
function byTurns(...acts: readonly Act[]): Act {
  let turn = 0;
  return (input) => {
    acts[turn % acts.length]?.(input);
    turn += 1;
  };
}

describe('the way through', () => {
  it('gives a good trail to somebody who presses Enter at each step', async () => {
    const run = new WizardRun();
    const answers = await run.walk();
    expect(answers).toEqual(defaultAnswers('audit-trail', 'us-east-1', account));
    expect(run.steps).toEqual([
      '1/6 Create trail: Home Region',
      '2/6 Create trail: Name',
      '3/6 Create trail: Bucket for log files',
      '4/6 Create trail: What to record',
      '5/6 Create trail: More',
      '6/6 Create trail: Check the answers',
    ]);
    const plan = await run.setup.plan(answers!);
    expect(plan.refusals).toEqual([]);
  });

  it('asks for everything that a trail can have, and the plan for it has nothing to refuse', async () => {
    const run = new WizardRun();
    const answers = await run.walk(everything());
    expect(answers).toEqual(all);
    expect(run.steps.at(-1)).toBe('20/20 Create trail: Check the answers');
    expect((await run.setup.plan(answers!)).refusals).toEqual([]);
  });

  it('leads back from every step, with all that was answered', async () => {
    const { calm, count } = await calmAccount();
    for (let at = 1; at < count; at += 1) {
      const run = new WizardRun(calm);
      let from: string | undefined;
      const answers = await run.walk(everything(), (input, nth) => {
        if (nth === at) {
          from = about(input);
          input.back();
          return true;
        }
        if (from === undefined || nth < at) {
          return false;
        }
        // Whoever comes back to a question finds what was answered before, in all of its prompts, and accepts it.
        const returnedTo = about(run.at(at + 1));
        const isAccepted = nth === at + 1 || (about(input) === returnedTo && returnedTo !== from);
        if (isAccepted) {
          enter(input);
        }
        return isAccepted;
      });
      expect(answers, run.steps[at]).toEqual(all);
    }
  });

  it('ends at the Escape key, at every step', async () => {
    const { calm, count } = await calmAccount();
    for (let at = 0; at < count; at += 1) {
      const run = new WizardRun(calm);
      const answers = await run.walk(everything(), (input, nth) => {
        if (nth === at) {
          input.escape();
        }
        return nth === at;
      });
      expect(answers, run.steps[at]).toBeUndefined();
    }
  });

  it('says in each row by itself what is chosen, and stays when something else gets the focus', async () => {
    const run = new WizardRun();
    await run.walk(everything(), (input) => {
      expect(input.title).toMatch(/^Create trail: \S/);
      expect(input.placeholder).toMatch(/\S/);
      expect(input.ignoreFocusOut).toBe(true);
      if (input instanceof FakePick) {
        expect(input.labels.every((label) => /\S/.test(label))).toBe(true);
        expect(new Set(input.labels).size).toBe(input.labels.length);
      }
      return false;
    });
  });
});

/** An account that is asked everything once, and how many prompts the longest way has. */
async function calmAccount(): Promise<{ readonly calm: WizardOptions; readonly count: number }> {
  const setup = new SandboxSetup();
  const caller = remembering(setup.aws.caller);
  const calm = { setup, caller: () => caller };
  const run = new WizardRun(calm);
  await run.walk(everything());
  return { calm, count: run.steps.length };
}

describe('the last step', () => {
  it('is the first one where everything was answered before; the way back leads to the question before it', async () => {
    const run = new WizardRun({ before: all });
    const summary = await run.pick();
    expect(summary.where).toBe('20/20 Create trail: Check the answers');
    summary.back();
    const tags = await run.box();
    expect([tags.title, tags.value]).toEqual(['Create trail: Tags', 'team=security, stage=prod']);
    tags.back();
    expect((await run.pick()).title).toBe('Create trail: SNS topic');
  });

  it('keeps what was answered before', async () => {
    expect(await new WizardRun({ before: all }).walk()).toEqual(all);
  });

  it('tells each answer', async () => {
    const summary = await new WizardRun({ before: all }).pick();
    expect(summary.labels).toMatchInlineSnapshot(`
      [
        "Review what will be done",
        "Home Region: us-west-1",
        "Name: all-of-it",
        "Bucket for log files: existing bucket acme-records",
        "What to record: all Regions, management events, data events, network activity, Insights",
        "Data events: S3 objects, SQS queues, AWS::Chime::Bot",
        "Data events of S3 objects: arn:aws:s3:::acme-data/, arn:aws:s3:::acme-reports/2026/; writes",
        "Data events of SQS queues: all, reads",
        "Data events of AWS::Chime::Bot: all, reads and writes",
        "Network activity events: ec2.amazonaws.com, s3.amazonaws.com",
        "Network activity events: only what was denied: s3.amazonaws.com",
        "Insights events: call rate of management events, error rate of management events, error rate of data events",
        "More: Log file validation, Encryption with a KMS key, Prefix in the bucket, TLS only for the existing bucket, CloudWatch Logs, SNS notifications, Leave out events of KMS, Leave out events of the RDS Data API, Tags",
        "Prefix in the bucket: security/trails",
        "Encryption: existing key alias/acme-data",
        "Log group: new log group /aws/cloudtrail/all-of-it",
        "Retention in the log group: keeps events for 90 days",
        "Role for CloudWatch Logs: new role all-of-it-logs, path /audit/, boundary arn:aws:iam::111122223333:policy/acme-boundary",
        "SNS topic: new topic cloudtrail-all-of-it",
        "Tags: team=security, stage=prod",
      ]
    `);
  });

  it('leads to an answer and back again; what was named after the trail gets its new name', async () => {
    const run = new WizardRun({ before: defaultAnswers('one', 'us-east-1', account) });
    (await run.pick()).enter('Name: one');
    (await run.box()).enter('two');
    const summary = await run.pick();
    expect(about(summary)).toBe('Check the answers');
    expect(summary.labels).toContain(`Bucket for log files: new bucket cloudtrail-logs-${account}-two`);
    summary.enter();
    expect((await run.done)?.answers).toEqual(defaultAnswers('two', 'us-east-1', account));
  });

  it('asks on a detour only for what was never answered', async () => {
    const run = new WizardRun({ before: defaultAnswers('one', 'us-east-1', account) });
    (await run.pick()).enter('More');
    (await run.pick()).toggle('Prefix', 'Tags').enter();
    expect(about(await run.step())).toBe('Prefix in the bucket');
    expect(run.steps.at(-1)).toMatch(/^6\/8/);
  });

  it('leads back from a detour', async () => {
    const run = new WizardRun({ before: all });
    (await run.pick()).enter('Home Region');
    (await run.pick()).back();
    expect(about(await run.pick())).toBe('Check the answers');
  });

  it('asks again for what another Region does not have', async () => {
    const topic = `arn:aws:sns:us-east-1:${account}:acme-operations`;
    const run = new WizardRun({
      before: {
        ...all,
        homeRegion: 'us-east-1',
        bucket: { kind: 'new', name: 'acme-all-of-it' },
        topic: { kind: 'existing', arn: topic },
        logGroup: { group: { kind: 'existing', name: '/acme/shop' }, role: all.logGroup!.role },
      },
    });
    (await run.pick()).enter('Home Region');
    (await run.pick()).enter('eu-west-1');
    const asked: string[] = [];
    await run.walk({}, (input) => {
      asked.push(about(input));
      return false;
    });
    expect(asked).toEqual([
      'Encryption',
      'Log group',
      'Retention in the log group',
      'SNS topic',
      'Check the answers',
    ]);
  });
});

describe('what is not wanted any more', () => {
  it('is left out, and is there again when it is', async () => {
    const run = new WizardRun({ before: all });
    const parts = ['Encryption with', 'Prefix', 'CloudWatch Logs', 'SNS', 'Tags'];
    (await run.pick()).enter('More');
    (await run.pick()).toggle(...parts).enter();
    const summary = await run.pick();
    expect(summary.labels.some((label) => /^(Encryption|Log group|SNS|Tags|Prefix)/.test(label))).toBe(false);
    summary.enter('More');
    (await run.pick()).toggle(...parts).enter();
    expect(await run.walk()).toEqual(all);
  });

  it('takes Insights of data events with it', async () => {
    const run = new WizardRun({ before: all });
    (await run.pick()).enter('What to record');
    (await run.pick()).toggle('Data events').enter();
    expect((await run.walk())?.insights).toEqual([
      { type: 'ApiCallRateInsight', categories: ['Management'] },
      { type: 'ApiErrorRateInsight', categories: ['Management'] },
    ]);
  });
});

describe('the account', () => {
  const eu = connection({ credentials: { kind: 'profile', name: 'eu' }, region: 'eu-west-1' });

  it('is asked for where there are several', async () => {
    const setup = new SandboxSetup();
    const run = new WizardRun({ setup, connections: [setup.connection, eu] });
    const pick = await run.pick();
    expect(pick.where).toBe('1/7 Create trail: Account');
    expect(pick.labels).toEqual(['Sample account', 'eu (profile)']);
    pick.enter();
    expect((await run.pick()).labels).toContain('us-east-1');
  });

  it('changes all that was chosen in the other one, but for the name', async () => {
    const setup = new SandboxSetup();
    const run = new WizardRun({ setup, connections: [setup.connection, eu], before: all });
    (await run.pick()).enter('Account');
    (await run.pick()).enter('eu (profile)');
    const asked: FakeInput = await run.step();
    expect(about(asked)).toBe('Home Region');
    enter(asked);
    expect((await run.box()).value).toBe('all-of-it');
  });

  it('is what nothing can be proposed without: where it cannot be asked, the wizard fails', async () => {
    const setup = new SandboxSetup();
    const account = { ...setup.aws.account, identity: () => Promise.reject(new Error('no session')) };
    const run = new WizardRun({ setup, ports: () => Promise.resolve({ ...setup.aws, account }) });
    enter(await run.step());
    enter(await run.step());
    await expect(run.done).rejects.toThrow('no session');
  });

  it('gives its connection in the home Region', async () => {
    const run = new WizardRun();
    await run.walk({ 'Home Region': choose('eu-west-3') });
    expect((await run.done)?.connection.region).toBe('eu-west-3');
  });
});

describe('the home Region', () => {
  it('can be typed', async () => {
    const run = new WizardRun();
    const pick = await run.pick();
    expect(pick.type('moon-1').labels).not.toContain('moon-1');
    pick.type('eu-south-2').enter();
    (await run.box()).escape();
    expect(pick.labels).toContain('eu-south-2');
  });

  it('is offered from all known ones of the partition where the enabled ones cannot be read', async () => {
    const setup = new SandboxSetup({ faults: [{ operation: 'DescribeRegions', effect: { kind: 'deny' } }] });
    const pick = await new WizardRun({ setup }).pick();
    expect(pick.labels).toContain('af-south-1');
    expect(pick.labels).not.toContain('cn-north-1');
    expect(pick.headings.join()).toContain('could not be read');
  });
});

describe('the name', () => {
  it('is checked while it is typed, with the rules of the service and the trails that there are', async () => {
    const run = new WizardRun();
    enter(await run.step());
    const box = await run.box();
    expect(box.type('a').validationMessage).toContain('shorter than 3');
    expect(box.type('my--trail').validationMessage).toContain('side by side');
    expect(box.type('org-audit').validationMessage).toBe('There is a trail org-audit in us-east-1 already.');
    box.enter();
    expect(box.isShown).toBe(true);
    box.enter('fine');
    expect(about(await run.pick())).toBe('Bucket for log files');
  });

  it('is proposed with a number where the usual one is taken', async () => {
    const setup = new SandboxSetup();
    const trails = {
      ...setup.aws.trails,
      list: () => Promise.resolve([{ name: 'audit-trail', homeRegion: 'us-east-1' }] as never),
    };
    const run = new WizardRun({ setup, ports: () => Promise.resolve({ ...setup.aws, trails }) });
    enter(await run.step());
    const box = await run.box();
    expect([box.value, box.validationMessage]).toEqual(['audit-trail-2', undefined]);
  });

  it('can be given where the trails cannot be listed', async () => {
    const setup = new SandboxSetup({ faults: [{ operation: 'DescribeTrails', effect: { kind: 'deny' } }] });
    const run = new WizardRun({ setup });
    expect((await run.walk({ Name: type('unseen') }))?.name).toBe('unseen');
  });
});
