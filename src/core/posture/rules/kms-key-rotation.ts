import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { booleanOf, isSet, literalOfValue, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { any, not, truth, type Truth } from '../truth.ts';
import { relatedTrail } from './access-fault.ts';
import { trailKeys } from './trail-keys.ts';
import { verdictOn } from './wanted-property.ts';

export const kmsKeyRotation: Rule = {
  id: 'kms-key-rotation',
  family: 'posture',
  severity: 'info',
  title: 'The key of the trail is not rotated',
  what: 'The key of a trail is in the file, and its `EnableKeyRotation` is not true. Silent on keys that KMS cannot rotate: those with imported material or in a custom key store.',
  why: 'All log files of all years depend on one key material; benchmarks ask for a new one each year.',
  fix: 'Set `EnableKeyRotation` to true. KMS keeps the old material, so that older log files stay readable, and the ARN stays the same.',
  alsoKnownAs: ['CKV_AWS_7', 'CIS 3.8 (1.4)', 'CIS 3.6 (3.0, 5.0)', 'F19'],
  sources: ['https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html'],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { key, trails } of trailKeys(posture)) {
    const isRotated = booleanOf(property(key, 'EnableKeyRotation'), false);
    yield* verdictOn(key, 'EnableKeyRotation', any([isRotated, not(canRotate(key))]), {
      message:
        'All log files depend on one key material for ever. Set EnableKeyRotation to true; older log files stay readable.',
      related: trails.flatMap(relatedTrail),
    });
  }
}

/** KMS rotates by itself only symmetric keys whose material it made. */
function canRotate(key: Resource): Truth {
  const rotating = { Origin: 'AWS_KMS', KeySpec: 'SYMMETRIC_DEFAULT' };
  const others = Object.entries(rotating).map(([name, wanted]): Truth => {
    const value = property(key, name);
    const literal = literalOfValue(value);
    if (isSet(value) === 'no') {
      return 'no';
    }
    return literal === undefined ? 'unknown' : truth(literal !== wanted);
  });
  return not(any(others));
}
