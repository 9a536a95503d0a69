import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import { list, type Code, type CodeMember } from './code.ts';
import type { FixValueCode } from './fix-value-code.ts';
import { levelOneName } from './option-names.ts';

/** Properties whose values are JSON of another language. */
const documents = new Set(['PolicyDocument', 'KeyPolicy', 'AssumeRolePolicyDocument']);

/**
 * A value as a property of level 1 takes it: objects are structures with names in CDK's spelling.
 *
 * @param className the construct's: `aws-s3.CfnBucket`
 * @param path the names of the properties that lead to it
 */
export function levelOneValue(
  values: FixValueCode,
  className: string,
  type: string,
  path: readonly string[],
  value: FixValue,
): Code {
  if (documents.has(path.at(-1) ?? '')) {
    return values.json(value);
  }
  switch (value.kind) {
    case 'list':
      return list(...value.items.map((item) => levelOneValue(values, className, type, path, item)));
    case 'map':
      return {
        kind: 'structure',
        path: `${className}.${structureName(path)}Property`,
        members: value.members.map(([name, member]): CodeMember => [
          levelOneName(type, name),
          levelOneValue(values, className, type, [...path, name], member),
        ]),
      };
    default:
      return values.json(value);
  }
}

/** What CloudFormation's schema calls the objects that are not named after the property that they are in. */
const structures: Readonly<Record<string, string>> = {
  ServerSideEncryptionConfiguration: 'ServerSideEncryptionRule',
  'OwnershipControls.Rules': 'OwnershipControlsRule',
  'LifecycleConfiguration.Rules': 'Rule',
  EventSelectors: 'EventSelector',
  DataResources: 'DataResource',
  AdvancedEventSelectors: 'AdvancedEventSelector',
  FieldSelectors: 'AdvancedFieldSelector',
  InsightSelectors: 'InsightSelector',
  Policies: 'Policy',
};

function structureName(path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  const both = path.slice(-2).join('.');
  return (
    [both, last]
      .map((name) => (Object.hasOwn(structures, name) ? structures[name] : undefined))
      .find((name) => name !== undefined) ?? last
  );
}
