import type { QuickPick, QuickPickItem } from 'vscode';
import { connection, inRegion, type Connection, type CredentialSource } from '../../core/connection.ts';
import { displayText } from '../../core/events/display-text.ts';
import type { Localize } from '../../core/localize.ts';
import type { AwsPorts } from '../../core/ports.ts';
import type { SsoAccount } from '../../core/sign-in.ts';
import type { UserConfiguration } from '../../core/user-configuration.ts';
import { connectionName } from './connection-words.ts';
import { fallbackRegion } from './initial-connection.ts';
import { pickRegion } from './pick-region.ts';
import { askPick, askText, type Answer, type QuickWindow } from './quick-input.ts';
import { problemWords, sourceGroups, type SourceChoice, type SourceGroup } from './source-choices.ts';

/** What asking for a connection needs. */
export interface ConnectionQuestions {
  readonly window: QuickWindow;
  readonly ports: () => Promise<AwsPorts>;
  readonly configuration: () => Promise<UserConfiguration>;
  readonly t: Localize;
}

interface Row<T> extends QuickPickItem {
  /** Undefined for headings. */
  readonly value?: T;
}

/**
 * Asks what to connect with, and in which Region; undefined when the user cancels. Files are read, but nobody is
 * contacted: but for IAM Identity Center, when the user chooses one of its sessions, and the Regions of the account.
 *
 * @throws TrailscopeError when the accounts or roles of a session cannot be listed
 */
export async function askForConnection(questions: ConnectionQuestions): Promise<Connection | undefined> {
  const answer = await askWithWhat(questions, undefined);
  return typeof answer === 'object' ? answer.value : undefined;
}

async function askWithWhat(
  questions: ConnectionQuestions,
  endpoint: string | undefined,
): Promise<Answer<Connection>> {
  for (;;) {
    const choice = await askChoice(questions, endpoint);
    if (typeof choice !== 'object') {
      return choice;
    }
    const answer = await connectionOf(questions, choice.value, endpoint);
    if (answer !== 'back') {
      return answer;
    }
  }
}

async function connectionOf(
  questions: ConnectionQuestions,
  choice: SourceChoice,
  endpoint: string | undefined,
): Promise<Answer<Connection>> {
  switch (choice.kind) {
    case 'source':
      return askRegion(questions, choice.source, endpoint);
    case 'sso-session':
      return askSsoRole(questions, choice.session, endpoint);
    case 'endpoint':
      return askAtEndpoint(questions);
  }
}

async function askAtEndpoint(questions: ConnectionQuestions): Promise<Answer<Connection>> {
  for (;;) {
    const typed = await askEndpoint(questions);
    if (typeof typed !== 'object') {
      return typed;
    }
    const chosen = await askWithWhat(questions, typed.value);
    if (chosen !== 'back') {
      return chosen;
    }
  }
}

async function askChoice(
  { window, configuration, t }: ConnectionQuestions,
  endpoint: string | undefined,
): Promise<Answer<SourceChoice>> {
  const question = {
    title: endpoint === undefined ? t('Add connection') : t('Add connection to {0}', endpoint),
    placeholder: t('What to connect with'),
    canGoBack: endpoint !== undefined,
  };
  return askPick<Row<SourceChoice>, SourceChoice>(
    window,
    question,
    async (pick) => {
      pick.matchOnDescription = true;
      pick.matchOnDetail = true;
      const read = await (await configuration()).read();
      const [lost] = read.problems.filter(({ section }) => section === undefined);
      if (lost !== undefined) {
        pick.placeholder = problemWords(lost, t);
      }
      const groups = sourceGroups(read, t);
      pick.items = rowsOf(window, endpoint === undefined ? groups : groups.map(withoutOtherAccounts));
    },
    (pick) => pick.activeItems[0]?.value,
  );
}

/** Whoever has named an endpoint is not asked for another, and the sample account is at none. */
function withoutOtherAccounts({ heading, rows }: SourceGroup): SourceGroup {
  const isElsewhere = (choice: SourceChoice | undefined): boolean =>
    choice?.kind === 'endpoint' || (choice?.kind === 'source' && choice.source.kind === 'sample');
  return { heading, rows: rows.filter(({ choice }) => !isElsewhere(choice)) };
}

