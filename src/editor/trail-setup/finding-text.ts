import type { Localize } from '../../core/localize.ts';
import type { Finding } from '../../core/posture/finding.ts';

/**
 * A finding about an account. The messages of some rules speak of the file that is linted; here there is none.
 */
export function findingText({ rule, message }: Finding, t: Localize): string {
  return rule === 'duplicate-management-events'
    ? t(
        'Another trail of the account records the same management events, and every copy after the first is charged. Record them in one of the trails only.',
      )
    : message;
}
