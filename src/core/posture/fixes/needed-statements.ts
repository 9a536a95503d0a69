import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts';
import {
  bucketStatements,
  keyStatements,
  newKeyPolicy,
  roleStatements,
  tlsOnlyStatement,
  topicKeyStatement,
  topicStatement,
  trustStatement,
  type PolicySubject,
} from '../../trails/setup/policies.ts';
import type { Resource } from '../model.ts';
import { isSet, property } from '../properties.ts';
import { isOrganizationTrail } from '../requests.ts';
import {
  copyOf,
  Tokens,
  type FixMember,
  type FixText,
  type FixTextPart,
  type FixValue,
} from './fix-value.ts';
import { hasWildcard } from './trail-texts.ts';

/** A statement that a policy needs for a trail, whole and in its parts. */
export interface NeededStatement {
  readonly sid: string;
  readonly value: FixValue;
  readonly resource: FixValue | undefined;
  readonly condition: FixValue | undefined;
}

/** Every organization's id begins so; nothing in a template tells the rest. */
const anyOrganization = 'o-*';

/** What CloudTrail needs of a bucket for a trail; the last is there for the trail of an organization. */
export function bucketNeeds(
  bucket: string,
  trail: Resource,
  arn: FixText,
): {
  readonly look: NeededStatement;
  readonly write: NeededStatement;
  readonly writeForAll?: NeededStatement;
} {
  const made = new Made(arn);
  const hasPrefix = isSet(property(trail, 'S3KeyPrefix')) !== 'no';
  const prefix: FixTextPart = { ...copyOf(trail.id, 'S3KeyPrefix'), isTrimmed: true };
  const statements = bucketStatements(
    made.subject(isOrganizationTrail(trail) !== 'no'),
    made.token({ kind: 'ref', resource: bucket }),
    hasPrefix ? made.token(prefix) : undefined,
  ).map((statement) => made.needed(statement));
  const [look, write, writeForAll] = statements;
  if (look === undefined || write === undefined) {
    throw new Error('A bucket policy has at least two statements.');
  }
  return { look, write, ...(writeForAll === undefined ? {} : { writeForAll }) };
}

export function tlsOnlyNeed(bucket: string): NeededStatement {
  const made = new Made([]);
  return made.needed(tlsOnlyStatement(made.subject(false), made.token({ kind: 'ref', resource: bucket })));
}

/** What CloudTrail needs of a key: to encrypt, to look at it, and to decrypt where the bucket has a bucket key. */
export function keyNeeds(arn: FixText, decrypts: boolean): readonly NeededStatement[] {
  const made = new Made(arn);
  return keyStatements(made.subject(false), decrypts).map((statement) => made.needed(statement));
}

/** The whole policy of a new key. */
export function keyPolicy(arn: FixText, decrypts: boolean): FixValue {
  const made = new Made(arn);
  const policy: unknown = JSON.parse(
    newKeyPolicy(made.subject(false), made.token({ kind: 'account' }), decrypts),
  );
  const statements = isJsonObject(policy) && Array.isArray(policy['Statement']) ? policy['Statement'] : [];
  return policyOf((statements as readonly JsonValue[]).filter(isJsonObject).map((one) => made.needed(one)));
}

export function topicNeed(topic: string, arn: FixText): NeededStatement {
  const made = new Made(arn);
  return made.needed(topicStatement(made.subject(false), made.token({ kind: 'ref', resource: topic })));
}

export function topicKeyNeed(arn: FixText): NeededStatement {
  const made = new Made(arn);
  return made.needed(topicKeyStatement(made.subject(false)));
}

export function trustNeed(): NeededStatement {
  return new Made([]).needed(trustStatement);
}

/** What the role of a trail may do in a log group, given by its ARN without `:*`. */
export function roleNeeds(trail: Resource, logGroupArn: FixText): readonly NeededStatement[] {
  const made = new Made([]);
  return roleStatements(made.subject(isOrganizationTrail(trail) !== 'no'), made.token(...logGroupArn)).map(
    (statement) => made.needed(statement),
  );
}

/** A policy of these statements. */
export function policyOf(statements: readonly NeededStatement[]): FixValue {
  return {
    kind: 'map',
    members: [
      ['Version', { kind: 'scalar', value: '2012-10-17' }],
      ['Statement', { kind: 'list', items: statements.map(({ value }) => value) }],
    ],
  };
}

/** Statements made by functions that know strings alone, with tokens in the place of what is only known by name. */
class Made {
  readonly #tokens = new Tokens();
  readonly #arn: FixText;

  constructor(arn: FixText) {
    this.#arn = arn;
  }

  token(...parts: FixText): string {
    return this.#tokens.token(...parts);
  }

  subject(isOfOrganization: boolean): PolicySubject {
    return {
      partition: this.token({ kind: 'partition' }),
      account: this.token({ kind: 'account' }),
      homeRegion: this.token({ kind: 'region' }),
      trailArn: this.token(...this.#arn),
      ...(isOfOrganization ? { organization: anyOrganization } : {}),
    };
  }

  needed(statement: JsonObject): NeededStatement {
    const { Sid: sid, Resource: resource, Condition: condition } = statement;
    const matched = isJsonObject(condition) ? this.#matching(condition) : condition;
    return {
      sid: typeof sid === 'string' ? sid : '',
      value: this.#value({ ...statement, ...(matched === undefined ? {} : { Condition: matched }) }),
      resource: resource === undefined ? undefined : this.#value(resource),
      condition: matched === undefined ? undefined : this.#value(matched),
    };
  }

  /** An ARN with a wildcard goes under an operator that knows wildcards. */
  #matching({ StringEquals: equals, ...others }: JsonObject): JsonObject {
    if (!isJsonObject(equals) || !hasWildcard(this.#arn)) {
      return { ...(equals === undefined ? {} : { StringEquals: equals }), ...others };
    }
    const { 'aws:SourceArn': source, ...rest } = equals;
    return {
      ...(Object.keys(rest).length === 0 ? {} : { StringEquals: rest }),
      ...(source === undefined ? {} : { ArnLike: { 'aws:SourceArn': source } }),
      ...others,
    };
  }

  #value(json: JsonValue): FixValue {
    return withAttributes(this.#tokens.valueOf(json));
  }
}

/** The ARN of a bucket put together from its name is what `Fn::GetAtt` gives. */
function withAttributes(value: FixValue): FixValue {
  switch (value.kind) {
    case 'text': {
      const [arn, partition, s3, bucket, ...rest] = value.parts;
      const isBucket =
        arn === 'arn:' &&
        typeof partition === 'object' &&
        partition.kind === 'partition' &&
        s3 === ':s3:::' &&
        typeof bucket === 'object' &&
        bucket.kind === 'ref';
      return isBucket
        ? {
            kind: 'text',
            parts: [{ kind: 'attribute', resource: bucket.resource, attribute: 'Arn' }, ...rest],
          }
        : value;
    }
    case 'list':
      return { kind: 'list', items: value.items.map(withAttributes) };
    case 'map':
      return {
        kind: 'map',
        members: value.members.map(([name, member]): FixMember => [name, withAttributes(member)]),
      };
    default:
      return value;
  }
}
