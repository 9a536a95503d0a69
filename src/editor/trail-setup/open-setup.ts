import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { l10n, window } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { TrailAnswers } from '../../core/trails/setup/answers.ts';
import type { LoggingChange } from '../../core/trails/setup/plan-logging.ts';
import { readOnlySetting } from '../settings/settings.ts';
import { Allowances } from './allowances.ts';
import { editorWindow } from './editor-window.ts';
import { JournalFiles, ownersSettle, type LeftRun } from './journal-files.ts';
import { offerLeftRuns } from './offer-left-runs.ts';
import { pickTrail } from './pick-trail.ts';
import type { PlanDocuments } from './plan-documents.ts';
import type { PlanRequest } from './plan-request.ts';
import { askForName } from './quick-create.ts';
import type { TrailSetupDeps } from './register-trail-setup.ts';
import { TrailSetup } from './trail-setup.ts';
import { askForTrail, type AskedTrail } from './wizard/ask-for-trail.ts';

/** What the commands of setting up trails do, once it is loaded. */
export interface OpenSetup {
  readonly trailSetup: TrailSetup;
  createTrail(): Promise<void>;
  quickCreateTrail(connection: Connection): Promise<void>;
  /** Asks for the trail where none is named. */
  changeLogging(kind: LoggingChange['kind'], connection: Connection, arn?: string): Promise<void>;
  makeReadOnly(connection: Connection): Promise<void>;
  /** Offers what other windows left, at the start of this one. */
  offerLeft(): Promise<void>;
  /** Offers what was left when the user asks for it. */
  takeUpLeft(): Promise<void>;
}

/** Loads and wires what makes, reviews and runs plans. */
export function openSetup(deps: TrailSetupDeps, documents: PlanDocuments): OpenSetup {
  const { connections, ports, clock, present, storage, trails } = deps;
  const journals = new JournalFiles(path.join(storage.fsPath, 'runs'));
  const allowances = new Allowances();
  const trailSetup = new TrailSetup({
    ports,
    clock,
    delay: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
    t: l10n.t,
    window: editorWindow((connection, arn) => trails.reveal(connection, arn)),
    documents,
    journals,
    allowances,
    isReadOnly: readOnlySetting,
    isListed: (connection) => connections.find(connection) !== undefined,
    changed: () => trails.refresh(),
    failed: (error) => {
      present.record(error);
    },
  });
  const review = async (request: PlanRequest | undefined): Promise<void> => {
    if (request !== undefined) {
      await trailSetup.review(request);
    }
  };
  // With the connection that it was made with; that may be gone, and another one is of the same account.
  const takeUp = (left: LeftRun): Promise<void> =>
    trailSetup.takeUp(left, () => connections.find(left.run.connection)?.connection ?? connections.current);
  return {
    trailSetup,
    createTrail: async () => review(await askForRequest(deps)),
    quickCreateTrail: async (connection) => review(await askForName(connection, ports)),
    async changeLogging(kind, connection, arn) {
      const chosen = arn ?? (await pickTrail(kind, connection, ports));
      await review(
        chosen === undefined ? undefined : { kind: 'logging', connection, change: { kind, arn: chosen } },
      );
    },
    async makeReadOnly(connection) {
      const { account } = await ports();
      const caller = await account.identity(connection, new AbortController().signal);
      tellReadOnly(caller.arn, allowances.withdraw(caller));
    },
    async offerLeft() {
      // A window that is closed in the meantime does not wait for the second look.
      const settled = (): Promise<void> => delay(ownersSettle, undefined, { ref: false });
      await offerLeftRuns(journals, settled, (left) =>
        // The sample account lives and ends with its window: there is nothing left to undo.
        left.run.connection.credentials.kind === 'sample' ? journals.forget(left.id) : takeUp(left),
      );
    },
    async takeUpLeft() {
      const left = await journals.left();
      if (left.length === 0) {
        void window.showInformationMessage(l10n.t('No change of a trail was broken off.'));
      }
      for (const one of left) {
        await takeUp(one);
      }
    },
  };
}

function tellReadOnly(arn: string, wasAllowed: boolean): void {
  void window.showInformationMessage(
    wasAllowed
      ? l10n.t('Trailscope only reads with {0} again.', arn)
      : l10n.t('Trailscope only reads with {0}; no changes were allowed.', arn),
  );
}

/** Asks all questions; those of before are asked again for Back. */
async function askForRequest(deps: TrailSetupDeps, before?: AskedTrail): Promise<PlanRequest | undefined> {
  const asked = await askForTrail(deps, before);
  return (
    asked && {
      kind: 'create',
      ...asked,
      askAgain: (answers: TrailAnswers) => askForRequest(deps, { connection: asked.connection, answers }),
    }
  );
}
