import { l10n, window, type QuickPickItem } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import {
  accountFolders,
  newestLogFiles,
  type AccountFolder,
  type LogFile,
} from '../../core/log-files/newest-log-files.ts';
import type { ObjectStore } from '../../core/ports.ts';
import type { Trail } from '../../core/trails/trail.ts';
import { timesSetting } from '../settings/settings.ts';

interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

/**
 * Asks for one of the newest log files of a trail; undefined when the user cancels, and after saying so where the
 * trail has delivered none.
 *
 * @throws TrailscopeError when the bucket cannot be listed
 */
export async function pickLogFile(
  store: ObjectStore,
  connection: Connection,
  trail: Trail,
): Promise<LogFile | undefined> {
  const title = l10n.t('Log files of {0}', trail.name);
  const stop = new AbortController();
  try {
    const accounts = await accountFolders(store, connection, trail, stop.signal);
    const account = await pickAccount(accounts, title);
    if (accounts.length === 0) {
      await sayThatThereAreNone(trail);
    }
    if (account === undefined) {
      return undefined;
    }
    const items = newestLogFiles(store, connection, trail.bucket, account, stop.signal).then((files) =>
      files.map(fileChoice),
    );
    if ((await items).length === 0) {
      await sayThatThereAreNone(trail);
      return undefined;
    }
    const placeHolder = l10n.t('The newest day of each Region, newest first');
    return (await window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.value;
  } finally {
    stop.abort();
  }
}

async function pickAccount(
  accounts: readonly AccountFolder[],
  title: string,
): Promise<AccountFolder | undefined> {
  if (accounts.length <= 1) {
    return accounts[0];
  }
  const items: Choice<AccountFolder>[] = accounts.map((value) => ({ label: value.account, value }));
  return (await window.showQuickPick(items, { title, placeHolder: l10n.t('Account') }))?.value;
}

function fileChoice(value: LogFile): Choice<LogFile> {
  const name = value.key.split('/').at(-1) ?? value.key;
  return {
    label: value.time === undefined ? name : timesSetting().short(value.time),
    description: l10n.t('{0} · {1} bytes', value.region, value.size),
    detail: name,
    value,
  };
}

async function sayThatThereAreNone({ name, bucket }: Trail): Promise<void> {
  await window.showInformationMessage(
    l10n.t(
      'Trail "{0}" has no log files in s3://{1} yet. CloudTrail delivers them about every 5 minutes, where something happened.',
      name,
      bucket,
    ),
  );
}
