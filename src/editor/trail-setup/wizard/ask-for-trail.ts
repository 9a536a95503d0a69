import { l10n } from 'vscode';
import type { Connection } from '../../../core/connection.ts';
import type { AwsPorts } from '../../../core/ports.ts';
import type { TrailAnswers } from '../../../core/trails/setup/answers.ts';
import type { ConnectionStore } from '../../connections/connection-store.ts';
import { sampleConnection } from '../../connections/initial-connection.ts';
import { quickWindow } from '../../connections/quick-steps.ts';
import { WizardContext } from './context.ts';
import { answersOf, draftOf, emptyDraft } from './draft.ts';
import { promptsIn } from './prompts.ts';
import { questionsFor } from './questions.ts';
import { runWizard } from './wizard.ts';

/** What the questions about a new trail need. */
export interface AskForTrailDeps {
  readonly connections: Pick<ConnectionStore, 'current'>;
  readonly ports: () => Promise<AwsPorts>;
  /** The Region of the user's AWS configuration, if it names one. */
  readonly defaultRegion: () => Promise<string | undefined>;
}

/** What the user wants, and with which credentials: the connection is in the trail's home Region. */
export interface AskedTrail {
  readonly connection: Connection;
  readonly answers: TrailAnswers;
}

/**
 * Asks what a new trail is to be, step by step.
 *
 * @param before what was answered before: the user starts at the last step and can go back from there
 * @returns undefined where the user cancels
 * @throws TrailscopeError where AWS cannot be asked even for the account: no network, no session
 */
export async function askForTrail(
  deps: AskForTrailDeps,
  before?: AskedTrail,
): Promise<AskedTrail | undefined> {
  const { current } = deps.connections;
  const start =
    before === undefined
      ? emptyDraft(current ?? sampleConnection(), current === undefined)
      : draftOf(before.connection, before.answers);
  const abort = new AbortController();
  const { ports, defaultRegion } = deps;
  const prompts = promptsIn(quickWindow);
  const context = new WizardContext({ prompts, t: l10n.t, ports, defaultRegion, signal: abort.signal });
  try {
    const draft = await runWizard(context, questionsFor, start, before !== undefined);
    return draft && { connection: draft.connection, answers: answersOf(draft) };
  } finally {
    abort.abort();
  }
}
