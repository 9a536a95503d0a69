import type { Finding } from '../../core/posture/finding.ts';

/**
 * A finding about an account. The messages of the rules, which are in English, speak of the file that is linted and of
 * its deployment; here there is neither.
 */
export function findingText({ rule, message }: Finding): string {
  return rule === 'duplicate-management-events'
    ? message.replace('Another trail of this file', 'Another trail of the account')
    : message.replace(/^Deployment fails\b/, 'Creating the trail fails');
}
