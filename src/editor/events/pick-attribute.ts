import { l10n, window, type QuickPickItem } from 'vscode';
import { lookupAttributeKeys, type LookupAttribute, type LookupAttributeKey } from '../../core/ports.ts';
import { attributeExample, attributeName, capitalised } from './events-words.ts';

/** Asks for one attribute of LookupEvents and its value; undefined when the user cancels. */
export async function pickAttribute(
  current: LookupAttribute | undefined,
): Promise<LookupAttribute | undefined> {
  const key = await pickKey(current);
  if (key === undefined) {
    return undefined;
  }
  const value = key === 'ReadOnly' ? await pickReadOnly() : await askValue(key, current);
  return value === undefined ? undefined : { key, value };
}

async function pickKey(current: LookupAttribute | undefined): Promise<LookupAttributeKey | undefined> {
  const items = lookupAttributeKeys.map((key): QuickPickItem & { key: LookupAttributeKey } => {
    const isCurrent = key === current?.key;
    return {
      key,
      label: attributeName(key, l10n.t),
      detail: capitalised(attributeExample(key, l10n.t)),
      ...(isCurrent && { description: l10n.t('current: {0}', current.value) }),
    };
  });
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Filter events'),
    placeHolder: l10n.t('CloudTrail looks events up by one of these at a time'),
    matchOnDetail: true,
  });
  return picked?.key;
}

async function pickReadOnly(): Promise<string | undefined> {
  const items = [
    { label: l10n.t('Writes'), value: 'false' },
    { label: l10n.t('Reads'), value: 'true' },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Filter events') }))?.value;
}

/** The most that the service takes, in characters. */
const longestValue = 2000;

async function askValue(
  key: LookupAttributeKey,
  current: LookupAttribute | undefined,
): Promise<string | undefined> {
  const value = await window.showInputBox({
    title: l10n.t('Filter events: {0}', attributeName(key, l10n.t)),
    prompt: l10n.t(
      'The whole value, {0}. CloudTrail does not look for parts of it.',
      attributeExample(key, l10n.t),
    ),
    value: key === current?.key ? current.value : '',
    validateInput: (text) => {
      if (text.trim() === '') {
        return l10n.t('A value is needed');
      }
      return text.length > longestValue ? l10n.t('CloudTrail takes 2,000 characters at most') : undefined;
    },
  });
  return value?.trim();
}
