import { isJsonObject, objectOrEmpty, type JsonObject, type JsonValue } from '../../json.ts';
import { addPolicy, bucketEncryption, trailProperties, type ModelDraft } from './model-draft.ts';
import { isList } from './policy-document.ts';
import type { Plan, Step } from './plan.ts';

/** A step as its effect sees it: what the call takes, and the ARN of what it is about where that is plain. */
interface Effect {
  readonly draft: ModelDraft;
  readonly step: Step;
  readonly plan: Plan;
  readonly input: JsonObject;
  /** A member of the input that is a text; empty for any other. */
  readonly text: (name: string) => string;
  readonly bucketArn: string;
  readonly groupArn: string;
  readonly make: (arn: string, type: string, properties: Readonly<Record<string, JsonValue>>) => void;
  readonly set: (arn: string, name: string, value: JsonValue | undefined) => void;
}

/** What each call changes; those that are missing (aliases and the like) change nothing that a rule looks at. */
const effects: Readonly<Record<string, (effect: Effect) => void>> = {
  CreateBucket: ({ make, bucketArn, text }) => {
    make(bucketArn, 'AWS::S3::Bucket', {
      BucketName: text('Bucket'),
      OwnershipControls: { Rules: [{ ObjectOwnership: text('ObjectOwnership') }] },
    });
  },
  PutPublicAccessBlock: ({ set, bucketArn, input }) => {
    set(bucketArn, 'PublicAccessBlockConfiguration', input['PublicAccessBlockConfiguration']);
  },
  PutBucketEncryption: ({ set, bucketArn, input }) => {
    const configuration = objectOrEmpty(input['ServerSideEncryptionConfiguration']);
    set(bucketArn, 'BucketEncryption', bucketEncryption(configuration));
  },
  PutBucketVersioning: ({ set, bucketArn, input }) => {
    set(bucketArn, 'VersioningConfiguration', input['VersioningConfiguration']);
  },
  PutBucketPolicy: ({ draft, bucketArn, text }) => {
    const policy = { kind: 'known', value: text('Policy') } as const;
    addPolicy(draft, bucketArn, 'AWS::S3::BucketPolicy', { Bucket: text('Bucket') }, policy);
  },
  CreateKey: ({ make, step, plan, text }) => {
    make(newKeyArn(step.id, step.call.region, plan), 'AWS::KMS::Key', { KeyPolicy: text('Policy') });
  },
  EnableKeyRotation: ({ set, text }) => {
    set(text('KeyId'), 'EnableKeyRotation', true);
  },
  PutKeyPolicy: ({ set, text }) => {
    set(text('KeyId'), 'KeyPolicy', text('Policy'));
  },
  CreateLogGroup: ({ make, groupArn, text }) => {
    make(groupArn, 'AWS::Logs::LogGroup', { LogGroupName: text('logGroupName') });
  },
  PutRetentionPolicy: ({ set, groupArn, input }) => {
    set(groupArn, 'RetentionInDays', input['retentionInDays']);
  },
  CreateRole: ({ make, step, text }) => {
    make(step.makes ?? '', 'AWS::IAM::Role', {
      RoleName: text('RoleName'),
      Path: text('Path'),
      AssumeRolePolicyDocument: text('AssumeRolePolicyDocument'),
    });
  },
  UpdateAssumeRolePolicy: ({ draft, set, text }) => {
    set(roleNamed(draft, text('RoleName')), 'AssumeRolePolicyDocument', text('PolicyDocument'));
  },
  PutRolePolicy: ({ draft, set, text }) => {
    const arn = roleNamed(draft, text('RoleName'));
    const others = draft.get(arn)?.properties['Policies'];
    const policy = { PolicyName: text('PolicyName'), PolicyDocument: text('PolicyDocument') };
    set(arn, 'Policies', [...(isList(others) ? others : []), policy]);
  },
  CreateTopic: ({ make, draft, step, input, text }) => {
    const arn = step.makes ?? '';
    const policy = objectOrEmpty(input['Attributes'])['Policy'];
    make(arn, 'AWS::SNS::Topic', { TopicName: text('Name') });
    if (typeof policy === 'string') {
      addPolicy(draft, arn, 'AWS::SNS::TopicPolicy', { Topics: [arn] }, { kind: 'known', value: policy });
    }
  },
  SetTopicAttributes: ({ draft, text }) => {
    const arn = text('TopicArn');
    const policy = { kind: 'known', value: text('AttributeValue') } as const;
    addPolicy(draft, arn, 'AWS::SNS::TopicPolicy', { Topics: [arn] }, policy);
  },
  CreateTrail: ({ make, plan, input }) => {
    make(plan.trail.arn, 'AWS::CloudTrail::Trail', { ...trailProperties(input), IsLogging: false });
  },
  PutEventSelectors: ({ set, plan, input }) => {
    set(plan.trail.arn, 'AdvancedEventSelectors', input['AdvancedEventSelectors']);
  },
  PutInsightSelectors: ({ set, plan, input }) => {
    set(plan.trail.arn, 'InsightSelectors', input['InsightSelectors']);
  },
  StartLogging: ({ set, plan }) => {
    set(plan.trail.arn, 'IsLogging', true);
  },
  StopLogging: ({ set, plan }) => {
    set(plan.trail.arn, 'IsLogging', false);
  },
};

/** What a step of a plan changes in the model of the account, by the call that it makes. */
export function applyStep(draft: ModelDraft, step: Step, plan: Plan): void {
  const { call } = step;
  const input = standIns(call.input, call.region, plan);
  const text = (name: string): string => {
    const value = input[name];
    return typeof value === 'string' ? value : '';
  };
  const partition = plan.trail.arn.split(':')[1] ?? 'aws';
  effects[call.operation]?.({
    draft,
    step,
    plan,
    input,
    text,
    bucketArn: `arn:${partition}:s3:::${text('Bucket')}`,
    groupArn: `arn:${partition}:logs:${call.region}:${plan.account}:log-group:${text('logGroupName')}:*`,
    make: (arn, type, properties) => {
      draft.set(arn, { type, properties: { ...properties }, unknown: new Set() });
    },
    set: (arn, name, value) => {
      const resource = draft.get(arn);
      if (resource !== undefined && value !== undefined) {
        resource.unknown.delete(name);
        resource.properties[name] = value;
      }
    },
  });
}

function roleNamed(draft: ModelDraft, name: string): string {
  const found = [...draft].find(
    ([, { type, properties }]) => type === 'AWS::IAM::Role' && properties['RoleName'] === name,
  );
  return found?.[0] ?? '';
}

/** What a key that does not exist yet is called in the model. */
function newKeyArn(step: string, region: string, { account, trail }: Plan): string {
  return `arn:${trail.arn.split(':')[1] ?? 'aws'}:kms:${region}:${account}:key/${step}`;
}

/** The input with a name in place of each reference; all of them are to keys. */
function standIns(input: JsonObject, region: string, plan: Plan): JsonObject {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const step = isJsonObject(value) ? value['fromStep'] : undefined;
      return [name, typeof step === 'string' ? newKeyArn(step, region, plan) : value];
    }),
  );
}
