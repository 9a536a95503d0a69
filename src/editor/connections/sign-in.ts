import { l10n, ProgressLocation, window } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import { toTrailscopeError } from '../../core/failures/failure.ts';
import type { AwsPorts } from '../../core/ports.ts';
import type { MfaQuestion, SignInPrompts } from '../../core/sign-in.ts';
import { connectionName } from './connection-words.ts';

/** Asks for MFA codes in an input box. It stays when something else gets the focus: the code is on another device. */
export const mfaPrompts: SignInPrompts = {
  async mfaCode({ profile, serial }: MfaQuestion, signal: AbortSignal): Promise<string | undefined> {
    if (signal.aborted) {
      return undefined;
    }
    const box = window.createInputBox();
    box.title = l10n.t('MFA code for {0}', profile);
    box.prompt = l10n.t('The code that {0} shows', serial);
    box.placeholder = '123456';
    box.ignoreFocusOut = true;
    try {
      return await new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve(undefined);
        });
        box.onDidHide(() => {
          resolve(undefined);
        });
        box.onDidAccept(() => {
          const code = box.value.replaceAll(/\s/g, '');
          if (/^\d{6}$/.test(code)) {
            resolve(code);
          } else {
            box.validationMessage = l10n.t('Enter the six digits');
          }
        });
        box.show();
      });
    } finally {
      box.dispose();
    }
  },
};

/**
 * Signs the user in to a connection, on the user's request: asks for an MFA code, or runs the AWS CLI's sign-in in a
 * terminal. What comes of the terminal is learnt from the files that it writes.
 *
 * @returns whether the user is signed in already
 * @throws TrailscopeError when that fails
 */
export async function signIn(connection: Connection, ports: () => Promise<AwsPorts>): Promise<boolean> {
  const title = l10n.t('Signing in to {0}…', connectionName(connection, l10n.t));
  const location = ProgressLocation.Notification;
  return window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      const { signIn: signer } = await ports();
      signer.signOut(connection);
      await signer.signIn(connection, abort.signal);
      return true;
    } catch (thrown) {
      const { failure } = toTrailscopeError(thrown);
      if (failure.kind !== 'sign-in-needed' || failure.how.kind !== 'command') {
        throw thrown;
      }
      runSignInCommand(failure.how.command);
      return false;
    }
  });
}

/**
 * Runs a command in a terminal that is shown. It is the terminal's own process: no shell reads the words, whatever a
 * profile is called.
 */
export function runSignInCommand([program, ...words]: readonly [string, ...string[]]): void {
  window.createTerminal({ name: l10n.t('AWS sign-in'), shellPath: program, shellArgs: words }).show();
}
