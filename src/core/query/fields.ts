import { hidden, nobody } from '../events/actor.ts';
import { isUnread, type CloudTrailEvent } from '../events/event.ts';
import { isJsonObject, nonEmptyString, type JsonObject } from '../json.ts';
import { textAt } from '../events/record-values.ts';
import type { LookupAttributeKey } from '../ports.ts';
import { fieldNames, type FieldName } from './event-filter.ts';
import { scalarLeaves } from './record-leaves.ts';

/** What a field is: where its values come from, and how LookupEvents finds them. */
export interface Field {
  /** Other names that the language takes. */
  readonly aliases: readonly string[];
  /** The values of an event; a term passes if one of them does. */
  readonly valuesOf: (event: CloudTrailEvent) => readonly string[];
  /** The attribute of LookupEvents under which the service finds the same value. */
  readonly attribute?: LookupAttributeKey;
  /** `listed`: the service finds only those events with which it lists the value itself. `all` by default. */
  readonly reach?: 'all' | 'listed';
  /** The only values there are. */
  readonly values?: readonly string[];
}

const one = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);
const flag = (value: boolean | undefined): readonly string[] => one(value?.toString());

/**
 * The fields of the filter language. Compilations to other targets have tables of their own, keyed like this one:
 * `source` is the column `eventsource` of Athena's CloudTrail table, `key` is `useridentity.accesskeyid`, and so on.
 */
export const fields: Readonly<Record<FieldName, Field>> = {
  name: { aliases: ['event', 'eventname'], valuesOf: ({ name }) => one(name), attribute: 'EventName' },
  /** A host such as `ec2.amazonaws.com`; the language takes and prints the short `ec2`. */
  source: {
    aliases: ['service', 'eventsource'],
    valuesOf: ({ source }) => one(source),
    attribute: 'EventSource',
  },
  user: { aliases: ['username'], valuesOf: (event) => one(userName(event)), attribute: 'Username' },
  role: { aliases: [], valuesOf: ({ actor }) => one(actor.session?.roleName) },
  principal: { aliases: ['who'], valuesOf: principals },
  ip: {
    aliases: ['from', 'address', 'sourceipaddress'],
    valuesOf: ({ sourceAddress }) => one(sourceAddress),
  },
  region: { aliases: ['awsregion'], valuesOf: ({ region }) => one(region) },
  account: { aliases: ['recipientaccountid'], valuesOf: ({ accountId }) => one(accountId) },
  error: { aliases: ['errorcode'], valuesOf: ({ error }) => one(error?.code) },
  /** `true` for calls that change something, `false` for those that read; none where the record does not say. */
  write: {
    aliases: [],
    valuesOf: ({ access }) => (access === 'unknown' ? [] : flag(access === 'write')),
    attribute: 'ReadOnly',
    values: ['true', 'false'],
  },
  /** The access key that signed the call. */
  key: {
    aliases: ['accesskey'],
    valuesOf: ({ actor }) => one(actor.accessKeyId),
    attribute: 'AccessKeyId',
  },
  agent: { aliases: ['useragent'], valuesOf: ({ userAgent }) => one(userAgent) },
  resource: { aliases: ['on'], valuesOf: resourceValues, attribute: 'ResourceName', reach: 'listed' },
  resourcetype: {
    aliases: [],
    valuesOf: ({ resources }) => resources.flatMap(({ type }) => one(type)),
    attribute: 'ResourceType',
    reach: 'listed',
  },
  type: { aliases: ['eventtype'], valuesOf: ({ type }) => one(type) },
  category: {
    aliases: ['kind', 'eventcategory'],
    valuesOf: ({ kind }) => [kind],
    values: ['management', 'data', 'network-activity', 'insight', 'aggregated', 'unknown'],
  },
  id: { aliases: ['eventid'], valuesOf: ({ id }) => one(id), attribute: 'EventId' },
  vpce: {
    aliases: ['vpcendpoint', 'vpcendpointid'],
    valuesOf: ({ record }) => one(textAt(record, 'vpcEndpointId')),
  },
  mfa: { aliases: [], valuesOf: ({ actor }) => flag(actor.mfa), values: ['true', 'false'] },
};

const byWord = new Map<string, FieldName>(
  fieldNames.flatMap((name) => [name, ...fields[name].aliases].map((word) => [word, name] as const)),
);

/** The field of a name or alias, in any case; undefined for another word. */
export function fieldOf(word: string): FieldName | undefined {
  return byWord.get(word.toLowerCase());
}

/**
 * The name under which the event history knows the caller: `root`, the name of a user, or the name that a role's
 * session was given. Services have none.
 */
export function userName(event: CloudTrailEvent): string | undefined {
  const { actor, record } = event;
  const identity = record['userIdentity'];
  if (!isJsonObject(identity)) {
    return isUnread(event) && actor.name !== hidden && actor.name !== nobody ? actor.name : undefined;
  }
  if (actor.kind === 'root' && identity['type'] === 'Root') {
    return 'root';
  }
  const principal = actor.principalId ?? '';
  const colon = principal.indexOf(':');
  return textAt(identity, 'userName') ?? (colon < 0 ? undefined : nonEmptyString(principal.slice(colon + 1)));
}

/** Whatever the caller can be called: ARNs, ids and names of the identity and of the role behind it. */
function principals(event: CloudTrailEvent): readonly string[] {
  const { actor } = event;
  const values = [
    actor.arn,
    actor.invokedBy,
    userName(event),
    actor.session?.roleName,
    actor.session?.roleArn,
    actor.principalId,
    actor.accountId,
  ];
  return values.filter((value) => value !== undefined);
}

/** The members of a record that say what a call was about. */
const resourceMembers = [
  'resources',
  'requestParameters',
  'responseElements',
  'serviceEventDetails',
] as const;

/**
 * Whatever an event says that it is about: what its record says (see {@link recordResources}), and the resources that
 * the service lists and that the event model knows.
 */
function resourceValues({ record, resources }: CloudTrailEvent): readonly string[] {
  const values = recordResources(record);
  for (const { name, arn } of resources) {
    values.add(name);
    if (arn !== undefined) {
      values.add(arn);
    }
  }
  return [...values];
}

/** The values in a record's resources, parameters and answer, with the last parts of those that are ARNs. */
export function recordResources(record: JsonObject): Set<string> {
  const values = new Set<string>();
  for (const member of resourceMembers) {
    scalarLeaves(record[member], (leaf) => {
      values.add(leaf);
      if (leaf.startsWith('arn:')) {
        addArnEndings(leaf, values);
      }
    });
  }
  return values;
}

/** The parts of an ARN that are names in themselves, and what stands between them and its end: `a/b` and `b`. */
function addArnEndings(arn: string, values: Set<string>): void {
  // Names stand behind the fifth colon.
  let colons = 0;
  let endings = 0;
  for (let index = 0; index < arn.length && endings < mostArnEndings; index += 1) {
    const unit = arn.charAt(index);
    colons += unit === ':' ? 1 : 0;
    if (colons >= 5 && (unit === ':' || unit === '/') && index + 1 < arn.length) {
      endings += 1;
      values.add(arn.slice(index + 1));
    }
  }
}

/** ARNs have fewer parts; a hostile text is not taken apart to its end. */
const mostArnEndings = 24;
