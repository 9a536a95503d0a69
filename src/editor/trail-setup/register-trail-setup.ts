import { Disposable, l10n, Uri, window, workspace } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { AwsPorts, Clock } from '../../core/ports.ts';
import type { LoggingChange } from '../../core/trails/setup/plan-logging.ts';
import { registerCommands } from '../commands.ts';
import { connected } from '../connections/connected.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { changes } from '../settings/settings.ts';
import { listedTrail } from '../trails/listed-trail.ts';
import type { OpenSetup } from './open-setup.ts';
import { PlanDocuments } from './plan-documents.ts';
import { activeLine, activePlanId, registerPlanEditors, showPolicyDiff } from './plan-editors.ts';

/** What setting up trails needs. */
export interface TrailSetupDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  readonly defaultRegion: () => Promise<string | undefined>;
  readonly clock: Clock;
  readonly present: FailurePresenter;
  /** The folder that all windows share. */
  readonly storage: Uri;
  /** The Trails view. */
  readonly trails: {
    refresh(): Promise<void>;
    reveal(connection: Connection, arn: string): Promise<void>;
  };
}

/**
 * Registers the commands that change trails, each by a plan that is reviewed first. What makes and runs plans is loaded
 * with the first of them; at activation only the folder of the journals is looked at, for runs that were broken off.
 */
export function registerTrailSetup(deps: TrailSetupDeps): Disposable {
  const documents = new PlanDocuments();
  let opened: Promise<OpenSetup> | undefined;
  const setup = (): Promise<OpenSetup> => (opened ??= open(deps, documents));
  void offerLeftRuns(deps, setup);
  return Disposable.from(
    registerPlanEditors(documents),
    workspace.onDidChangeConfiguration((event) => {
      if (changes(event, 'trailscope.readOnly')) {
        void opened?.then(({ trailSetup }) => {
          trailSetup.reword();
        });
      }
    }),
    ...registerRequests(deps, setup),
    ...registerPlanCommands(deps, documents, setup),
  );
}

async function open(deps: TrailSetupDeps, documents: PlanDocuments): Promise<OpenSetup> {
  const { openSetup } = await import('./open-setup.ts');
  return openSetup(deps, documents);
}

/** Runs that were broken off are offered once; a window without any loads nothing for it. */
async function offerLeftRuns(deps: TrailSetupDeps, setup: () => Promise<OpenSetup>): Promise<void> {
  try {
    const files = await workspace.fs.readDirectory(Uri.joinPath(deps.storage, 'runs')).then(
      (entries) => entries,
      () => [],
    );
    if (files.some(([name]) => name.endsWith('.ndjson'))) {
      await (await setup()).offerLeft();
    }
  } catch (thrown) {
    await deps.present.notify(thrown);
  }
}

/** The commands that ask what is to be done, and show the plan for it. */
function registerRequests(deps: TrailSetupDeps, setup: () => Promise<OpenSetup>): Disposable[] {
  return registerCommands(deps.present, {
    'trailscope.createTrail': async () => {
      await (await setup()).createTrail();
    },
    'trailscope.quickCreateTrail': async () => {
      const connection = await connected(deps.connections);
      await (connection && (await setup()).quickCreateTrail(connection));
    },
    'trailscope.startLogging': onTrail(deps, 'start-logging', setup),
    'trailscope.stopLogging': onTrail(deps, 'stop-logging', setup),
    'trailscope.makeReadOnly': async () => {
      const connection = await connected(deps.connections);
      await (connection && (await setup()).makeReadOnly(connection));
    },
    'trailscope.unfinishedChanges': async () => {
      await (await setup()).takeUpLeft();
    },
  });
}

function onTrail(
  deps: TrailSetupDeps,
  kind: LoggingChange['kind'],
  setup: () => Promise<OpenSetup>,
): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const item = listedTrail(argument, deps.connections);
    if (item !== undefined) {
      await (await setup()).changeLogging(kind, item.connection, item.trail.arn);
      return;
    }
    const connection = await connected(deps.connections);
    await (connection && (await setup()).changeLogging(kind, connection));
  };
}

/** The commands on a plan: of a lens, which names it, or on the one in the active editor. */
function registerPlanCommands(
  { present, trails }: TrailSetupDeps,
  documents: PlanDocuments,
  setup: () => Promise<OpenSetup>,
): Disposable[] {
  const onPlan =
    (act: (setup: OpenSetup, id: string) => Promise<void>) =>
    async (argument: unknown): Promise<void> => {
      const id = typeof argument === 'string' ? argument : activePlanId();
      if (id !== undefined && documents.get(id) !== undefined) {
        await act(await setup(), id);
      }
    };
  return registerCommands(present, {
    'trailscope.applyPlan': onPlan(({ trailSetup }, id) => trailSetup.apply(id)),
    'trailscope.backToQuestions': onPlan(({ trailSetup }, id) => trailSetup.askAgain(id)),
    'trailscope.cancelPlan': onPlan(({ trailSetup }, id) => trailSetup.cancel(id)),
    'trailscope.changeManaged': onPlan(({ trailSetup }, id) => trailSetup.changeManaged(id)),
    'trailscope.showPolicyDiff': onPlan((_, id) => showDiff(documents, id)),
    'trailscope.showPlannedTrail': onPlan(async (_, id) => {
      const state = documents.get(id)?.state;
      if (state?.kind === 'ended') {
        await trails.reveal(state.place.connection, state.place.plan.trail.arn);
      }
    }),
  });
}

/** Shows the change of the policy of the step that the cursor is in, or of the only one there is. */
async function showDiff(documents: PlanDocuments, id: string): Promise<void> {
  const plan = documents.get(id);
  const lenses = plan?.document.lenses.filter((lens) => lens.kind === 'diff') ?? [];
  const line = activeLine() ?? 0;
  const lens = lenses.findLast((one) => one.line <= line) ?? lenses[0];
  if (plan === undefined || lens === undefined) {
    void window.showInformationMessage(l10n.t('This plan changes no policy that was there before.'));
    return;
  }
  await showPolicyDiff(plan, lens.step);
}
