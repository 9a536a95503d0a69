import { commands, env, l10n, window, type LogOutputChannel, type MessageItem } from 'vscode';
import { connection } from '../../core/connection.ts';
import { redactForLog } from '../../core/events/redact.ts';
import { explainFailure, missingAction, type FailureAction } from '../../core/failures/explain-failure.ts';
import type { CommandId } from '../command-ids.ts';
import { fallbackRegion } from '../connections/initial-connection.ts';
import { runSignInCommand } from '../connections/sign-in.ts';
import { toTrailscopeError, type TrailscopeError } from '../../core/failures/failure.ts';
import { notificationText } from './failure-nodes.ts';

/**
 * Tells of failures: always in the log, with the request id; and, where no row of a tree can show it, in a
 * notification with what to do next. It is the only place that does either.
 */
export class FailurePresenter {
  readonly #log: LogOutputChannel;
  readonly #recorded = new WeakSet<TrailscopeError>();

  constructor(log: LogOutputChannel) {
    this.#log = log;
  }

  /** Writes the failure to the log, once. The log stays in English, for whoever is asked to help. */
  record(error: TrailscopeError): void {
    if (error.failure.kind === 'cancelled' || this.#recorded.has(error)) {
      return;
    }
    this.#recorded.add(error);
    this.#log.error(redactForLog(logLine(error)));
    if (error.failure.kind === 'bug') {
      this.#log.debug(redactForLog(String(error.cause instanceof Error ? error.cause.stack : error.stack)));
    }
  }

  /** Shows what a command threw; a cancellation is silent. Resolves when the user is done with the message. */
  async notify(thrown: unknown): Promise<void> {
    const error = toTrailscopeError(thrown);
    if (error.failure.kind === 'cancelled') {
      return;
    }
    this.record(error);
    const { actions } = explainFailure(error, l10n.t);
    const buttons = actions.flatMap((action) => this.#button(action, error) ?? []);
    const choice = await window.showErrorMessage(notificationText(error, l10n.t), ...buttons);
    await choice?.run();
  }

  /** What the notification offers for an action; nothing for what is done elsewhere, such as to repeat a command. */
  #button(action: FailureAction, error: TrailscopeError): Button | undefined {
    switch (action) {
      case 'open-log':
        return {
          title: l10n.t('Open log'),
          run: () => {
            this.openLog();
          },
        };
      case 'choose-region':
        return chooseRegionButton(error);
      case 'open-sample-account':
        return {
          title: l10n.t('Open sample account'),
          run: () => runCommand('trailscope.openSampleAccount'),
        };
      case 'copy-permission':
        return {
          title: l10n.t('Copy permission'),
          run: () => env.clipboard.writeText(missingAction(error) ?? ''),
        };
      case 'sign-in':
        return { title: l10n.t('Sign in'), run: () => signInFor(error) };
      case 'retry':
        return undefined;
    }
  }

  /** Writes a line about a call to the log, for those who turned its level up. */
  readonly trace = (line: string): void => {
    this.#log.debug(redactForLog(line));
  };

  /** Opens the log. */
  openLog(): void {
    this.#log.show();
  }
}

function logLine({ failure, context, message }: TrailscopeError): string {
  const { operation, region, requestId } = context;
  const parts = { operation, region, ...failure, requestId };
  const facts = Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`],
  );
  return `${facts.join(' ')}: ${message}`;
}

interface Button extends MessageItem {
  readonly run: () => unknown;
}

function runCommand(id: CommandId, ...values: readonly unknown[]): Thenable<unknown> {
  return commands.executeCommand(id, ...values);
}

/** For the connection whose call failed, which need not be the one in use; nothing for what was no call. */
function chooseRegionButton({ context }: TrailscopeError): Button | undefined {
  const { source: credentials, region = fallbackRegion, endpoint } = context;
  return (
    credentials && {
      title: l10n.t('Choose Region'),
      run: () =>
        runCommand('trailscope.chooseRegion', {
          connection: connection({ credentials, region, ...(endpoint !== undefined && { endpoint }) }),
        }),
    }
  );
}

/** Signs in where the call failed, which need not be the connection in use, nor any that was added yet. */
async function signInFor({ failure, context }: TrailscopeError): Promise<void> {
  const { source, region = fallbackRegion } = context;
  if (failure.kind === 'sign-in-needed' && failure.how.kind === 'command') {
    runSignInCommand(failure.how.command);
  } else {
    await runCommand('trailscope.signIn', source && { connection: { credentials: source, region } });
  }
}
