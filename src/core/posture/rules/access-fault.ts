import type { Location } from '../location.ts';
import type { PostureModel, Resource } from '../model.ts';
import type { Evaluation } from '../policy/evaluate.ts';
import { textOf } from '../properties.ts';
import { nameText } from '../resource-texts.ts';
import type { Failed, Verdict } from '../rule.ts';
import { textEquals } from '../text-match.ts';
import type { Value } from '../value.ts';
import { refusalOf, type Refusal } from './refusal.ts';

/**
 * A verdict with the rule that it belongs to. One refused request has one cause, and several rules name causes: the
 * judgement is made once for all of them.
 */
export interface AccessFault {
  readonly rule: AccessRuleId;
  readonly verdict: Verdict;
}

export type AccessRuleId =
  | 'bucket-policy-missing'
  | 'bucket-policy-incomplete'
  | 'bucket-policy-prefix'
  | 'bucket-policy-organization'
  | 'source-arn-mismatch'
  | 'kms-key-policy'
  | 'sns-topic-policy'
  | 'sns-topic-encryption'
  | 'log-group-role-policy';

/** A request that CloudTrail makes, as a policy answers it. */
export interface Attempt {
  /** In the words of a message: `call s3:GetBucketAcl`. */
  readonly deed: string;
  readonly evaluation: Evaluation;
  /** The rule that reports a refusal of this kind. */
  readonly ruleFor: (refusal: Refusal) => AccessRuleId;
  readonly severity?: Failed['severity'];
}

/** What a refusal means and where it is reported. */
export interface Setting {
  /** The resource with the policy. */
  readonly resource: Resource;
  /** Where a refusal is reported that has no place of its own. */
  readonly at: Location;
  /** What happens then: `Deployment fails`. */
  readonly consequence: string;
  /** What happens where only deeds of a milder severity are refused. */
  readonly mildConsequence?: string;
  /** What to do where no statement is near. */
  readonly remedy: string;
  /** The trail. */
  readonly related: NonNullable<Failed['related']>;
}

/** One fault for each rule and place, with all the deeds that are refused there; one doubt where any is undecided. */
export function* faultsOf(attempts: readonly Attempt[], setting: Setting): Iterable<AccessFault> {
  const refused = new Map<string, { rule: AccessRuleId; refusal: Refusal; attempts: Attempt[] }>();
  for (const attempt of attempts) {
    const refusal = refusalOf(attempt.evaluation);
    if (refusal !== undefined) {
      const rule = attempt.ruleFor(refusal);
      const { line, character } = (refusal.at ?? setting.at).range.start;
      // The same wrong ARN in each statement is one fault.
      const key = refusal.kind === 'source-arn' ? rule : `${rule} ${line} ${character}`;
      const group = refused.get(key) ?? { rule, refusal, attempts: [] };
      group.attempts.push(attempt);
      refused.set(key, group);
    } else if (attempt.evaluation.decision !== 'allowed') {
      const rule = attempt.ruleFor({ kind: 'no-statement', reason: '' });
      const reason = `Whether CloudTrail may ${attempt.deed} is not known.`;
      yield { rule, verdict: { outcome: 'unknown', resource: setting.resource, reason } };
    }
  }
  for (const { rule, refusal, attempts: group } of refused.values()) {
    const deeds = [...new Set(group.map(({ deed }) => deed))].join(' and ').replaceAll(' and call ', ' and ');
    const remedy =
      refusal.remedy ??
      ruleRemedies[rule] ??
      (refusal.kind === 'no-statement' ? setting.remedy : remedies[refusal.kind]);
    const severity = group.every((attempt) => attempt.severity !== undefined)
      ? group[0]?.severity
      : undefined;
    const consequence =
      severity === undefined ? setting.consequence : (setting.mildConsequence ?? setting.consequence);
    yield {
      rule,
      verdict: {
        outcome: 'fail',
        resource: setting.resource,
        at: refusal.at ?? setting.at,
        message: `${consequence}: CloudTrail may not ${deeds}, as ${refusal.reason}. ${remedy}`,
        related: setting.related,
        ...(severity === undefined ? {} : { severity }),
      },
    };
  }
}

const remedies: Readonly<Record<Exclude<Refusal['kind'], 'no-statement'>, string>> = {
  denied: 'Except CloudTrail, for example with BoolIfExists aws:PrincipalIsAWSService false.',
  resource: 'Let the statement cover what the trail uses.',
  condition: 'Correct the condition.',
  'source-arn':
    'Write the ARN of the trail with its literal name, or use trail/* under ArnLike or StringLike.',
};

const ruleRemedies: Partial<Readonly<Record<AccessRuleId, string>>> = {
  'bucket-policy-prefix': "Put the trail's S3KeyPrefix before AWSLogs/ in the resource.",
  'bucket-policy-organization': 'Allow s3:PutObject under AWSLogs/<organization id>/ too.',
};

/** Where a trail is pointed out beside a finding on another resource. */
export function relatedTrail(trail: Resource): NonNullable<Failed['related']> {
  return [{ at: trail.at, message: 'The trail.' }];
}

/** Stacks, modules and custom resources can give what they are handed a policy that this file does not show. */
const takers =
  /^(AWS::CloudFormation::(Stack|CustomResource|StackSet)|AWS::Serverless::Application|Custom::.*|.*::MODULE)$/;

/** Known not to write policies. */
const harmless = new Set(['Custom::S3AutoDeleteObjects']);

/** Whether a resource is handed to something that could give it a policy, by reference or by its name. */
export function isHandedOver({ resources }: PostureModel, resource: Resource): boolean {
  const name = nameText(resource);
  const isName = (value: Value): boolean => {
    const text = textOf(value);
    return text !== undefined && textEquals(text, name) === 'yes';
  };
  return [...resources.values()].some(
    (taker) =>
      takers.test(taker.type) &&
      !harmless.has(taker.type) &&
      (taker.waitsFor.has(resource.id) || hasInside(taker.properties, isName)),
  );
}

function hasInside(value: Value, holds: (value: Value) => boolean): boolean {
  switch (value.kind) {
    case 'list':
      return value.items.some((item) => hasInside(item, holds));
    case 'map':
      return [...value.members.values()].some((member) => hasInside(member.value, holds));
    default:
      return holds(value);
  }
}
