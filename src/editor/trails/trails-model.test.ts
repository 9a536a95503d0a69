import { describe, expect, it } from 'vitest';
import { statusOf, trailNamed } from '../../../test/support/account-data.ts';
import { InMemoryAws, type CallName, type TrailData } from '../../../test/support/in-memory-aws.ts';
import { accountsByConnection } from '../../../test/support/accounts-by-connection.ts';
import { connection } from '../../core/connection.ts';
import { TrailscopeError, type Failure } from '../../core/failures/failure.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { english } from '../../core/localize.ts';
import { failureItem, failureMessage } from '../failures/failure-nodes.ts';
import { timesIn } from '../time/times.ts';
import type { TreeNode } from '../tree/tree-node.ts';
import { entryKey } from '../connections/connection-store.ts';
import { TrailsModel } from './trails-model.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
const shown = { connection: sample, isPinned: false };
/** A row of the sample account, among those of other connections. */
const own = (id: string): string => `${entryKey(sample)}\n${id}`;
const now = Date.UTC(2026, 10, 20, 12);
const minutesAgo = (minutes: number): number => now - minutes * 60_000;

const audit: TrailData = {
  trail: trailNamed('org-audit', {
    isOrganization: true,
    keyPrefix: 'prod',
    kmsKeyId: 'arn:aws:kms:us-east-1:111122223333:alias/trail-logs',
    logGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/cloudtrail:*',
    snsTopicArn: 'arn:aws:sns:us-east-1:111122223333:deliveries',
  }),
  status: statusOf({
    logFiles: { lastSuccess: minutesAgo(5) },
    digests: { lastSuccess: minutesAgo(40) },
  }),
  insights: [{ type: 'ApiCallRateInsight' }],
  tags: { team: 'security', stage: 'prod' },
};

const legacy: TrailData = {
  trail: trailNamed('legacy', { homeRegion: 'us-east-1', isMultiRegion: false, validatesLogFiles: false }),
  status: statusOf({ isLogging: false, stoppedAt: minutesAgo(12 * 24 * 60) }),
};

interface Setup {
  readonly aws: InMemoryAws;
  readonly model: TrailsModel;
  readonly changes: (TreeNode | undefined)[];
  readonly failures: string[];
}

function needsOf(aws: AwsPorts) {
  return {
    ports: () => Promise.resolve(aws),
    customEndpoint: () => Promise.resolve(undefined),
    clock: { now: () => now },
    t: english,
    times: () => timesIn('utc', 'en', english),
  };
}

function setup(...trails: TrailData[]): Setup {
  const aws = new InMemoryAws({ trails });
  const failures: string[] = [];
  const model = new TrailsModel({ ...needsOf(aws), failed: ({ failure }) => failures.push(failure.kind) });
  const changes: (TreeNode | undefined)[] = [];
  model.onDidChange((node) => changes.push(node));
  return { aws, model, changes, failures };
}

/** Lets everything that is under way come to an end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve();
  }
}

/** The rows below one as VS Code shows them in the end; reading them starts what they need. */
async function rowsBelow(model: TrailsModel, id: string | undefined): Promise<readonly TreeNode[]> {
  await model.children(id);
  await settle();
  return model.children(id);
}

async function trailsOf({ model }: Setup): Promise<readonly TreeNode[]> {
  model.show([shown], sample);
  await model.children(undefined);
  return rowsBelow(model, own('connection'));
}

function words(nodes: readonly TreeNode[]): string[] {
  return nodes.map(({ label, description }) => `${label}: ${description ?? ''}`);
}

