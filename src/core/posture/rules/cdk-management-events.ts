import type { Posture } from '../posture.ts';
import { isSet, literalOfValue, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { cdkTrails } from './cdk-trail.ts';
import { redundantSelectors } from './duplicate-management-events.ts';

const sources = [
  'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudtrail.TrailProps.html#managementevents',
];

export const cdkManagementNone: Rule = {
  id: 'cdk-management-none',
  family: 'cdk',
  severity: 'error',
  title: 'A CDK trail that is to record nothing',
  what: 'A `Trail` has `managementEvents: ReadWriteType.NONE`, and nothing adds a selector for other events.',
  why: '`cdk synth` refuses it: a trail without selectors records all management events, so that there is no way to record none.',
  fix: 'Add a selector for data events, with `logAllS3DataEvents`, `addS3EventSelector` or the like; or record management events.',
  alsoKnownAs: [],
  sources,
  check: checkNone,
};

function* checkNone(posture: Posture): Iterable<Verdict> {
  for (const { trail, prop, propMember } of cdkTrails(posture)) {
    const at = propMember('managementEvents')?.at;
    if (at === undefined || literalOfValue(prop('managementEvents')) !== 'None') {
      continue;
    }
    const hasSelectors = isSet(property(trail, 'EventSelectors'));
    if (hasSelectors === 'no') {
      const message =
        'Synthesis fails: without management events the trail needs a selector for data events. Add one, or record management events.';
      yield { outcome: 'fail', resource: trail, at, message };
    } else if (hasSelectors === 'unknown') {
      yield { outcome: 'unknown', resource: trail, reason: 'Selectors may be added that are not known.' };
    }
  }
}

export const cdkDuplicateManagement: Rule = {
  id: 'cdk-duplicate-management',
  family: 'cdk',
  severity: 'hint',
  title: 'A CDK trail asks for management events more than once',
  what: 'A `Trail` has `managementEvents`, which makes a selector of its own, and the selectors that are added later record management events too: they do unless they are told not to.',
  why: 'Whoever reads the trail has to think twice about which events are recorded, and one of the five selectors is spent.',
  fix: 'Give the added selectors `includeManagementEvents: false`, or remove `managementEvents`.',
  alsoKnownAs: [],
  sources,
  check: checkDuplicates,
};

function* checkDuplicates(posture: Posture): Iterable<Verdict> {
  for (const { trail, propMember } of cdkTrails(posture)) {
    const at = propMember('managementEvents')?.at;
    const redundant = at === undefined ? [] : [...redundantSelectors(trail)];
    if (at !== undefined && redundant.length > 0) {
      yield {
        outcome: 'fail',
        resource: trail,
        at,
        message:
          'The selectors that are added to this trail record management events too, if they are not told otherwise.',
        remedy: {
          kind: 'cdk',
          text: 'Give them includeManagementEvents: false, or remove managementEvents.',
        },
        related: redundant.map((selector) => ({ at: selector.at, message: 'This selector.' })),
      };
    }
  }
}
