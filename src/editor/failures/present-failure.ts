import { l10n, window, type LogOutputChannel } from 'vscode';
import { explainFailure } from '../../core/failures/explain-failure.ts';
import { toTrailscopeError, type TrailscopeError } from '../../core/failures/failure.ts';

/**
 * Tells of failures: always in the log, with the request id; and, where no row of a tree can show it, in a
 * notification with what to do next. It is the only place that does either.
 */
export class FailurePresenter {
  readonly #log: LogOutputChannel;

  constructor(log: LogOutputChannel) {
    this.#log = log;
  }

  /** Writes the failure to the log. The log stays in English, for whoever is asked to help. */
  record(error: TrailscopeError): void {
    if (error.failure.kind === 'cancelled') {
      return;
    }
    this.#log.error(logLine(error));
    if (error.failure.kind === 'bug') {
      this.#log.debug(String(error.cause instanceof Error ? error.cause.stack : error.stack));
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