describe('the Trails view', () => {
  it('asks for nothing while there is no connection, nor before its rows are read', async () => {
    const { model, aws } = setup(audit);
    expect([await model.children(undefined), model.state]).toEqual([[], 'disconnected']);
    model.show([shown], sample);
    expect(await model.children(undefined)).toHaveLength(1);
    expect(aws.calls).toEqual([]);
  });

  it('marks the sample account as such, with account and Region', async () => {
    const view = setup(audit);
    await trailsOf(view);
    const [root] = await view.model.children(undefined);
    expect(words([root!])).toEqual(['Sample account: 111122223333']);
  });

  it('tells each trail with its state by shape and words', async () => {
    const failing = {
      trail: trailNamed('failing', { homeRegion: 'eu-west-1' }),
      status: statusOf({ logFiles: { error: 'AccessDenied' } }),
    };
    const nodes = await trailsOf(setup(audit, legacy, failing));
    expect(words(nodes)).toEqual([
      'org-audit: all Regions · org · us-east-1',
      'legacy: stopped 12 days ago · us-east-1',
      'failing: delivery failing: AccessDenied · all Regions · eu-west-1',
    ]);
    expect(nodes.map(({ icon }) => icon?.id)).toEqual(['circle-filled', 'circle-slash', 'warning']);
    expect(nodes.map(({ context }) => context)).toEqual([
      ['trail', 'logging'],
      ['trail', 'stopped'],
      ['trail', 'failing'],
    ]);
    expect(nodes[1]?.spoken).toContain('stopped');
  });

  it('shows the trails of other Regions after those that record this one', async () => {
    const far = { trail: trailNamed('far', { homeRegion: 'us-west-2', isMultiRegion: false }) };
    const view = setup(far, audit);
    expect(words(await trailsOf(view))).toEqual([
      'org-audit: all Regions · org · us-east-1',
      'far: us-west-2',
    ]);
    const parts = await rowsBelow(
      view.model,
      own('trail:arn:aws:cloudtrail:us-west-2:111122223333:trail/far'),
    );
    expect(parts.length).toBeGreaterThan(0);
  });

  it('has trails where only other Regions have some', async () => {
    const view = setup({ trail: trailNamed('far', { homeRegion: 'us-west-2', isMultiRegion: false }) });
    expect(words(await trailsOf(view))).toEqual(['far: us-west-2']);
    expect(view.model.state).toBe('trails');
  });

  it('names a trail whose Region does not tell more, with the reason and what to do', async () => {
    const view = setup(audit);
    const arn = 'arn:aws:cloudtrail:eu-south-1:111122223333:trail/shy';
    const denied = new TrailscopeError({ kind: 'denied', action: 'cloudtrail:DescribeTrails' }, 'no');
    view.aws.change({ unread: [{ name: 'shy', arn, homeRegion: 'eu-south-1', error: denied }] });
    const [, shy] = await trailsOf(view);
    expect([shy?.label, shy?.icon?.id]).toEqual(['shy', 'lock']);
    expect(shy?.description).toContain('eu-south-1');
    expect(shy?.description).toContain('cloudtrail:DescribeTrails');
    expect(await view.model.children(shy?.id)).toHaveLength(1);
  });

  it('says that other Regions could not be asked, and asks again', async () => {
    const view = setup(audit);
    view.aws.failOnce('trails.elsewhere', { kind: 'denied', action: 'cloudtrail:ListTrails' });
    const [, failure] = await trailsOf(view);
    expect(failure?.label).toBe('Trails of other Regions');
    expect(failure?.description).toContain('cloudtrail:ListTrails');
    await failureItem(failure?.subject)?.retry();
    expect(words(await rowsBelow(view.model, own('connection')))).toEqual([
      'org-audit: all Regions · org · us-east-1',
    ]);
  });

  it('shows a trail before its status is there', async () => {
    const view = setup(audit);
    const release = view.aws.hold('trails.status');
    const [before] = await trailsOf(view);
    expect(before?.icon?.id).toBe('loading~spin');
    release();
    await settle();
    expect(view.changes.at(-1)).toMatchObject({ id: before?.id, icon: { id: 'circle-filled' } });
  });

  it('has a welcome text in place of rows when there are no trails', async () => {
    const view = setup();
    await trailsOf(view);
    expect([await view.model.children(undefined), view.model.state]).toEqual([[], 'empty']);
    view.aws.change({ trails: [audit] });
    await view.model.refresh();
    expect(await view.model.children(undefined)).toHaveLength(1);
  });

  it('forgets answers for a connection that was left', async () => {
    const view = setup(audit);
    const release = view.aws.hold('trails.list');
    view.model.show([shown], sample);
    const rows = view.model.children(own('connection'));
    view.model.show([], undefined);
    release();
    expect(await rows).toEqual([]);
    expect([await view.model.children(undefined), view.failures]).toEqual([[], []]);
  });
});

