import type { Connection } from '../../connection.ts';
import { toTrailscopeError, TrailscopeError } from '../../failures/failure.ts';
import { isJsonObject, nonEmptyString, objectOrEmpty, type JsonObject, type JsonValue } from '../../json.ts';
import { partitionOf } from '../../partitions.ts';
import type { AccountReader, AwsCaller } from '../../ports.ts';
import type { TrailAnswers } from './answers.ts';
import { known, type AccountFacts, type Fact, type OrganizationFacts, type TrailFacts } from './facts.ts';
import { managerByTags } from './manager.ts';
import type { Call } from './plan.ts';
import { asking, listOf, mapFact, unknownOrThrow, type Ask } from './ask.ts';
import { readBucket, readKey, readLogGroup, readRole, readTopic } from './read-things.ts';

/** The outside world, as reading needs it. */
export interface ReadWorld {
  readonly caller: AwsCaller;
  readonly account: AccountReader;
  readonly connection: Connection;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const absent = { kind: 'absent' } as const;

/**
 * Reads what a plan for these answers depends on.
 * @throws TrailscopeError where nothing can be read at all: no network, no session, cancelled; `denied` for the trails
 */
export async function readFacts(
  answers: TrailAnswers,
  world: ReadWorld,
  signal: AbortSignal,
): Promise<AccountFacts> {
  const base = await readAccount(answers.homeRegion, world, signal);
  const ask = asking(world.caller, world.connection, signal);
  const { account } = base.caller;
  const { logGroup, topic } = answers;
  const region = answers.homeRegion;
  const partition = partitionOf(region).id;
  const topicArn =
    topic?.kind === 'new' ? `arn:${partition}:sns:${region}:${account}:${topic.name}` : topic?.arn;
  const [bucket, topicFacts, group, role, organization] = await Promise.all([
    readBucket(ask, answers.bucket.name, region, account),
    topicArn === undefined ? absent : readTopic(ask, topicArn, region),
    logGroup === undefined ? absent : readLogGroup(ask, logGroup.group.name, region),
    logGroup === undefined ? absent : readRole(ask, logGroup.role.name, region),
    answers.isOrganization ? readOrganization(ask, region) : absent,
  ]);
  const name = keyNameOf(answers);
  const topicKey = known(topicFacts)?.key;
  const bucketRegion = known(bucket)?.region ?? region;
  const [key, keyOfTopic] = await Promise.all([
    name === undefined ? absent : readKey(ask, name, bucketRegion),
    topicKey === undefined ? absent : readKey(ask, topicKey, region),
  ]);
  return {
    ...base,
    bucket,
    key,
    topicKey: keyOfTopic,
    topic: topicFacts,
    logGroup: group,
    role,
    organization,
  };
}

/** By what name the key of the answers is known, or would be. */
function keyNameOf({ encryption }: TrailAnswers): string | undefined {
  switch (encryption.kind) {
    case 's3':
      return undefined;
    case 'new-key':
      return `alias/${encryption.alias}`;
    case 'existing-key':
      return encryption.key;
  }
}

/**
 * Reads who is asking, and the trails that record a Region: all that starting and stopping depend on.
 * @throws TrailscopeError as {@link readFacts}; `invalid-input` for a Region that is not enabled
 */
export async function readAccount(
  region: string,
  world: ReadWorld,
  signal: AbortSignal,
): Promise<AccountFacts> {
  const { account, connection, now } = world;
  const ask = asking(world.caller, world.connection, signal);
  const enabled = account.regions(connection, signal).catch((thrown: unknown): readonly string[] => {
    unknownOrThrow(thrown);
    return [];
  });
  const [caller, regions, aliases, listed] = await Promise.all([
    account.identity(connection, signal),
    enabled,
    ask('iam', 'ListAccountAliases', region, {}),
    readTrails(world, region, signal).catch(async (thrown: unknown) => {
      throw unlessEnabled(thrown, region, await enabled);
    }),
  ]);
  const [first] = listOf(known(aliases)?.['AccountAliases']);
  const trails = await Promise.all(
    listed.described.map((description) => readTrail(ask, description, caller.account)),
  );
  return {
    readAt: now(),
    caller,
    alias:
      aliases.kind === 'unknown'
        ? aliases
        : typeof first === 'string'
          ? { kind: 'known', value: first }
          : absent,
    regions,
    trails,
    elsewhere: listed.elsewhere,
    organization: absent,
    bucket: absent,
    key: absent,
    topicKey: absent,
    topic: absent,
    logGroup: absent,
    role: absent,
  };
}

/** A Region that is not enabled knows no credentials, which sounds as if they had expired. */
function unlessEnabled(thrown: unknown, region: string, regions: readonly string[]): unknown {
  const { failure, context } = toTrailscopeError(thrown);
  return failure.kind === 'expired' && regions.length > 0 && !regions.includes(region)
    ? new TrailscopeError(
        { kind: 'invalid-input' },
        `The Region ${region} is not enabled in this account`,
        context,
        thrown,
      )
    : thrown;
}

interface ListedTrails {
  readonly described: readonly JsonObject[];
  readonly elsewhere: AccountFacts['elsewhere'];
}

async function readTrails(
  { caller, connection }: ReadWorld,
  region: string,
  signal: AbortSignal,
): Promise<ListedTrails> {
  const ask = (operation: string, input: JsonObject): Promise<JsonObject> => {
    const call: Call = { service: 'cloudtrail', operation, region, input };
    return caller.call(connection, call, signal);
  };
  const { trailList } = await ask('DescribeTrails', { includeShadowTrails: true });
  const described = listOf(trailList).filter(isJsonObject);
  const arns = new Set(described.map(({ TrailARN }) => TrailARN));
  const elsewhere: { name: string; arn: string; homeRegion: string }[] = [];
  let token: JsonValue | undefined;
  do {
    const page = await ask('ListTrails', token === undefined ? {} : { NextToken: token });
    for (const trail of listOf(page['Trails'])) {
      const { TrailARN, Name, HomeRegion } = objectOrEmpty(trail);
      const arn = nonEmptyString(TrailARN);
      if (arn !== undefined && !arns.has(arn)) {
        const [name = '', homeRegion = ''] = [nonEmptyString(Name), nonEmptyString(HomeRegion)];
        elsewhere.push({ name, arn, homeRegion });
      }
    }
    token = page['NextToken'];
  } while (typeof token === 'string' && token !== '');
  return { described, elsewhere };
}

/** The details of a trail in its home Region, the only one that gives them. */
async function readTrail(ask: Ask, description: JsonObject, account: string): Promise<TrailFacts> {
  const arn = nonEmptyString(description['TrailARN']) ?? '';
  const region = nonEmptyString(description['HomeRegion']) ?? '';
  const [selectors, insights, status, tags] = await Promise.all([
    ask('cloudtrail', 'GetEventSelectors', region, { TrailName: arn }),
    ask('cloudtrail', 'GetInsightSelectors', region, { TrailName: arn }, ['InsightNotEnabledException']),
    ask('cloudtrail', 'GetTrailStatus', region, { Name: arn }),
    ask('cloudtrail', 'ListTags', region, { ResourceIdList: [arn] }),
  ]);
  const owner = arn.split(':')[4] ?? account;
  const manager =
    owner === account
      ? managerByTags(
          mapFact(tags, ({ ResourceTagList }) => objectOrEmpty(listOf(ResourceTagList)[0])['TagsList']),
          nonEmptyString(description['Name']),
        )
      : ({ kind: 'organization', name: owner } as const);
  return {
    description,
    selectors,
    insights,
    isLogging:
      status.kind === 'known' ? { kind: 'known', value: status.value['IsLogging'] === true } : status,
    ...(manager === undefined ? {} : { manager }),
  };
}

/** What organization the account is in, and who may make trails for it. */
export async function readOrganization(ask: Ask, region: string): Promise<Fact<OrganizationFacts>> {
  const none = ['AWSOrganizationsNotInUseException'];
  const described = await ask('organizations', 'DescribeOrganization', region, {}, none);
  if (described.kind !== 'known') {
    return described;
  }
  const service = 'cloudtrail.amazonaws.com';
  const [trusted, delegated] = await Promise.all([
    askAll(ask, region, 'ListAWSServiceAccessForOrganization', 'EnabledServicePrincipals', {}),
    askAll(ask, region, 'ListDelegatedAdministrators', 'DelegatedAdministrators', {
      ServicePrincipal: service,
    }),
  ]);
  const { Id, MasterAccountId, FeatureSet } = objectOrEmpty(described.value['Organization']);
  return {
    kind: 'known',
    value: {
      id: nonEmptyString(Id) ?? '',
      managementAccount: nonEmptyString(MasterAccountId) ?? '',
      hasAllFeatures: FeatureSet === 'ALL',
      trustsCloudTrail: mapFact(trusted, (all) =>
        all.some((one) => objectOrEmpty(one)['ServicePrincipal'] === service),
      ),
      delegates: mapFact(delegated, (all) =>
        all.map((one) => nonEmptyString(objectOrEmpty(one)['Id']) ?? ''),
      ),
    },
  };
}

/** All items of a list of Organizations, whose pages may be short, and even empty, before the last. */
async function askAll(
  ask: Ask,
  region: string,
  operation: string,
  member: string,
  input: JsonObject,
): Promise<Fact<readonly JsonValue[]>> {
  const items: JsonValue[] = [];
  let token: string | undefined;
  do {
    const page = await ask('organizations', operation, region, {
      ...input,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    if (page.kind !== 'known') {
      return page;
    }
    items.push(...listOf(page.value[member]));
    token = nonEmptyString(page.value['NextToken']);
  } while (token !== undefined);
  return { kind: 'known', value: items };
}