function rowsOf(window: QuickWindow, groups: readonly SourceGroup[]): Row<SourceChoice>[] {
  return groups
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ heading, rows }): Row<SourceChoice>[] => [
      { label: heading, kind: window.separator },
      ...rows.map(({ icon, choice, ...row }) => ({
        ...row,
        iconPath: window.icon(icon),
        ...(choice !== undefined && { value: choice }),
      })),
    ]);
}

async function askEndpoint({ window, t }: ConnectionQuestions): Promise<Answer<string>> {
  const answer = await askText(window, {
    title: t('Custom endpoint'),
    placeholder: 'http://localhost:4566',
    prompt: t('The address that all calls of the connection go to, in place of AWS'),
    value: '',
    canGoBack: true,
    objection: (text) =>
      endpointOf(text) === undefined ? t('Enter an address that begins with http:// or https://') : undefined,
  });
  return typeof answer === 'object' ? { value: endpointOf(answer.value) ?? answer.value } : answer;
}

/** The address as it is sent to; undefined for anything else. Credentials in it would end up in settings and logs. */
function endpointOf(text: string): string | undefined {
  try {
    const { protocol, username, password, href } = new URL(text.trim());
    const isPlain = /^https?:$/.test(protocol) && username === '' && password === '';
    return isPlain ? href.replace(/\/$/, '') : undefined;
  } catch {
    return undefined;
  }
}

async function askSsoRole(
  questions: ConnectionQuestions,
  session: string,
  endpoint: string | undefined,
): Promise<Answer<Connection>> {
  for (;;) {
    const account = await askAccount(questions, session);
    if (typeof account !== 'object') {
      return account;
    }
    const role = await askRole(questions, session, account.value);
    if (role === 'back') {
      continue;
    }
    const answer = role && (await askRegion(questions, role.value, endpoint));
    if (answer !== 'back') {
      return answer;
    }
  }
}

async function askAccount(questions: ConnectionQuestions, session: string): Promise<Answer<SsoAccount>> {
  const { t, ports } = questions;
  return askListed<SsoAccount>(
    questions,
    { title: t('Accounts of {0}', session), placeholder: t('Account') },
    async (signal) => (await ports()).sso.accounts(session, signal),
    ({ id, name, email }) => ({ label: displayText(name), description: `${id} ${displayText(email)}` }),
  );
}

async function askRole(
  questions: ConnectionQuestions,
  session: string,
  { id, name }: SsoAccount,
): Promise<Answer<CredentialSource>> {
  const { t, ports } = questions;
  return askListed<CredentialSource & { readonly role: string }>(
    questions,
    { title: t('Roles in {0}', displayText(name)), placeholder: t('Role') },
    async (signal) => (await ports()).sso.roles(session, id, signal),
    ({ role }) => ({ label: displayText(role) }),
  );
}

/** Offers what is listed in pages, each as it arrives. */
async function askListed<T extends object>(
  { window }: ConnectionQuestions,
  question: { readonly title: string; readonly placeholder: string },
  list: (signal: AbortSignal) => Promise<AsyncIterable<readonly T[]>>,
  rowOf: (value: T) => { readonly label: string; readonly description?: string },
): Promise<Answer<T>> {
  const abort = new AbortController();
  const fill = async (pick: QuickPick<Row<T>>): Promise<void> => {
    for await (const page of await list(abort.signal)) {
      pick.items = [...pick.items, ...page.map((value) => ({ ...rowOf(value), value }))];
    }
  };
  try {
    return await askPick<Row<T>, T>(
      window,
      { ...question, canGoBack: true },
      (pick) => {
        pick.matchOnDescription = true;
        return fill(pick);
      },
      (pick) => pick.activeItems[0]?.value,
    );
  } finally {
    abort.abort();
  }
}

async function askRegion(
  { window, ports, configuration, t }: ConnectionQuestions,
  credentials: CredentialSource,
  endpoint: string | undefined,
): Promise<Answer<Connection>> {
  const configured =
    credentials.kind === 'sample' ? undefined : await (await configuration()).defaultRegion(credentials);
  const start = connection({
    credentials,
    region: configured ?? fallbackRegion,
    ...(endpoint !== undefined && { endpoint }),
  });
  const answer = await pickRegion(start, ports, {
    window,
    title: t('Region of {0}', connectionName(start, t)),
    canGoBack: true,
    t,
  });
  return typeof answer === 'object' ? { value: inRegion(start, answer.value) } : answer;
}
