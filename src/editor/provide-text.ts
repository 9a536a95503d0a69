import { l10n, type CancellationToken } from 'vscode';
import { toTrailscopeError } from '../core/failures/failure.ts';
import { failureMessage } from './failures/failure-nodes.ts';
import type { FailurePresenter } from './failures/present-failure.ts';

/**
 * The text of a read-only document, until VS Code does not want it any more. What goes wrong is recorded, and shown by
 * VS Code in the editor, in place of the text.
 */
export async function provideText(
  present: FailurePresenter,
  token: CancellationToken,
  read: (signal: AbortSignal) => Promise<string>,
): Promise<string> {
  const abort = new AbortController();
  token.onCancellationRequested(() => {
    abort.abort();
  });
  try {
    return await read(abort.signal);
  } catch (thrown) {
    const error = toTrailscopeError(thrown);
    present.record(error);
    throw new Error(failureMessage(error, l10n.t), { cause: thrown });
  }
}
