import { inRegion, type Connection } from '../../connection.ts';
import { nonEmptyString, objectOrEmpty, type JsonObject, type JsonValue } from '../../json.ts';
import type { AwsCaller } from '../../ports.ts';
import { listOf } from './ask.ts';
import type { ServiceId } from './plan.ts';
import { decodedPolicy } from './policy-document.ts';

/** What an account has for a trail to use, as lists that can be long: pages, the first as soon as it is there. */

/** Where a list is asked for. */
export interface ListWorld {
  readonly caller: AwsCaller;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

export interface ListedBucket {
  readonly name: string;
  /** Some emulators do not tell. */
  readonly region?: string;
}

export interface ListedAlias {
  /** With `alias/` at its beginning. */
  readonly name: string;
  /** The id of the key. */
  readonly key: string;
}

export interface ListedLogGroup {
  readonly name: string;
  /** Absent for ever. */
  readonly retentionDays?: number;
}

export interface ListedRole {
  readonly name: string;
  /** The trust policy. */
  readonly trust: string;
}

type Pages<Item> = AsyncIterable<readonly Item[]>;

/**
 * The buckets of the account, of all Regions.
 * @throws TrailscopeError, as the other lists: `denied` with the IAM action that is missing
 */
export function listBuckets(world: ListWorld): Pages<ListedBucket> {
  // S3 tells Regions only to those who ask for pages.
  const list = {
    service: 's3',
    operation: 'ListBuckets',
    input: { MaxBuckets: 1000 },
    items: 'Buckets',
    token: ['ContinuationToken', 'ContinuationToken'],
  } as const;
  return pages(world, list, ({ Name, BucketRegion }) => {
    const [name, region] = [nonEmptyString(Name), nonEmptyString(BucketRegion)];
    return name === undefined ? [] : [{ name, ...(region === undefined ? {} : { region }) }];
  });
}

/** The aliases of the keys in a Region that the account manages itself. */
export function listAliases(world: ListWorld, region: string): Pages<ListedAlias> {
  const list = {
    service: 'kms',
    operation: 'ListAliases',
    input: { Limit: 100 },
    items: 'Aliases',
    token: ['NextMarker', 'Marker'],
  } as const;
  return pages(within(world, region), list, ({ AliasName, TargetKeyId }) => {
    const [name, key] = [nonEmptyString(AliasName), nonEmptyString(TargetKeyId)];
    return name === undefined || key === undefined || name.startsWith('alias/aws/') ? [] : [{ name, key }];
  });
}

export function listLogGroups(world: ListWorld, region: string): Pages<ListedLogGroup> {
  const list = {
    service: 'logs',
    operation: 'DescribeLogGroups',
    input: { limit: 50 },
    items: 'logGroups',
    token: ['nextToken', 'nextToken'],
  } as const;
  return pages(within(world, region), list, ({ logGroupName, retentionInDays }) => {
    const name = nonEmptyString(logGroupName);
    const days = typeof retentionInDays === 'number' ? { retentionDays: retentionInDays } : {};
    return name === undefined ? [] : [{ name, ...days }];
  });
}

/** The roles of the account but those that belong to services. */
export function listRoles(world: ListWorld): Pages<ListedRole> {
  const list = {
    service: 'iam',
    operation: 'ListRoles',
    input: { MaxItems: 500 },
    items: 'Roles',
    token: ['Marker', 'Marker'],
  } as const;
  return pages(world, list, ({ RoleName, Path, AssumeRolePolicyDocument }) => {
    const name = nonEmptyString(RoleName);
    const isOfService = nonEmptyString(Path)?.startsWith('/aws-service-role/') === true;
    const trust = decodedPolicy(nonEmptyString(AssumeRolePolicyDocument) ?? '');
    return name === undefined || isOfService ? [] : [{ name, trust }];
  });
}

/** The ARNs of the topics in a Region that a trail can use: not those that keep an order. */
export function listTopics(world: ListWorld, region: string): Pages<string> {
  const list = {
    service: 'sns',
    operation: 'ListTopics',
    input: {},
    items: 'Topics',
    token: ['NextToken', 'NextToken'],
  } as const;
  return pages(within(world, region), list, ({ TopicArn }) => {
    const arn = nonEmptyString(TopicArn);
    return arn === undefined || arn.endsWith('.fifo') ? [] : [arn];
  });
}

function within(world: ListWorld, region: string): ListWorld {
  return { ...world, connection: inRegion(world.connection, region) };
}

/** An operation that lists. */
interface List {
  readonly service: ServiceId;
  readonly operation: string;
  readonly input: JsonObject;
  /** The member of the answer that has the items. */
  readonly items: string;
  /** The members that lead to the next page: of an answer, and of the next input. */
  readonly token: readonly [answer: string, input: string];
}

async function* pages<Item>(
  { caller, connection, signal }: ListWorld,
  { service, operation, input, items, token }: List,
  read: (item: JsonObject) => readonly Item[],
): Pages<Item> {
  const { region } = connection;
  let next: JsonValue | undefined;
  do {
    const page = next === undefined ? input : { ...input, [token[1]]: next };
    const answer = await caller.call(connection, { service, operation, region, input: page }, signal);
    yield listOf(answer[items]).map(objectOrEmpty).flatMap(read);
    const last = next;
    next = answer[token[0]];
    // An emulator that ignores the token would go on for ever.
    next = next === last ? undefined : next;
  } while (typeof next === 'string' && next !== '');
}
