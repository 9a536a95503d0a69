import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { InMemoryAws } from '../../../test/support/in-memory-aws.ts';
import { connection, type Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import type { Failure } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import { timesIn } from '../time/times.ts';
import type { TreeNode } from '../tree/tree-node.ts';
import { defaultQuery, withAccess, withAttribute, type EventQuery } from './event-query.ts';
import { EventsModel } from './events-model.ts';

const virginia = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const ireland = connection({ credentials: { kind: 'default-chain' }, region: 'eu-west-1' });
const now = Date.UTC(2026, 10, 20, 12);

const today = eventAt('2026-11-20T11:00:00Z', 'today');
const morning = eventAt('2026-11-20T08:00:00Z', 'morning');
const yesterday = eventAt('2026-11-19T20:00:00Z', 'yesterday');

interface Setup {
  readonly aws: InMemoryAws;
  readonly model: EventsModel;
  readonly changes: (TreeNode | undefined)[];
  readonly failures: string[];
}

function setup(events: readonly CloudTrailEvent[], query: EventQuery = defaultQuery, pageSize = 2): Setup {
  const aws = new InMemoryAws({ events, pageSize });
  const failures: string[] = [];
  const needs = {
    history: () => Promise.resolve(aws.events),
    failed: ({ failure }: { failure: Failure }) => failures.push(failure.kind),
    clock: { now: () => now },
    t: english,
    times: () => timesIn('utc', 'en', english),
  };
  const model = new EventsModel(needs, query);
  const changes: (TreeNode | undefined)[] = [];
  model.onDidChange((node) => changes.push(node));
  return { aws, model, changes, failures };
}

/** All rows as VS Code would read them, those below indented. */
async function outline(model: EventsModel, id?: string, indent = ''): Promise<string[]> {
  const lines: string[] = [];
  for (const node of await model.children(id)) {
    lines.push(`${indent}${node.label}`);
    if (node.expansion === 'expanded') {
      lines.push(...(await outline(model, node.id, `${indent}  `)));
    }
  }
  return lines;
}

async function connected(setupOf: Setup, to: Connection = virginia): Promise<string[]> {
  setupOf.model.show(to);
  return outline(setupOf.model);
}

describe('the Events view', () => {
  it('shows nothing and asks for nothing while there is no connection', async () => {
    const { model, aws } = setup([today]);
    expect([await outline(model), model.state, model.message]).toEqual([[], 'disconnected', undefined]);
    expect(aws.calls).toEqual([]);
  });

  it('asks when its rows are read, not when it is connected', async () => {
    const { model, aws } = setup([today]);
    model.show(virginia);
    expect([model.state, aws.calls.length]).toEqual(['loading', 0]);
    await model.children(undefined);
    expect([model.state, aws.calls.length]).toEqual(['events', 1]);
  });

  it('shows events by day, newest first, and where it came to', async () => {
    const view = setup([yesterday, today, morning]);
    expect(await connected(view)).toEqual([
      'Today',
      '  TerminateInstances i-05c30218156bcc246',
      '  TerminateInstances i-05c30218156bcc246',
      'Load more',
    ]);
    expect((await view.model.children(undefined)).at(-1)?.description).toBe(
      'so far back to 2026-11-20 08:00',
    );
    await view.model.loadMore();
    expect(await outline(view.model)).toEqual([
      'Today',
      '  TerminateInstances i-05c30218156bcc246',
      '  TerminateInstances i-05c30218156bcc246',
      'Yesterday',
      '  TerminateInstances i-05c30218156bcc246',
    ]);
  });

  it('changes only the last day and the last row when a page belongs to the last day', async () => {
    const hours = ['11', '10', '09', '08', '07'];
    const view = setup(hours.map((hour) => eventAt(`2026-11-20T${hour}:00:00Z`, hour)));
    await connected(view);
    view.changes.length = 0;
    await view.model.loadMore();
    expect(view.changes).not.toContain(undefined);
    expect(new Set(view.changes.map((node) => node?.id))).toEqual(new Set(['day:2026-11-20', 'more']));
  });

  it('says what it shows, and how late events are', async () => {
    const view = setup([today]);
    await connected(view);
    expect(view.model.description).toBe('us-east-1 · last 24 hours');
    expect(view.model.message).toBe('Writes only. Events appear some minutes after they happen.');
    view.model.ask(withAttribute(view.model.query, { key: 'Username', value: 'maria' }));
    await outline(view.model);
    expect(view.model.message).toBe(
      'User name: maria. Reads are left out here, after CloudTrail sent them. ' +
        'Events appear some minutes after they happen.',
    );
  });

  it('marks the sample account, and names a filter that nothing matches', async () => {
    const view = setup([], withAttribute(defaultQuery, { key: 'Username', value: 'nobody\u202E' }));
    await connected(view, connection({ ...virginia, credentials: { kind: 'sample' } }));
    expect(view.model.description).toBe('User name: nobody\uFFFD · sample · us-east-1 · last 24 hours');
  });

  it.each([
    [{ kind: 'profile', name: 'prod' }, 'prod · us-east-1 · last 24 hours'],
    [{ kind: 'instance' }, 'EC2 instance · us-east-1 · last 24 hours'],
  ] as const)('says whose events these are: %o', async (credentials, description) => {
    const view = setup([]);
    await connected(view, connection({ ...virginia, credentials }));
    expect(view.model.description).toBe(description);
  });

  it('leads to the global events from every other Region', async () => {
    const view = setup([eventAt('2026-11-20T11:00:00Z', 'x', { awsRegion: 'eu-west-1' })]);
    const [first] = await connected(view, ireland);
    expect(first).toBe('Global events: us-east-1');
    expect(view.model.globalRegion).toBe('us-east-1');
    expect(await connected(view)).not.toContain(first);
  });

  it('forgets an answer that comes after the connection changed', async () => {
    const view = setup([today]);
    const release = view.aws.hold('events.lookup');
    view.model.show(virginia);
    const rows = view.model.children(undefined);
    view.model.show(ireland);
    release();
    await rows;
    expect(await outline(view.model)).toEqual([]);
    expect(view.failures).not.toContain('bug');
  });

  it('goes through the events in the order of the list', async () => {
    const view = setup([today, morning, yesterday], defaultQuery, 50);
    await connected(view);
    const item = { connection: virginia, event: morning };
    expect(view.model.neighbour(item, 'next')?.event.id).toBe('yesterday');
    expect(view.model.neighbour(item, 'previous')?.event.id).toBe('today');
    expect(view.model.neighbour({ connection: virginia, event: today }, 'previous')).toBeUndefined();
    expect(view.model.neighbour({ connection: ireland, event: morning }, 'next')).toBeUndefined();
  });
});

describe('refresh', () => {
  it('shows new events on top and keeps the rows until they are there', async () => {
    const view = setup([morning]);
    await connected(view);
    view.aws.change({ events: [today, morning] });
    const release = view.aws.hold('events.lookup');
    const refresh = view.model.refresh();
    expect(view.model.isLoading).toBe(true);
    expect((await outline(view.model)).length).toBe(2);
    release();
    await refresh;
    expect((await outline(view.model)).length).toBe(3);
  });

  it('that fails says so on top and keeps the events', async () => {
    const view = setup([morning]);
    await connected(view);
    view.aws.failOnce('events.lookup', { kind: 'offline' });
    await view.model.refresh();
    const rows = await view.model.children(undefined);
    expect(rows[0]?.context).toContain('failure');
    expect(rows[1]?.label).toBe('Today');
    expect(view.failures).toContain('offline');
    await (rows[0]?.subject as { retry: () => Promise<void> }).retry();
    expect(await outline(view.model)).toEqual(['Today', '  TerminateInstances i-05c30218156bcc246']);
  });

  it('that fails after reading on has failed says both, each in a row of its own', async () => {
    const view = setup([today, morning, yesterday]);
    await connected(view);
    view.aws.failOnce('events.lookup', { kind: 'throttled' });
    await view.model.loadMore();
    view.aws.failOnce('events.lookup', { kind: 'offline' });
    await view.model.refresh();
    const rows = await view.model.children(undefined);
    const failures = rows.filter(({ context }) => context?.includes('failure'));
    expect(failures.map(({ icon }) => icon?.id)).toEqual(['debug-disconnect', 'watch']);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id } of failures) {
      expect((await view.model.children(id)).length).toBe(1);
    }
  });

  it('that is stopped leaves all as it was', async () => {
    const view = setup([morning]);
    await connected(view);
    view.aws.hold('events.lookup');
    const refresh = view.model.refresh();
    view.model.stop();
    await refresh;
    expect([view.model.state, view.model.isLoading]).toEqual(['events', false]);
    expect(await outline(view.model)).toEqual(['Today', '  TerminateInstances i-05c30218156bcc246']);
  });
});

