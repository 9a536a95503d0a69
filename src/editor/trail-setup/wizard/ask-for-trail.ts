import { l10n } from 'vscode';
import { connection, type Connection } from '../../../core/connection.ts';
import type { AwsPorts } from '../../../core/ports.ts';
import type { TrailAnswers } from '../../../core/trails/setup/answers.ts';
import type { ConnectionStore } from '../../connections/connection-store.ts';
import { fallbackRegion, sampleConnection } from '../../connections/initial-connection.ts';
import { quickWindow } from '../../connections/quick-steps.ts';
import { WizardContext } from './context.ts';
import { answersOf, draftOf, emptyDraft } from './draft.ts';
import { promptsIn } from './prompts.ts';
import { questionsFor } from './questions.ts';
import { runWizard } from './wizard.ts';

/** What the questions about a new trail need. */
export interface AskForTrailDeps {
  readonly connections: Pick<ConnectionStore, 'current' | 'list'>;
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
  const connections = await connectionsOf(deps);
  const isOpen = connections.length > 1;
  const start =
    before === undefined
      ? emptyDraft(deps.connections.current ?? connections[0], isOpen)
      : draftOf(before.connection, before.answers, isOpen);
  const abort = new AbortController();
  const prompts = promptsIn(quickWindow);
  const { ports } = deps;
  const context = new WizardContext({ prompts, t: l10n.t, ports, connections, signal: abort.signal });
  try {
    const draft = await runWizard(context, questionsFor, start, before !== undefined);
    return draft && { connection: draft.connection, answers: answersOf(draft) };
  } finally {
    abort.abort();
  }
}

/** The user's connections; for somebody who has none those that need no choice. */
async function connectionsOf({
  connections,
  defaultRegion,
}: AskForTrailDeps): Promise<readonly [Connection, ...Connection[]]> {
  const [first, ...others] = connections.list.map((listed) => listed.connection);
  if (first !== undefined) {
    return [first, ...others];
  }
  const region = (await defaultRegion()) ?? fallbackRegion;
  return [connection({ credentials: { kind: 'default-chain' }, region }), sampleConnection()];
}
