/**
 * An account of AWS as far as plans need one: what exists is plain data, calls read and change it, and each call can
 * be made to fail, to lose its answer, or to let somebody else act first. The sandbox answers like AWS; this one is
 * for what has to happen between two calls.
 */
import type { CallerIdentity, Connection } from '../../src/core/connection.ts';
import { TrailscopeError, type Failure } from '../../src/core/failures/failure.ts';
import { objectOrEmpty, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import type { AwsCaller } from '../../src/core/ports.ts';
import type { Call } from '../../src/core/trails/setup/plan.ts';
import { account, emptyAccount } from './account-facts.ts';

export interface FakeBucket {
  policy?: string;
  settings: Record<string, JsonValue>;
  /** Key and size by version. */
  objects: { key: string; version: string; size: number }[];
}

export interface FakeState {
  buckets: Record<string, FakeBucket>;
  keys: Record<string, { policy: string; state: string; rotates: boolean; description: string }>;
  aliases: Record<string, string>;
  groups: Record<string, { retention?: number; streams?: string[] }>;
  roles: Record<string, { path: string; trust: string; inline: Record<string, string> }>;
  topics: Record<string, { policy: string; subscriptions: string[] }>;
  trails: Record<
    string,
    { input: JsonObject; selectors?: JsonValue; insights?: JsonValue; isLogging: boolean }
  >;
}

/** What happens to a call: it fails, it works but its answer is lost, or something else happens first. */
export type Fault =
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'lose' }
  | { readonly kind: 'before'; readonly act: (state: FakeState) => void }
  /** It is on its way for long: one that is called off meanwhile arrives after the next call. */
  | { readonly kind: 'slow'; readonly act: () => void };

export function refused(code: string): TrailscopeError {
  const isMissing = /NotFound|^NoSuch/.test(code);
  return new TrailscopeError({ kind: isMissing ? 'not-found' : 'refused', code }, code);
}

export class FakeAccount implements AwsCaller {
  readonly calls: Call[] = [];
  readonly state: FakeState = {
    buckets: {},
    keys: {},
    aliases: {},
    groups: {},
    roles: {},
    topics: {},
    trails: {},
  };
  /** Whose the credentials are. */
  caller = emptyAccount.caller;
  /** Asked before each call; the nth call of an operation counts from 1. */
  fault: (call: Call, nth: number) => Fault | undefined = () => undefined;
  readonly #counts = new Map<string, number>();
  readonly #late: Call[] = [];
  #ids = 0;

