import { l10n, window } from 'vscode';
import type { AwsPorts } from '../../core/ports.ts';
import { connectionName } from '../connections/connection-words.ts';
import { accountOfArn } from './trail-nodes.ts';
import type { TrailItem } from './trail-nodes.ts';

/**
 * Starts logging on a trail, after a modal that names the trail, its account and its home Region, which is where the
 * call goes.
 *
 * @returns whether it was started; false when the user cancelled.
 * @throws TrailscopeError when the service refuses.
 */
export async function startLogging(
  { connection, trail }: TrailItem,
  ports: () => Promise<AwsPorts>,
): Promise<boolean> {
  const start = l10n.t('Start logging');
  const detail = [
    l10n.t('Account: {0} ({1})', accountOfArn(trail.arn), connectionName(connection, l10n.t)),
    l10n.t('Region: {0}', trail.homeRegion),
    l10n.t('Log files go to s3://{0}; S3 charges for storing them.', trail.bucket),
  ].join('\n');
  const question = l10n.t('Start logging on trail "{0}"?', trail.name);
  const choice = await window.showWarningMessage(question, { modal: true, detail }, start);
  if (choice !== start) {
    return false;
  }
  const { logging } = await ports();
  await logging.start(connection, trail, new AbortController().signal);
  return true;
}
