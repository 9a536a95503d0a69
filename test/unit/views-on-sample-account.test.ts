/** The rows of the views as they come out of the SDK's clients and the sample account's wire protocols. */
import { beforeEach, describe, expect, it } from 'vitest';
import { openAws, type Aws } from '../../src/aws/open-aws.ts';
import { inRegion } from '../../src/core/connection.ts';
import { english } from '../../src/core/localize.ts';
import { sampleConnection } from '../../src/editor/connections/initial-connection.ts';
import {
  defaultQuery,
  withAccess,
  withAttribute,
  type EventQuery,
} from '../../src/editor/events/event-query.ts';
import { EventsModel } from '../../src/editor/events/events-model.ts';
import { timesIn } from '../../src/editor/time/times.ts';
import { TrailsModel } from '../../src/editor/trails/trails-model.ts';
import type { NodeSource, TreeNode } from '../../src/editor/tree/tree-node.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { createSampleAccount } from '../../src/sandbox/sample-account.ts';
import { stubUserConfig } from '../support/user-config.ts';

const clock = { now: () => Date.UTC(2026, 10, 20, 12) };
const shared = {
  failed: (error: Error) => {
    throw error;
  },
  clock,
  t: english,
  times: () => timesIn('utc', 'en', english),
};
let aws: Aws;

beforeEach(() => {
  stubUserConfig();
  const account = createSampleAccount({ clock, throttles: false });
  const sampleHandler = () => Promise.resolve(inProcessHandler(account));
  aws = openAws({ version: '1.2.3', sampleHandler, lookupsPerSecond: Infinity });
});

/** Waits until a row below `parent` is as wanted; rows tell when they change. */
async function rowsWhen(
  source: NodeSource,
  parent: string | undefined,
  wanted: (rows: readonly TreeNode[]) => boolean,
): Promise<readonly TreeNode[]> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const subscription = source.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });
    const rows = await source.children(parent);
    if (wanted(rows)) {
      return rows;
    }
    await changed;
  }
}

function text({ label, description = '' }: TreeNode): string {
  return `${label}: ${description}`;
}

describe('the Trails view on the sample account', () => {
  it('shows the trails with their state, those of the Region first, and all parts of one', async () => {
    const model = new TrailsModel({
      ...shared,
      ports: () => Promise.resolve(aws),
      customEndpoint: () => Promise.resolve(undefined),
    });
    const oregon = inRegion(sampleConnection(), 'us-west-2');
    model.show([{ connection: oregon, isPinned: false }], oregon);
    const [root] = await model.children(undefined);
    // The trails of other Regions come when they come, after those that record this one.
    const trails = await rowsWhen(
      model,
      root?.id,
      (rows) => rows.length === 3 && rows.every(({ icon }) => icon?.id !== 'loading~spin'),
    );
    expect(trails.map(({ label, icon }) => [label, icon?.id])).toEqual([
      ['org-audit', 'circle-filled'],
      ['legacy', 'circle-slash'],
      ['data-access', 'warning'],
    ]);
    const parts = await rowsWhen(model, trails[0]?.id, (rows) =>
      rows.every(({ description }) => description !== 'loading…'),
    );
    expect(parts.map(({ label }) => label)).toEqual([
      'Logs',
      'Encryption',
      'Validation',
      'Records',
      'Insights',
      'CloudWatch Logs',
      'SNS',
      'Delivery',
      'Tags',
    ]);
    expect(parts.map(text)).toContain('Insights: API call rate, API error rate');
  });
});

describe('the Events view on the sample account', () => {
  async function eventsOf(query: EventQuery): Promise<string[]> {
    const needs = { ...shared, history: () => Promise.resolve(aws.events) };
    const model = new EventsModel(needs, query);
    model.show(sampleConnection());
    const days = await model.children(undefined);
    const rows: string[] = [];
    for (const day of days.filter(({ expansion }) => expansion === 'expanded')) {
      rows.push(...(await model.children(day.id)).map(text));
    }
    return rows;
  }

  const quarter = { ...defaultQuery, range: { kind: 'last', hours: 90 * 24 } } as const;

  it('shows a page of writes', async () => {
    const rows = await eventsOf(quarter);
    expect(rows).toHaveLength(50);
    expect(rows.filter((row) => /^(Describe|List|Get)/.test(row))).toEqual([]);
  });

  it('finds who terminated an instance, and leaves nothing out but reads', async () => {
    const rows = await eventsOf(withAttribute(quarter, { key: 'EventName', value: 'TerminateInstances' }));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.startsWith('TerminateInstances i-'))).toBe(true);
  });

  it('finds nothing by a part of a name, and reads only when they are asked for', async () => {
    const byName = (value: string) => withAttribute(quarter, { key: 'EventName', value });
    expect(await eventsOf(byName('Terminate'))).toEqual([]);
    expect(await eventsOf(withAccess(byName('DescribeTrails'), 'all'))).not.toEqual([]);
  });
});
