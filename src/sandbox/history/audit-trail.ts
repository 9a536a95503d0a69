import type { JsonObject } from '../../core/json.ts';
import { sampleTrails } from '../sample/cast.ts';
import { initialTrails } from '../sample/sample-trails.ts';
import { recordedMembers } from '../state/call-record.ts';

/**
 * What the sample account's `org-audit` is at the end of the history, as CloudTrail would record it, so that history
 * and state cannot tell different things.
 */
export function auditTrail(): {
  readonly arn: string;
  readonly keyArn: string;
  readonly description: JsonObject;
  readonly selectors: JsonObject;
} {
  const trail = initialTrails(0).find(({ description }) => description.Name === sampleTrails.audit.name);
  if (trail === undefined) {
    throw new Error(`The sample account has no trail ${sampleTrails.audit.name}.`);
  }
  const { description, selectors } = trail;
  return {
    arn: description.TrailARN,
    keyArn: description.KmsKeyId ?? '',
    description: recordedMembers({ ...description }) ?? {},
    selectors: recordedMembers({ ...selectors }) ?? {},
  };
}
