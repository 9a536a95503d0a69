import type { Localize } from '../../core/localize.ts';
import type { ColumnName } from '../../protocol/explorer.ts';

/** What stands over a column. */
export function columnTitle(name: ColumnName, t: Localize): string {
  switch (name) {
    case 'time':
      return t('Time');
    case 'event':
      return t('Event');
    case 'who':
      return t('Who');
    case 'what':
      return t('What');
    case 'from':
      return t('From');
    case 'result':
      return t('Result');
    case 'region':
      return t('Region');
    case 'account':
      return t('Account');
    case 'service':
      return t('Service');
    case 'key':
      return t('Access key');
    case 'agent':
      return t('User agent');
    case 'id':
      return t('Event ID');
  }
}
