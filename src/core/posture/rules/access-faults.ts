import type { Posture } from '../posture.ts';
import type { Verdict } from '../rule.ts';
import type { AccessFault, AccessRuleId } from './access-fault.ts';
import { bucketFaults } from './bucket-access.ts';
import { keyFaults } from './key-access.ts';
import { roleFaults } from './role-access.ts';
import { topicFaults } from './topic-access.ts';

const judged = new WeakMap<Posture, readonly AccessFault[]>();

/**
 * What one rule has to say of the requests that CloudTrail makes. They are judged once for all rules, because each
 * refusal has one cause and so belongs to one rule.
 */
export function accessVerdicts(rule: AccessRuleId, posture: Posture): readonly Verdict[] {
  let faults = judged.get(posture);
  if (faults === undefined) {
    faults = [
      ...bucketFaults(posture),
      ...keyFaults(posture),
      ...topicFaults(posture),
      ...roleFaults(posture),
    ];
    judged.set(posture, faults);
  }
  return faults.filter((fault) => fault.rule === rule).map(({ verdict }) => verdict);
}
