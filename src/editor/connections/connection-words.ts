import type { Connection } from '../../core/connection.ts';
import { displayText } from '../../core/events/display-text.ts';
import type { Localize } from '../../core/localize.ts';

/** What a connection is called wherever the user meets it. The sample account is always called that. */
export function connectionName({ credentials }: Connection, t: Localize): string {
  switch (credentials.kind) {
    case 'sample':
      return t('Sample account');
    case 'default-chain':
      return t('Default credentials');
    case 'profile':
      return t('{0} (profile)', credentials.name);
    case 'environment':
      return t('Environment');
    case 'container':
      return t('Container');
    case 'instance':
      return t('EC2 instance');
    case 'files':
      return t('{0} (log files)', displayText(credentials.path.split(/[\\/]/).at(-1) ?? credentials.path));
    case 'sso-role':
      return t('{0} in {1} ({2})', credentials.role, credentials.account, credentials.session);
  }
}

/** The codicon for where the credentials come from. */
export function connectionIcon({ credentials }: Connection): string {
  switch (credentials.kind) {
    case 'sample':
      return 'beaker';
    case 'files':
      return 'folder';
    default:
      return 'key';
  }
}
