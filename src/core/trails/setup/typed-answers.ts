import { parseArn } from '../../events/arn.ts';
import type { Localize } from '../../localize.ts';
import type { Tag } from './answers.ts';
import { bucketNameProblem, mostValues, tagsProblem, topicNameProblem } from './validate-answers.ts';

/** Answers that are typed as one text, and what is wrong with such a text. */

/** The items of a list that is typed: commas, spaces and line breaks are between them. */
function itemsOf(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((item) => item !== ''))];
}

/** The service whose ARNs name the resources of a type, where all of them are of one. */
const serviceOfType: Readonly<Record<string, string>> = {
  'AWS::S3::Object': 's3',
  'AWS::Lambda::Function': 'lambda',
  'AWS::DynamoDB::Table': 'dynamodb',
};

const isObject = (type: string): boolean => type === 'AWS::S3::Object';

/**
 * The ARNs of a text. For objects `bucket` and `s3://bucket/folder/` will do, and a bucket stands for all objects in it.
 *
 * @param type a resource type such as `AWS::S3::Object`
 */
export function arnsOf(text: string, type: string, partition: string): readonly string[] {
  return itemsOf(text).map((item) => {
    if (!isObject(type)) {
      return item;
    }
    const path = item.replace(/^(s3:\/\/|arn:[^:]*:s3:::)/, '');
    const isArn = item.startsWith('arn:') && path === item;
    return isArn ? item : `arn:${partition}:s3:::${path.includes('/') ? path : `${path}/`}`;
  });
}

/** What is wrong with the ARNs of a text. */
export function arnsProblem(text: string, type: string, partition: string, t: Localize): string | undefined {
  const arns = arnsOf(text, type, partition);
  if (arns.length === 0) {
    return t('At least one ARN is needed.');
  }
  if (arns.length > mostValues) {
    return t('CloudTrail takes at most {0} values in all selectors of a trail.', mostValues);
  }
  for (const arn of arns) {
    const problem = arnProblem(arn, type, partition, t);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

function arnProblem(arn: string, type: string, partition: string, t: Localize): string | undefined {
  const parts = parseArn(arn);
  const service = serviceOfType[type];
  if (/[*?]/.test(arn)) {
    return t(
      '{0}: CloudTrail takes no wildcards here. An ARN that ends with / stands for all below it.',
      arn,
    );
  }
  if (parts === undefined) {
    return t('{0} is not an ARN.', arn);
  }
  if (parts.partition !== partition) {
    return t('{0} is of another partition than {1}.', arn, partition);
  }
  if (service !== undefined && parts.service !== service) {
    return t('{0} is not an ARN of {1}.', arn, service);
  }
  if (isObject(type)) {
    const problem = bucketNameProblem(parts.resource.slice(0, parts.resource.indexOf('/')), t);
    return problem === undefined ? undefined : `${arn}: ${problem}`;
  }
  return undefined;
}

/** The tags of a text such as `team=security, stage=prod`. */
export function tagsOf(text: string): readonly Tag[] {
  return text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return { key: key.trim(), value: value.join('=').trim() };
    });
}

/** The text that {@link tagsOf} reads as these tags. */
export function tagsText(tags: readonly Tag[]): string {
  return tags.map(({ key, value }) => `${key}=${value}`).join(', ');
}

/** What is wrong with the tags of a text. Characters as in the CloudTrail API reference, "Tag". */
export function typedTagsProblem(text: string, t: Localize): string | undefined {
  const tags = tagsOf(text);
  const odd = tags.find(({ key, value }) => !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key + value));
  if (odd !== undefined) {
    return t(
      '{0}: a tag has letters, digits, spaces and any of _ . : / = + - and @.',
      `${odd.key}=${odd.value}`,
    );
  }
  return tags.some(({ key }) => key === '') ? t('A tag is written as key=value.') : tagsProblem(tags, t);
}

/** What is wrong with the ARN, the id or the `alias/` of a key, which has to be in the bucket's Region. */
export function keyProblem(text: string, region: string, t: Localize): string | undefined {
  const isName = /^(alias\/[A-Za-z0-9/_-]{1,250}|(mrk-)?[0-9a-f-]{32,36})$/.test(text);
  const arn = parseArn(text);
  if (isName) {
    return text.startsWith('alias/aws/') ? t('CloudTrail cannot use the keys that AWS manages.') : undefined;
  }
  if (arn?.service !== 'kms' || !/^(key|alias)\/./.test(arn.resource)) {
    return t('A key is given by its ARN, its id, or an alias that begins with alias/.');
  }
  return arn.region === region
    ? undefined
    : t('The key is in {0} and the bucket in {1}; they have to be in the same Region.', arn.region, region);
}

/** What is wrong with the ARN of a topic, which has to be in the trail's home Region. */
export function topicArnProblem(text: string, region: string, t: Localize): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'sns') {
    return t('A topic is given by its ARN: arn:aws:sns:{0}:account:name.', region);
  }
  return arn.region === region
    ? topicNameProblem(arn.resource, t)
    : t('The topic is in {0} and the trail in {1}; they have to be in the same Region.', arn.region, region);
}
