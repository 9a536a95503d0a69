import type { Localize } from '../../localize.ts';
import { isRegionName } from '../../partitions.ts';
import {
  bucketNameFault,
  keyPrefixFault,
  longestKeyPrefix,
  trailNameFault,
} from '../../posture/name-faults.ts';
import { literalText } from '../../posture/symbolic-text.ts';
import type { LogGroupChoice, Tag, TrailAnswers } from './answers.ts';

/** What is wrong with an answer, as a sentence for the user. */
export interface Problem {
  readonly answer: keyof TrailAnswers;
  readonly message: string;
}

/** All that is wrong with the answers by themselves, whatever the account has. */
export function problemsOf(answers: TrailAnswers, t: Localize): readonly Problem[] {
  const { topic, logGroup, encryption } = answers;
  const faults: readonly (readonly [keyof TrailAnswers, string | undefined])[] = [
    ['name', trailNameProblem(answers.name, t)],
    ['homeRegion', isRegionName(answers.homeRegion) ? undefined : t('This is not the name of a Region.')],
    ['bucket', bucketNameProblem(answers.bucket.name, t)],
    ['keyPrefix', keyPrefixProblem(answers.keyPrefix ?? '', t)],
    ['encryption', encryption.kind === 'new-key' ? aliasProblem(encryption.alias, t) : undefined],
    ['logGroup', logGroup === undefined ? undefined : logGroupProblem(logGroup, t)],
    ['topic', topic?.kind === 'new' ? topicNameProblem(topic.name, t) : undefined],
    ['tags', tagsProblem(answers.tags, t)],
    ...recordingProblems(answers, t),
  ];
  return faults.flatMap(([answer, message]) => (message === undefined ? [] : [{ answer, message }]));
}

export function trailNameProblem(name: string, t: Localize): string | undefined {
  const fault = trailNameFault(literalText(name), t);
  return fault === undefined ? undefined : t('CloudTrail refuses this name: {0}.', fault);
}

export function bucketNameProblem(name: string, t: Localize): string | undefined {
  const fault = bucketNameFault(literalText(name), t);
  return fault === undefined ? undefined : t('S3 refuses this name: {0}.', fault);
}

/** A prefix may be empty. */
export function keyPrefixProblem(prefix: string, t: Localize): string | undefined {
  switch (keyPrefixFault(literalText(prefix))) {
    case 'too-long':
      return t('CloudTrail takes a prefix of at most {0} characters.', longestKeyPrefix);
    case 'slash-at-end':
      return t('CloudTrail puts a slash behind the prefix itself; leave those at its ends out.');
    default:
      // These would mean something else in the resource of a policy.
      return /[*?${}]/.test(prefix) ? t('A prefix cannot have any of * ? $ { and }.') : undefined;
  }
}

/** An alias without `alias/` (AWS KMS API reference, CreateAlias). */
export function aliasProblem(alias: string, t: Localize): string | undefined {
  if (alias.startsWith('aws/')) {
    return t('Aliases that begin with aws/ are for AWS itself.');
  }
  return /^[A-Za-z0-9/_-]{1,250}$/.test(alias)
    ? undefined
    : t('An alias has 1 to 250 letters, digits and any of / _ and -.');
}

