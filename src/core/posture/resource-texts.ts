import type { PostureModel, Resource } from './model.ts';
import { concatText, literalText, type SymbolicText, type TextPart } from './symbolic-text.ts';
import { member } from './value.ts';

/**
 * What names, `Ref` and `Fn::GetAtt` give for the resources that trails touch, written out, so that a bucket's ARN
 * from `GetAtt` and one put together with `Sub` are the same text.
 *
 * Source: the "Return values" of each resource type in the CloudFormation template reference.
 */
interface ResourceTexts {
  /** The property with the resource's own name; none where names are always generated. */
  readonly naming?: string;
  /** What `Ref` gives, where it is not the name. */
  readonly ref?: (name: SymbolicText) => SymbolicText;
  readonly attributes?: Readonly<Record<string, (name: SymbolicText) => SymbolicText>>;
}

const partition: TextPart = { kind: 'partition' };
const region: TextPart = { kind: 'region' };
const account: TextPart = { kind: 'account' };

/** An ARN of this account and Region, its resource part beginning with `prefix`. */
function regionalArn(service: string, prefix: string, name: SymbolicText, suffix = ''): SymbolicText {
  return concatText(['arn:', partition, `:${service}:`, region, ':', account, `:${prefix}`], name, [suffix]);
}

const bucketArn = (name: SymbolicText): SymbolicText => concatText(['arn:', partition, ':s3:::'], name);
const keyArn = (id: SymbolicText): SymbolicText => regionalArn('kms', 'key/', id);
const topicArn = (name: SymbolicText): SymbolicText => regionalArn('sns', '', name);
const logGroupArn = (name: SymbolicText): SymbolicText => regionalArn('logs', 'log-group:', name, ':*');
const trailArn = (name: SymbolicText): SymbolicText => regionalArn('cloudtrail', 'trail/', name);
const functionArn = (name: SymbolicText): SymbolicText => regionalArn('lambda', 'function:', name);
const tableArn = (name: SymbolicText): SymbolicText => regionalArn('dynamodb', 'table/', name);

const textsByType: Readonly<Record<string, ResourceTexts>> = {
  'AWS::S3::Bucket': { naming: 'BucketName', attributes: { Arn: bucketArn } },
  'AWS::KMS::Key': { attributes: { Arn: keyArn, KeyId: (id) => id } },
  'AWS::KMS::Alias': { naming: 'AliasName' },
  'AWS::SNS::Topic': {
    naming: 'TopicName',
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: (name) => name },
  },
  'AWS::Logs::LogGroup': { naming: 'LogGroupName', attributes: { Arn: logGroupArn } },
  'AWS::CloudTrail::Trail': { naming: 'TrailName', attributes: { Arn: trailArn } },
  'AWS::IAM::Role': { naming: 'RoleName' },
  'AWS::Lambda::Function': { naming: 'FunctionName', attributes: { Arn: functionArn } },
  'AWS::Serverless::Function': { naming: 'FunctionName', attributes: { Arn: functionArn } },
  'AWS::DynamoDB::Table': { naming: 'TableName', attributes: { Arn: tableArn } },
};

/** Templates may name anything, `constructor` too: only the table's own members count. */
function textsOf(type: string): ResourceTexts | undefined {
  return Object.hasOwn(textsByType, type) ? textsByType[type] : undefined;
}

/** The property that names a resource of this type, where its name matters to a trail. */
export function namingProperty(type: string): string | undefined {
  return textsOf(type)?.naming;
}

/** What `Ref` gives. */
export function referenceText(type: string, name: SymbolicText, id: string): SymbolicText {
  const texts = textsOf(type);
  return texts === undefined ? [{ kind: 'ref', resource: id }] : (texts.ref?.(name) ?? name);
}

/** What `Fn::GetAtt` gives: written out where the form is known, else the symbol of the attribute. */
export function attributeText(type: string, name: SymbolicText, id: string, attribute: string): SymbolicText {
  const attributes = textsOf(type)?.attributes ?? {};
  const text = Object.hasOwn(attributes, attribute) ? attributes[attribute]?.(name) : undefined;
  return text ?? [{ kind: 'attribute', resource: id, attribute }];
}

/** The name of a resource: the one it is given, as far as that is known, else the symbol of a generated one. */
export function nameText(resource: Resource): SymbolicText {
  const property = namingProperty(resource.type);
  const value = property === undefined ? undefined : member(resource.properties, property);
  return value?.kind === 'text' && value.text.length > 0
    ? value.text
    : [{ kind: 'ref', resource: resource.id }];
}

/**
 * The ARN of a resource: its id where that is one (in a model of an account), else put together from its name. For a
 * log group with the `:*` that CloudFormation appends.
 */
export function arnText(resource: Resource): SymbolicText {
  if (resource.id.startsWith('arn:')) {
    return literalText(resource.id);
  }
  const attribute = resource.type === 'AWS::SNS::Topic' ? 'TopicArn' : 'Arn';
  return attributeText(resource.type, nameText(resource), resource.id, attribute);
}

/** The account that a model is deployed to. */
export function accountText({ deployment }: PostureModel): SymbolicText {
  return deployment.account === undefined ? [account] : literalText(deployment.account);
}

/** The Region that a model is deployed to. */
export function regionText({ deployment }: PostureModel): SymbolicText {
  return deployment.region === undefined ? [region] : literalText(deployment.region);
}

/**
 * The id of the organization that a model is deployed in. Unknown ids are a symbol behind the `o-` that all of them
 * begin with; no parameter of a template can have that symbol's name.
 */
export function organizationText({ deployment }: PostureModel): SymbolicText {
  return deployment.organization === undefined
    ? ['o-', { kind: 'parameter', name: 'organization id' }]
    : literalText(deployment.organization);
}
