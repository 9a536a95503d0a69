import { TrailscopeError } from '../../core/failures/failure.ts';
import type { SsoDirectory } from '../../core/sign-in.ts';
import { ssoSignIn, type SsoSignIn } from '../configuration/credential-route.ts';
import { readUsable } from '../configuration/route-of-source.ts';
import type { Page, SsoPortal, SsoQuestion } from './sso-portal.ts';

/** Lists what IAM Identity Center gives, page by page as it is asked for. */
export function ssoDirectory(portal: SsoPortal): SsoDirectory {
  return {
    accounts: (session, signal) =>
      pages(session, signal, (question, token) => portal.accounts(question, token)),

    async *roles(session, account, signal) {
      const names = pages(session, signal, (question, token) => portal.roles(question, account, token));
      for await (const page of names) {
        yield page.map((role) => ({ kind: 'sso-role' as const, session, account, role }));
      }
    },
  };
}

async function* pages<Item>(
  session: string,
  signal: AbortSignal,
  page: (question: SsoQuestion, token: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<readonly Item[]> {
  // No account and role are chosen yet, and the settings are those of every role of a session: the environment's.
  const source = { kind: 'sso-role', session, account: '', role: '' } as const;
  const question = { source, sign: await signInOf(session), signal };
  let token: string | undefined;
  do {
    const { items, nextToken } = await page(question, token);
    token = nextToken;
    yield items;
  } while (token !== undefined);
}

async function signInOf(session: string): Promise<SsoSignIn> {
  const sign = await readUsable((files) => ssoSignIn(files, session));
  if (sign === undefined) {
    throw new TrailscopeError({ kind: 'invalid-input' }, `There is no sso-session ${session}`);
  }
  return sign;
}