/** Amazon CloudWatch Logs API reference, CreateLogGroup. */
export function logGroupNameProblem(name: string, t: Localize): string | undefined {
  if (name.startsWith('aws/')) {
    return t('Log groups that begin with aws/ are for AWS itself.');
  }
  return /^[A-Za-z0-9._/#-]{1,512}$/.test(name)
    ? undefined
    : t('A log group has a name of 1 to 512 letters, digits and any of . _ - / and #.');
}

/** IAM API reference, CreateRole. */
export function roleNameProblem(name: string, t: Localize): string | undefined {
  return /^[A-Za-z0-9_+=,.@-]{1,64}$/.test(name)
    ? undefined
    : t('A role has a name of 1 to 64 letters, digits and any of _ + = , . @ and -.');
}

/** Amazon SNS API reference, CreateTopic; the topics of trails are not of the kind whose names end in `.fifo`. */
export function topicNameProblem(name: string, t: Localize): string | undefined {
  return /^[A-Za-z0-9_-]{1,256}$/.test(name)
    ? undefined
    : t('A topic has a name of 1 to 256 letters, digits and any of _ and -.');
}

/** The days that CloudWatch Logs keeps events for (API reference, PutRetentionPolicy). */
export const retentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function logGroupProblem({ group, role }: LogGroupChoice, t: Localize): string | undefined {
  if (
    group.kind === 'new' &&
    group.retentionDays !== undefined &&
    !retentionDays.includes(group.retentionDays)
  ) {
    return t('CloudWatch Logs keeps events for one of these numbers of days: {0}.', retentionDays.join(', '));
  }
  const { path, permissionsBoundary: boundary } = role.kind === 'new' ? role : {};
  return (
    (path === undefined ? undefined : rolePathProblem(path, t)) ??
    (boundary === undefined ? undefined : boundaryProblem(boundary, t)) ??
    logGroupNameProblem(group.name, t) ??
    roleNameProblem(role.name, t)
  );
}

/** IAM API reference, CreateRole. */
export function rolePathProblem(path: string, t: Localize): string | undefined {
  return /^\/([!-~]{1,510}\/)?$/.test(path)
    ? undefined
    : t('The path of a role begins and ends with a slash.');
}

export function boundaryProblem(arn: string, t: Localize): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}|aws):policy\/.+$/.test(arn)
    ? undefined
    : t('A permissions boundary is given by the ARN of a managed policy.');
}

/** CloudTrail's own limit on the tags of a trail. */
const mostTags = 50;

export function tagsProblem(tags: readonly Tag[], t: Localize): string | undefined {
  if (tags.length > mostTags) {
    return t('A trail has at most {0} tags.', mostTags);
  }
  const keys = tags.map(({ key }) => key);
  if (new Set(keys).size < keys.length) {
    return t('Two tags have the same key.');
  }
  const wrong = tags.find(({ key, value }) => !isTagKey(key) || value.length > 256);
  return wrong === undefined
    ? undefined
    : t('A tag has a key of 1 to 128 characters that does not begin with aws:, and a value of at most 256.');
}

function isTagKey(key: string): boolean {
  return key.length >= 1 && key.length <= 128 && !/^aws:/i.test(key);
}

/** CloudTrail User Guide, "Quotas": values in all conditions of a trail's advanced event selectors. */
export const mostValues = 500;

function recordingProblems(
  answers: TrailAnswers,
  t: Localize,
): readonly (readonly [keyof TrailAnswers, string | undefined])[] {
  const { management, data, network, insights } = answers;
  const isManaging = management.reads || management.writes;
  const values = data.reduce((sum, { arns }) => sum + arns.length + 3, network.length * 3 + 5);
  const starved = insights.some(
    ({ type, categories }) =>
      (categories.includes('Management') &&
        (type === 'ApiCallRateInsight' ? !management.writes : !isManaging)) ||
      (categories.includes('Data') && data.length === 0),
  );
  return [
    [
      'management',
      isManaging || data.length > 0 || network.length > 0 ? undefined : t('A trail has to record something.'),
    ],
    [
      'data',
      data.some(({ reads, writes }) => !reads && !writes)
        ? t('Data events are reads, writes, or both.')
        : undefined,
    ],
    [
      'data',
      values > mostValues
        ? t('CloudTrail takes at most {0} values in all selectors of a trail.', mostValues)
        : undefined,
    ],
    ['insights', starved ? t('These Insights analyse events that the trail does not record.') : undefined],
    [
      'insights',
      insights.some(({ categories }) => categories.length === 0)
        ? t('Insights analyse management events, data events, or both.')
        : undefined,
    ],
    [
      'includesGlobalServiceEvents',
      answers.isMultiRegion && !answers.includesGlobalServiceEvents
        ? t('A trail for all Regions always has the events of global services.')
        : undefined,
    ],
  ];
}