describe('an empty Events view', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { viewsWelcome: { view: string; when: string; contents: string }[] };
  };
  const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

  /** The text that VS Code shows for a state of the view. */
  function welcome(state: string): string | undefined {
    const found = manifest.contributes.viewsWelcome.find(
      ({ view, when }) => view === 'trailscope.events' && when === `trailscope.events.state == '${state}'`,
    );
    return found && words[found.contents.slice(1, -1)];
  }

  const kinds: Failure[] = [
    { kind: 'denied', action: 'cloudtrail:LookupEvents' },
    { kind: 'no-credentials' },
    { kind: 'expired' },
    { kind: 'throttled' },
    { kind: 'not-found', code: 'X' },
    { kind: 'refused', code: 'InvalidLookupAttributesException' },
    { kind: 'unavailable', status: 503 },
    { kind: 'offline', reason: 'ENOTFOUND' },
    { kind: 'invalid-input' },
    { kind: 'bug' },
  ];

  it.each(kinds)('says what to do when the first page fails: $kind', async (failure) => {
    const view = setup([today]);
    view.aws.fail('events.lookup', failure);
    expect(await connected(view)).toEqual([]);
    expect(view.model.state).toBe(failure.kind);
    // VS Code shows no welcome text below a message.
    expect(view.model.message).toBeUndefined();
    expect(welcome(failure.kind)).toMatch(/\]\(command:trailscope\./);
    expect(view.failures).toContain(failure.kind);
  });

  it('comes back when what was wrong is over', async () => {
    const view = setup([today]);
    view.aws.failOnce('events.lookup', { kind: 'expired' });
    await connected(view);
    await view.model.refresh();
    expect((await outline(view.model)).length).toBe(2);
  });

  it.each([
    ['empty', withAccess(defaultQuery, 'all')],
    ['no-writes', defaultQuery],
    ['no-match', withAttribute(defaultQuery, { key: 'Username', value: 'nobody' })],
  ] as const)('tells apart that there is nothing and that nothing matches: %s', async (state, query) => {
    const view = setup([], query);
    expect(await connected(view)).toEqual([]);
    expect(view.model.state).toBe(state);
    expect(welcome(state)).toMatch(/^No (events|writes)/);
  });

  it('was stopped before the first page', async () => {
    const view = setup([today]);
    view.aws.hold('events.lookup');
    view.model.show(virginia);
    const rows = view.model.children(undefined);
    view.model.stop();
    expect(await rows).toEqual([]);
    expect(view.model.state).toBe('stopped');
    expect(welcome('stopped')).toContain('trailscope.refreshEvents');
  });
});

describe('a page that fails further down', () => {
  it('is a row at the end with what to do, and asks for that page again', async () => {
    const view = setup([today, morning, yesterday]);
    await connected(view);
    view.aws.failOnce('events.lookup', { kind: 'throttled' });
    await view.model.loadMore();
    const rows = await view.model.children(undefined);
    expect(rows.at(-1)?.context).toContain('failure');
    expect((await view.model.children(rows.at(-1)?.id)).length).toBe(1);
    await (rows.at(-1)?.subject as { retry: () => Promise<void> }).retry();
    expect((await outline(view.model)).slice(-2)).toEqual([
      'Yesterday',
      '  TerminateInstances i-05c30218156bcc246',
    ]);
  });
});
