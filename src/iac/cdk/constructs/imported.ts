import { concatText, type SymbolicText } from '../../../core/posture/symbolic-text.ts';
import type { LibraryObject } from '../evaluation/abstract-value.ts';
import { argumentOf, Props } from './props.ts';
import type { Resolver } from './resolver.ts';

/** Whether a construct stands for something that is made elsewhere: `Bucket.fromBucketName`. */
export function isImported({ type }: LibraryObject): boolean {
  return /^aws-[\w-]+\.\w+\.from[A-Z]\w*$/.test(type) && !type.startsWith('aws-iam.Policy');
}

/** Attributes that an import is given, by what imports it. */
const given: Readonly<Record<string, string>> = {
  'aws-s3.Bucket.fromBucketName': 'bucketName',
  'aws-s3.Bucket.fromBucketArn': 'bucketArn',
  'aws-kms.Key.fromKeyArn': 'keyArn',
  'aws-kms.Alias.fromAliasName': 'aliasName',
  'aws-sns.Topic.fromTopicArn': 'topicArn',
  'aws-logs.LogGroup.fromLogGroupName': 'logGroupName',
  'aws-logs.LogGroup.fromLogGroupArn': 'logGroupArn',
  'aws-iam.Role.fromRoleArn': 'roleArn',
  'aws-iam.Role.fromRoleName': 'roleName',
};

/** An attribute of an imported construct, as far as it is known; undefined for a construct that is not imported. */
export function importedText(
  resolver: Resolver,
  object: LibraryObject,
  path: readonly string[],
): { readonly text: SymbolicText | undefined } | undefined {
  if (!isImported(object)) {
    return undefined;
  }
  const [wanted = ''] = path;
  const own = textOf(resolver, object, wanted);
  if (own === undefined && wanted === 'bucketArn') {
    const name = textOf(resolver, object, 'bucketName');
    return { text: name && concatText(['arn:', { kind: 'partition' }, ':s3:::'], name) };
  }
  const isAlias =
    object.type === 'aws-kms.Alias.fromAliasName' && (wanted === 'keyId' || wanted === 'keyArn');
  return { text: isAlias ? textOf(resolver, object, 'aliasName') : own };
}

function textOf(resolver: Resolver, object: LibraryObject, wanted: string): SymbolicText | undefined {
  const name = Object.hasOwn(given, object.type) ? given[object.type] : undefined;
  if (name !== undefined) {
    const value = name === wanted ? argumentOf(resolver, object.arguments, 2, name) : undefined;
    return value && resolver.text(value);
  }
  const prop = object.type.endsWith('Attributes') ? Props.of(resolver, object).get(wanted) : undefined;
  return prop && resolver.text(prop.value);
}