describe('several connections', () => {
  const prod = connection({ credentials: { kind: 'profile', name: 'prod' }, region: 'eu-west-1' });
  const both = [shown, { connection: prod, isPinned: false }];
  const accountNumbered = (account: string, trail: TrailData) =>
    new InMemoryAws({
      identity: { account, arn: `arn:aws:iam::${account}:root`, userId: account },
      trails: [trail],
    });

  function twoAccounts() {
    const [first, second] = [accountNumbered('111122223333', audit), accountNumbered('444455556666', legacy)];
    const view = setup();
    const aws = accountsByConnection(({ credentials }) => (credentials.kind === 'profile' ? second : first));
    const model = new TrailsModel({ ...needsOf(aws), failed: () => undefined });
    return { ...view, model, first, second };
  }

  it('are asked nothing before their rows are opened; the one in use is open', async () => {
    const { model, first, second } = twoAccounts();
    model.show(both, prod);
    const rows = await model.children(undefined);
    expect(rows.map(({ label, expansion }) => [label, expansion])).toEqual([
      ['Sample account', 'collapsed'],
      ['prod (profile)', 'expanded'],
    ]);
    await rowsBelow(model, rows[1]?.id);
    expect(first.calls).toEqual([]);
    expect(second.callNames()).toContain('trails.list');
  });

  it('stand side by side, each with its own account and trails', async () => {
    const { model } = twoAccounts();
    model.show(both, prod);
    const below: string[][] = [];
    for (const { id } of await model.children(undefined)) {
      below.push((await rowsBelow(model, id)).map(({ label }) => label));
    }
    expect(below).toEqual([['org-audit'], ['legacy']]);
    expect(words(await model.children(undefined))).toEqual([
      'Sample account: 111122223333',
      'prod (profile): 444455556666 · in use',
    ]);
  });

  it('hand their own connection to the commands on their rows', async () => {
    const { model } = twoAccounts();
    model.show(both, sample);
    for (const { id, subject } of await model.children(undefined)) {
      const [trail] = await rowsBelow(model, id);
      expect(trail?.subject).toMatchObject(subject ?? {});
    }
  });

  it('keep what they have when another one is used or comes, and forget it when they go', async () => {
    const { model, first } = twoAccounts();
    model.show([shown], sample);
    await rowsBelow(model, own('connection'));
    const asked = first.calls.length;
    model.show(both, prod);
    await rowsBelow(model, own('connection'));
    expect(first.calls).toHaveLength(asked);
    model.show(both.slice(1), prod);
    model.show(both, prod);
    await rowsBelow(model, own('connection'));
    expect(first.calls).toHaveLength(2 * asked);
  });

  it('never show an answer of one below the other, whatever comes late', async () => {
    const { model, first, second } = twoAccounts();
    const release = [first.hold('trails.list'), second.hold('trails.list')];
    model.show(both, sample);
    const rows = await model.children(undefined);
    const pending = rows.map(async ({ id }) => model.children(id));
    model.show([{ connection: prod, isPinned: true }], prod);
    release.reverse().forEach((letGo) => {
      letGo();
    });
    const [ofFirst, ofSecond] = await Promise.all(pending);
    expect(ofFirst).toEqual([]);
    expect(ofSecond?.map(({ label }) => label)).toEqual(['legacy']);
  });

  it('tell of their own failures, and are asked again after a sign-in', async () => {
    const { model, second } = twoAccounts();
    second.failOnce('trails.list', { kind: 'expired' });
    model.show(both, sample);
    const [, row] = await model.children(undefined);
    await rowsBelow(model, row?.id);
    expect((await model.children(undefined)).map(({ icon }) => icon?.id)).toEqual(['beaker', 'key']);
    expect([model.state, model.message]).toEqual(['trails', undefined]);
    expect(words(await model.children(undefined))[1]).toBe('prod (profile): 444455556666 · sign in again');
    const [why] = await rowsBelow(model, row?.id);
    expect(why?.label).toBe('The credentials have expired or were revoked.');
    expect((await rowsBelow(model, why?.id)).map(({ label }) => label)).toEqual([
      'Sign in again, then try again.',
    ]);
    await model.retryFailed();
    expect((await rowsBelow(model, row?.id)).map(({ label }) => label)).toEqual(['legacy']);
  });

  it('tell in the tooltip which permission the name of the account needs', async () => {
    const { model, first } = twoAccounts();
    first.fail('account.alias', { kind: 'denied', action: 'iam:ListAccountAliases' });
    model.show(both, sample);
    await rowsBelow(model, own('connection'));
    const [row] = await model.children(undefined);
    expect(row?.tooltip?.().map(({ text }) => text)).toContain(
      'Account alias: The credentials lack the permission iam:ListAccountAliases.',
    );
  });

  it('say so where one has no trails', async () => {
    const { model, first } = twoAccounts();
    first.change({ trails: [] });
    model.show(both, sample);
    expect(words(await rowsBelow(model, own('connection')))).toEqual(['No trails: ']);
  });
});

