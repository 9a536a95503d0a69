import { commands, Disposable, env, l10n, window, workspace, type Memento } from 'vscode';
import { inRegion } from '../../core/connection.ts';
import { missingAction } from '../../core/failures/explain-failure.ts';
import type { TrailscopeError } from '../../core/failures/failure.ts';
import type { AwsPorts, Clock } from '../../core/ports.ts';
import { registerCommands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import { failureItem } from '../failures/failure-nodes.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { changes, timesSetting } from '../settings/settings.ts';
import { TreeRows } from '../tree/tree-rows.ts';
import { parseQuery, withAccess, withAttribute, type EventQuery } from './event-query.ts';
import { EventsModel } from './events-model.ts';

/** What the Events view is made of. */
export interface EventsDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  readonly clock: Clock;
  readonly present: FailurePresenter;
  /** Remembers the time range and the filter of this workspace. */
  readonly memory: Memento;
}

const viewId = 'trailscope.events';
const memoryKey = 'trailscope.eventQuery';

/** Registers the Events view and the commands on it; the model is the list that the event viewer goes through. */
export function registerEvents(deps: EventsDeps): Disposable & { readonly model: EventsModel } {
  const { connections, ports, clock, memory } = deps;
  const needs = {
    history: async () => (await ports()).events,
    failed: (error: TrailscopeError): void => {
      deps.present.record(error);
    },
    clock,
    t: l10n.t,
    times: timesSetting,
  };
  const model = new EventsModel(needs, parseQuery(memory.get(memoryKey)));
  const rows = new TreeRows(model);
  const view = window.createTreeView(viewId, { treeDataProvider: rows, showCollapseAll: false });
  const update = (): void => {
    view.description = model.description ?? '';
    view.message = model.message ?? '';
    setContexts(model);
  };
  model.show(connections.current);
  update();
  const registered = Disposable.from(
    view,
    rows,
    model,
    model.onDidChangeState(update),
    connections.onDidChange((connection) => {
      model.show(connection);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (changes(event, 'trailscope.timeZone')) {
        model.reword();
      }
    }),
    ...registerEventsCommands(deps, model),
  );
  return Object.assign(registered, { model });
}

function setContexts(model: EventsModel): void {
  const contexts = {
    state: model.state,
    isLoading: model.isLoading,
    hasFilter: model.query.attribute !== undefined,
    showsAll: model.query.access === 'all',
    isOutsideGlobalRegion: model.globalRegion !== undefined,
  };
  for (const [name, value] of Object.entries(contexts)) {
    void commands.executeCommand('setContext', `trailscope.events.${name}`, value);
  }
}

function registerEventsCommands(
  { connections, clock, present, memory }: EventsDeps,
  model: EventsModel,
): Disposable[] {
  const inProgress = (load: () => Promise<void>) => () => window.withProgress({ location: { viewId } }, load);
  const ask = async (query: EventQuery): Promise<void> => {
    model.ask(query);
    await memory.update(memoryKey, query);
  };
  return registerCommands(present, {
    'trailscope.refreshEvents': inProgress(() => model.refresh()),
    'trailscope.loadMoreEvents': inProgress(() => model.loadMore()),
    'trailscope.cancelEvents': () => {
      model.stop();
    },
    'trailscope.showAllEvents': () => ask(withAccess(model.query, 'all')),
    'trailscope.showWritesOnly': () => ask(withAccess(model.query, 'writes')),
    'trailscope.chooseTimeRange': async () => {
      const { pickTimeRange } = await import('./pick-time-range.ts');
      const range = await pickTimeRange(model.query.range, clock.now());
      await (range === undefined ? undefined : ask({ ...model.query, range }));
    },
    'trailscope.filterEvents': async () => {
      const { pickAttribute } = await import('./pick-attribute.ts');
      const attribute = await pickAttribute(model.query.attribute);
      await (attribute === undefined ? undefined : ask(withAttribute(model.query, attribute)));
    },
    'trailscope.clearEventFilter': () => ask(withAttribute(model.query, undefined)),
    'trailscope.goToGlobalEvents': async () => {
      const { current } = connections;
      if (current !== undefined && model.globalRegion !== undefined) {
        await connections.use(inRegion(current, model.globalRegion));
      }
    },
    'trailscope.retry': (argument) => failureItem(argument)?.retry(),
    'trailscope.copyPermission': async (argument) => {
      const error = failureItem(argument)?.error ?? model.error;
      const permission = error && missingAction(error);
      if (permission !== undefined) {
        await env.clipboard.writeText(permission);
      }
    },
  });
}