  /** Everything there is, to be compared with what was there before. */
  snapshot(): string {
    return JSON.stringify(this.state, (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- faults are thrown as an adapter throws them
  async call(_: Connection, call: Call, signal: AbortSignal): Promise<JsonObject> {
    if (signal.aborted) {
      throw new TrailscopeError({ kind: 'cancelled' }, 'cancelled');
    }
    this.calls.push(call);
    const nth = (this.#counts.get(call.operation) ?? 0) + 1;
    this.#counts.set(call.operation, nth);
    const fault = this.fault(call, nth);
    if (fault?.kind === 'fail') {
      throw new TrailscopeError(fault.failure, `${call.operation} failed`);
    }
    if (fault?.kind === 'before') {
      fault.act(this.state);
    }
    if (fault?.kind === 'slow') {
      fault.act();
      // The compiler takes it for what it was at the beginning.
      if ((signal as { readonly aborted: boolean }).aborted) {
        this.#late.push(call);
        throw new TrailscopeError({ kind: 'cancelled' }, 'cancelled');
      }
    }
    const answer = this.#answer(call);
    this.#late.splice(0).forEach((late) => this.#answer(late));
    if (fault?.kind === 'lose') {
      throw new TrailscopeError({ kind: 'offline', reason: 'ECONNRESET' }, 'The answer was lost');
    }
    return answer;
  }

  #answer({ operation, input }: Call): JsonObject {
    const handler = handlers[operation];
    if (handler === undefined) {
      throw new Error(`The fake account has no ${operation}`);
    }
    const text = (name: string): string => (typeof input[name] === 'string' ? input[name] : '');
    const { state, caller } = this;
    return handler({ state, caller, input, text, newId: () => `id-${++this.#ids}` });
  }
}

interface Handling {
  readonly state: FakeState;
  readonly caller: CallerIdentity;
  readonly input: JsonObject;
  readonly text: (name: string) => string;
  readonly newId: () => string;
}

function found<Value>(value: Value | undefined, code: string): Value {
  if (value === undefined) {
    throw refused(code);
  }
  return value;
}

function bucketOf({ state, text }: Handling): FakeBucket {
  return found(state.buckets[text('Bucket')], 'NoSuchBucket');
}

function keyOf({ state, text }: Handling, member = 'KeyId'): [string, FakeState['keys'][string]] {
  const name = text(member);
  const arn = name.startsWith('alias/') ? (state.aliases[name] ?? '') : name;
  return [arn, found(state.keys[arn], 'NotFoundException')];
}

function roleOf({ state, text }: Handling): FakeState['roles'][string] {
  return found(state.roles[text('RoleName')], 'NoSuchEntityException');
}

/** A trail by its name or ARN, as an ARN. */
function trailArnOf({ text }: Handling): string {
  const id = text('Name') || text('TrailName');
  return id.startsWith('arn:') ? id : `arn:aws:cloudtrail:eu-west-1:${account}:trail/${id}`;
}

function trailOf(handling: Handling): FakeState['trails'][string] {
  return found(handling.state.trails[trailArnOf(handling)], 'TrailNotFoundException');
}

function setting(name: string) {
  return (handling: Handling): JsonObject => {
    bucketOf(handling).settings[name] = handling.input[name] ?? null;
    return {};
  };
}

/** CloudTrail looks whether the policies let this very trail in; the words of the policies are enough for that here. */
function checkTrail({ state, input, text }: Handling, arn: string): void {
  const bucket = found(state.buckets[text('S3BucketName')], 'S3BucketDoesNotExistException');
  if (bucket.policy?.includes(arn) !== true) {
    throw refused('InsufficientS3BucketPolicyException');
  }
  const key = text('KmsKeyId');
  if (key !== '' && state.keys[key]?.policy.includes(arn) !== true) {
    throw refused('InsufficientEncryptionPolicyException');
  }
  const topic = text('SnsTopicName');
  const topicArn = topic.startsWith('arn:') ? topic : `arn:aws:sns:eu-west-1:${account}:${topic}`;
  if (topic !== '' && state.topics[topicArn]?.policy.includes(arn) !== true) {
    throw refused('InsufficientSnsTopicPolicyException');
  }
  const role = text('CloudWatchLogsRoleArn').split('/').at(-1) ?? '';
  if (
    input['CloudWatchLogsRoleArn'] !== undefined &&
    Object.keys(state.roles[role]?.inline ?? {}).length === 0
  ) {
    throw refused('InvalidCloudWatchLogsRoleArnException');
  }
}

const handlers: Readonly<Record<string, (handling: Handling) => JsonObject>> = {
  GetCallerIdentity: ({ caller: { account: Account, arn: Arn, userId: UserId } }) => ({
    Account,
    Arn,
    UserId,
  }),

  CreateBucket: ({ state, text }) => {
    if (state.buckets[text('Bucket')] !== undefined) {
      throw refused('BucketAlreadyOwnedByYou');
    }
    state.buckets[text('Bucket')] = { settings: {}, objects: [] };
    return {};
  },
  GetBucketLocation: (handling) => {
    bucketOf(handling);
    return { LocationConstraint: 'eu-west-1' };
  },
  GetBucketPolicy: (handling) => ({ Policy: found(bucketOf(handling).policy, 'NoSuchBucketPolicy') }),
  PutBucketPolicy: (handling) => {
    bucketOf(handling).policy = handling.text('Policy');
    return {};
  },
  DeleteBucketPolicy: (handling) => {
    delete bucketOf(handling).policy;
    return {};
  },
  PutPublicAccessBlock: setting('PublicAccessBlockConfiguration'),
  PutBucketEncryption: setting('ServerSideEncryptionConfiguration'),
  PutBucketVersioning: setting('VersioningConfiguration'),
  ListObjectVersions: (handling) => ({
    IsTruncated: false,
    Versions: bucketOf(handling).objects.map(({ key, version, size }) => ({
      Key: key,
      VersionId: version,
      Size: size,
    })),
  }),
  DeleteObject: (handling) => {
    const bucket = bucketOf(handling);
    bucket.objects = bucket.objects.filter(({ version }) => version !== handling.text('VersionId'));
    return {};
  },
  DeleteBucket: (handling) => {
    if (bucketOf(handling).objects.length > 0) {
      throw refused('BucketNotEmpty');
    }
    Reflect.deleteProperty(handling.state.buckets, handling.text('Bucket'));
    return {};
  },

  CreateKey: ({ state, text, newId }) => {
    const arn = `arn:aws:kms:eu-west-1:${account}:key/${newId()}`;
    state.keys[arn] = {
      policy: text('Policy'),
      state: 'Enabled',
      rotates: false,
      description: text('Description'),
    };
    return { KeyMetadata: { Arn: arn, KeyId: arn } };
  },
  DescribeKey: (handling) => {
    const [arn, { state, description }] = keyOf(handling);
    return { KeyMetadata: { Arn: arn, KeyId: arn, KeyState: state, Description: description } };
  },
  ListKeys: ({ state }) => ({ Keys: Object.keys(state.keys).map((KeyId) => ({ KeyId })), Truncated: false }),
  EnableKeyRotation: (handling) => {
    keyOf(handling)[1].rotates = true;
    return {};
  },
  GetKeyPolicy: (handling) => ({ Policy: keyOf(handling)[1].policy }),
  PutKeyPolicy: (handling) => {
    keyOf(handling)[1].policy = handling.text('Policy');
    return {};
  },
  ScheduleKeyDeletion: (handling) => {
    keyOf(handling)[1].state = 'PendingDeletion';
    return {};
  },
  CreateAlias: (handling) => {
    const [arn] = keyOf(handling, 'TargetKeyId');
    handling.state.aliases[handling.text('AliasName')] = arn;
    return {};
  },
  DeleteAlias: ({ state, text }) => {
    found(state.aliases[text('AliasName')], 'NotFoundException');
    Reflect.deleteProperty(state.aliases, text('AliasName'));
    return {};
  },

  CreateLogGroup: ({ state, text }) => {
    if (state.groups[text('logGroupName')] !== undefined) {
      throw refused('ResourceAlreadyExistsException');
    }
    state.groups[text('logGroupName')] = {};
    return {};
  },
  DescribeLogGroups: ({ state, text }) => ({
    logGroups: Object.keys(state.groups)
      .filter((name) => name.startsWith(text('logGroupNamePrefix')))
      .map((logGroupName) => ({ logGroupName })),
  }),
  PutRetentionPolicy: ({ state, text, input }) => {
    const days = input['retentionInDays'];
    found(state.groups[text('logGroupName')], 'ResourceNotFoundException').retention = Number(days);
    return {};
  },
  DescribeLogStreams: ({ state, text }) => {
    const { streams = [] } = found(state.groups[text('logGroupName')], 'ResourceNotFoundException');
    // One on a page, so that all of them have to be asked for.
    const [logStreamName, ...rest] = streams.slice(Number(text('nextToken')));
    const nextToken = rest.length === 0 ? undefined : String(streams.length - rest.length);
    return { logStreams: logStreamName === undefined ? [] : [{ logStreamName }], nextToken };
  },
  DeleteLogGroup: ({ state, text }) => {
    found(state.groups[text('logGroupName')], 'ResourceNotFoundException');
    Reflect.deleteProperty(state.groups, text('logGroupName'));
    return {};
  },

  CreateRole: ({ state, text }) => {
    if (state.roles[text('RoleName')] !== undefined) {
      throw refused('EntityAlreadyExistsException');
    }
    state.roles[text('RoleName')] = {
      path: text('Path'),
      trust: text('AssumeRolePolicyDocument'),
      inline: {},
    };
    return {};
  },
  GetRole: (handling) => ({
    Role: { AssumeRolePolicyDocument: encodeURIComponent(roleOf(handling).trust) },
  }),
  UpdateAssumeRolePolicy: (handling) => {
    roleOf(handling).trust = handling.text('PolicyDocument');
    return {};
  },
  PutRolePolicy: (handling) => {
    roleOf(handling).inline[handling.text('PolicyName')] = handling.text('PolicyDocument');
    return {};
  },
  GetRolePolicy: (handling) => {
    const policy = found(roleOf(handling).inline[handling.text('PolicyName')], 'NoSuchEntityException');
    return { PolicyDocument: encodeURIComponent(policy) };
  },
  DeleteRolePolicy: (handling) => {
    found(roleOf(handling).inline[handling.text('PolicyName')], 'NoSuchEntityException');
    Reflect.deleteProperty(roleOf(handling).inline, handling.text('PolicyName'));
    return {};
  },
  DeleteRole: (handling) => {
    if (Object.keys(roleOf(handling).inline).length > 0) {
      throw refused('DeleteConflictException');
    }
    Reflect.deleteProperty(handling.state.roles, handling.text('RoleName'));
    return {};
  },

  CreateTopic: ({ state, text, input }) => {
    const arn = `arn:aws:sns:eu-west-1:${account}:${text('Name')}`;
    const policy = objectOrEmpty(input['Attributes'])['Policy'];
    state.topics[arn] ??= { policy: typeof policy === 'string' ? policy : '', subscriptions: [] };
    return { TopicArn: arn };
  },
  GetTopicAttributes: ({ state, text }) => ({
    Attributes: {
      Policy: found(state.topics[text('TopicArn')], 'NotFoundException').policy,
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: String(state.topics[text('TopicArn')]?.subscriptions.length ?? 0),
    },
  }),
  SetTopicAttributes: ({ state, text }) => {
    found(state.topics[text('TopicArn')], 'NotFoundException').policy = text('AttributeValue');
    return {};
  },
  DeleteTopic: ({ state, text }) => {
    Reflect.deleteProperty(state.topics, text('TopicArn'));
    return {};
  },

  CreateTrail: (handling) => {
    const { state, input, text, newId } = handling;
    const arn = `arn:aws:cloudtrail:eu-west-1:${account}:trail/${text('Name')}`;
    if (state.trails[arn] !== undefined) {
      throw refused('TrailAlreadyExistsException');
    }
    checkTrail(handling, arn);
    const prefix = text('S3KeyPrefix') === '' ? '' : `${text('S3KeyPrefix')}/`;
    state.buckets[text('S3BucketName')]?.objects.push({
      key: `${prefix}AWSLogs/${account}/CloudTrail/`,
      version: newId(),
      size: 0,
    });
    state.trails[arn] = { input, isLogging: false };
    return {};
  },
  GetTrail: (handling) => {
    const { input, selectors, insights } = trailOf(handling);
    return {
      Trail: {
        S3BucketName: input['S3BucketName'],
        HasCustomEventSelectors: selectors !== undefined,
        HasInsightSelectors: insights !== undefined,
      },
    };
  },
  GetTrailStatus: (handling) => ({ IsLogging: trailOf(handling).isLogging }),
  GetEventSelectors: (handling) => ({ AdvancedEventSelectors: trailOf(handling).selectors ?? [] }),
  PutEventSelectors: (handling) => {
    trailOf(handling).selectors = handling.input['AdvancedEventSelectors'] ?? [];
    return {};
  },
  PutInsightSelectors: (handling) => {
    trailOf(handling).insights = handling.input['InsightSelectors'] ?? [];
    return {};
  },
  StartLogging: (handling) => {
    trailOf(handling).isLogging = true;
    return {};
  },
  StopLogging: (handling) => {
    trailOf(handling).isLogging = false;
    return {};
  },
  DeleteTrail: (handling) => {
    trailOf(handling);
    Reflect.deleteProperty(handling.state.trails, trailArnOf(handling));
    return {};
  },
};