describe('below a trail', () => {
  it('is what DescribeTrails, GetTrailStatus and the selectors tell', async () => {
    const view = setup(audit);
    const [trail] = await trailsOf(view);
    expect(words(await rowsBelow(view.model, trail?.id))).toEqual([
      'Logs: s3://acme-audit/prod',
      'Encryption: alias/trail-logs',
      'Validation: on, last digest 40 min ago',
      'Records: management events',
      'Insights: API call rate',
      'CloudWatch Logs: /aws/cloudtrail',
      'SNS: deliveries',
      'Delivery: last log file 5 min ago',
      'Tags: team, stage',
    ]);
  });

  it('is what is off, too', async () => {
    const view = setup(legacy);
    const [trail] = await trailsOf(view);
    expect(words(await rowsBelow(view.model, trail?.id))).toEqual([
      'Logs: s3://acme-audit',
      'Encryption: no KMS key; as the bucket encrypts',
      'Validation: off',
      'Records: management events',
      'Insights: off',
      'CloudWatch Logs: not sent',
      'SNS: no notifications',
      'Delivery: nothing delivered yet',
      'Tags: none',
    ]);
  });

  it('is asked for when the trail is opened, and what is recorded and tagged lies below', async () => {
    const view = setup(audit);
    const [trail] = await trailsOf(view);
    expect(view.aws.callNames()).not.toContain('trails.selectors');
    await rowsBelow(view.model, trail?.id);
    expect(words(await rowsBelow(view.model, `${trail!.id}/records`))).toEqual(['management events: ']);
    expect(words(await rowsBelow(view.model, `${trail!.id}/tags`))).toEqual([
      'team: security',
      'stage: prod',
    ]);
  });

  it('tells trails apart whose names begin alike', async () => {
    const longer = { trail: trailNamed('org-audit-2', { bucket: 'other' }) };
    const view = setup(audit, longer);
    const [, second] = await trailsOf(view);
    expect(words(await rowsBelow(view.model, second?.id))[0]).toBe('Logs: s3://other');
  });

  it.each<[CallName, string, string]>([
    ['trails.selectors', 'cloudtrail:GetEventSelectors', 'records'],
    ['trails.insights', 'cloudtrail:GetInsightSelectors', 'insights'],
    ['trails.tags', 'cloudtrail:ListTags', 'tags'],
    ['trails.status', 'cloudtrail:GetTrailStatus', 'delivery'],
  ])('says in place that %s is denied, and what is missing; the rest works', async (call, action, row) => {
    const view = setup(audit);
    view.aws.fail(call, { kind: 'denied', action });
    const [trail] = await trailsOf(view);
    const rows = await rowsBelow(view.model, trail?.id);
    const denied = rows.filter(({ context }) => context?.includes('copy-permission'));
    expect(denied.map(({ id }) => id)).toEqual([`${trail!.id}/${row}`]);
    expect(denied[0]?.icon?.id).toBe('lock');
    expect(JSON.stringify(denied[0]?.tooltip?.())).toContain(action);
    expect(view.failures).toEqual(['denied']);
    view.aws.recover(call);
    await failureItem(denied[0]?.subject)?.retry();
    expect(view.changes.some((node) => node?.id === denied[0]?.id || node?.id === trail?.id)).toBe(true);
    const after = await rowsBelow(view.model, trail?.id);
    expect(after.some(({ context }) => context?.includes('copy-permission'))).toBe(false);
  });
});

