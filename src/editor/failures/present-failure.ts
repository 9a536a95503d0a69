import { l10n, window, type LogOutputChannel } from 'vscode';
import { redactForLog } from '../../core/events/redact.ts';
import { explainFailure } from '../../core/failures/explain-failure.ts';
import { toTrailscopeError, type TrailscopeError } from '../../core/failures/failure.ts';

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
    const { title, reason, remedy } = explainFailure(error, l10n.t);
    const openLog = l10n.t('Open log');
    const choice = await window.showErrorMessage(`${title}. ${reason} ${remedy}`, openLog);
    if (choice === openLog) {
      this.#log.show();
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
    value === undefined ? [] : [`${name}=${value}`],
  );
  return `${facts.join(' ')}: ${message}`;
}