describe('a refresh', () => {
  it('asks again for what was asked for, and tells only what changed', async () => {
    const view = setup(audit, legacy);
    const [trail] = await trailsOf(view);
    await rowsBelow(view.model, trail?.id);
    view.changes.length = 0;
    await view.model.refresh();
    expect(view.changes).toEqual([]);
    view.aws.change({ trails: [{ ...audit, tags: {} }, legacy] });
    await view.model.refresh();
    expect(view.changes.map((node) => node?.id)).toEqual([`${trail!.id}/tags`]);
  });

  it('shows that logging was started, though the status was just being asked for', async () => {
    const view = setup(legacy);
    await trailsOf(view);
    const release = view.aws.hold('trails.status');
    const before = view.model.refresh();
    view.aws.setLogging(legacy.trail, true);
    const after = view.model.refresh();
    release();
    await Promise.all([before, after]);
    expect(view.changes.at(-1)?.context).toContain('logging');
  });
});

describe('trails that cannot be read', () => {
  const failures: Failure[] = [
    { kind: 'denied', action: 'cloudtrail:DescribeTrails' },
    { kind: 'no-credentials' },
    { kind: 'expired' },
    { kind: 'throttled' },
    { kind: 'unavailable', status: 503 },
    { kind: 'offline', reason: 'ENOTFOUND' },
    { kind: 'invalid-input' },
    { kind: 'refused', code: 'CloudTrailAccessNotEnabledException' },
    { kind: 'bug' },
  ];

  it.each(failures)('say why in their place, and what to do: $kind', async (failure) => {
    const view = setup(audit);
    view.aws.fail('trails.list', failure);
    const rows = await trailsOf(view);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.label).not.toBe('');
    expect(rows[0]?.context).toContain('failure');
    expect(view.model.message).toBe(failureMessage(failureItem(rows[0]?.subject)!.error, english));
    expect(view.model.message?.length).toBeGreaterThan(40);
    expect(view.model.state).toBe('failed');
    expect(view.failures).toContain(failure.kind);
  });

  it('are there after another try', async () => {
    const view = setup(audit);
    view.aws.failOnce('trails.list', { kind: 'expired' });
    const [row] = await trailsOf(view);
    await failureItem(row?.subject)?.retry();
    expect(words(await rowsBelow(view.model, own('connection')))).toEqual([
      'org-audit: all Regions · org · us-east-1',
    ]);
    expect(view.model.message).toBeUndefined();
  });
});
