import type { CopiedText, FixText, FixTextPart, FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { Location } from '../../core/posture/location.ts';
import type { TextSymbol } from '../../core/posture/symbolic-text.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import { isNameChain, type CdkSource } from './cdk-source.ts';
import {
  construct,
  library,
  list,
  literal,
  make,
  type Code,
  type CodeMember,
  type ConstructReference,
} from './code.ts';
import { Options } from './option-changes.ts';
import { optionOf } from './option-names.ts';
import { findIn } from './value-edits.ts';

/** What the values of fixes are written with: constructs in the place of resources. */
export class FixValueCode {
  readonly #source: CdkSource;
  /** Constructs in the place of resources that a fix adds. */
  readonly #added: ReadonlyMap<string, ConstructReference>;

  constructor(source: CdkSource, added: ReadonlyMap<string, ConstructReference>) {
    this.#source = source;
    this.#added = added;
  }

  /** A value as JSON of a policy and the like has it. @throws {CannotEdit} */
  json(value: FixValue): Code {
    switch (value.kind) {
      case 'scalar':
        return literal(value.value);
      case 'text':
        return this.text(value.parts);
      case 'list':
        return list(...value.items.map((item) => this.json(item)));
      case 'map':
        return {
          kind: 'json',
          members: value.members.map(([name, member]): CodeMember => [name, this.json(member)]),
        };
      case 'source':
        throw new CannotEdit('What it would move is not one piece of the source.');
    }
  }

  text(text: FixText): Code {
    const parts = text.map((part) => (typeof part === 'string' ? part : this.#part(part)));
    const joined: (string | Code)[] = [];
    for (const part of parts) {
      const plain = typeof part !== 'string' && part.kind === 'literal' ? String(part.value) : part;
      const last = joined.at(-1);
      if (typeof plain === 'string' && typeof last === 'string') {
        joined[joined.length - 1] = last + plain;
      } else if (plain !== '') {
        joined.push(plain);
      }
    }
    const [first, ...others] = joined;
    if (others.length > 0) {
      return { kind: 'text', parts: joined };
    }
    return first === undefined || typeof first === 'string' ? literal(first ?? '') : first;
  }

  /** The one construct that a value names; undefined for any other value. */
  constructOf(value: FixValue): ConstructReference | undefined {
    const [part, ...others] = value.kind === 'text' ? value.parts : [];
    return typeof part === 'object' &&
      others.length === 0 &&
      (part.kind === 'ref' || part.kind === 'attribute')
      ? this.referenceTo(part.resource)
      : undefined;
  }

  /** @throws {CannotEdit} for what is a part of another construct */
  referenceTo(resource: string): ConstructReference {
    const added = this.#added.get(resource);
    if (added !== undefined) {
      return added;
    }
    const draft = this.#source.draft(resource);
    if (draft.provenance === 'generated') {
      throw new CannotEdit('A construct makes the resource by itself.');
    }
    return draft.owner;
  }

  #part(part: Exclude<FixTextPart, string>): Code {
    switch (part.kind) {
      case 'copy':
        return this.#copy(part);
      case 'ref':
        return this.#attribute(part.resource, 'Ref');
      case 'attribute':
        return this.#attribute(part.resource, part.attribute);
      default:
        return symbolCode(part);
    }
  }

  #attribute(resource: string, attribute: string): Code {
    const reference = this.referenceTo(resource);
    const type = reference.kind === 'new' ? reference.path : reference.type;
    if (/\.Cfn\w+$/.test(type)) {
      return construct(reference, attribute === 'Ref' ? 'ref' : `attr${attribute}`);
    }
    const members = Object.hasOwn(attributes, type) ? attributes[type] : undefined;
    const name = members !== undefined && Object.hasOwn(members, attribute) ? members[attribute] : undefined;
    if (name === undefined) {
      throw new CannotEdit('The construct does not give out what it needs.');
    }
    return construct(reference, name);
  }

  /** The text of an option as it is written. */
  #copy({ resource, path, isTrimmed = false, refusal }: CopiedText): Code {
    if (refusal !== undefined) {
      throw new CannotEdit(refusal);
    }
    const draft = this.#source.draft(resource);
    const [name, ...rest] = path;
    const last = path.at(-1);
    if (typeof last === 'object') {
      return this.#inside(draft, last);
    }
    if (typeof name !== 'string' || rest.length > 0) {
      throw new CannotEdit('The text that it would use again is inside a list.');
    }
    const options = new Options(this.#source, draft.owner);
    const pair = options.pair(optionOf(draft, name));
    if (pair?.value.kind === 'text') {
      return literal(isTrimmed ? pair.value.value.replace(/^\/+|\/+$/g, '') : pair.value.value);
    }
    if (pair === undefined || isTrimmed || !isNameChain(pair.value)) {
      throw new CannotEdit('The text that it would use again is not written where it is given.');
    }
    return { kind: 'copy', span: pair.value.span, of: draft.owner };
  }

  /** What is written at a place in the call that makes a construct. */
  #inside({ owner }: Draft, at: Location): Code {
    const span = this.#source.span(at);
    const found = [owner, ...owner.uses].flatMap((each) => {
      const call = this.#source.callAt(each.span);
      return (call && findIn(call, span)) ?? [];
    })[0];
    if (found === undefined || (found.kind !== 'text' && !isNameChain(found))) {
      throw new CannotEdit('The text that it would use again is put together.');
    }
    return found.kind === 'text' ? literal(found.value) : { kind: 'source', span: found.span };
  }

  /** A statement of a policy as the library takes it. @throws {CannotEdit} */
  statement(value: FixValue): Code {
    const members = new Map(value.kind === 'map' ? value.members : []);
    const options: CodeMember[] = [];
    for (const [name, member] of members) {
      options.push(...this.#statementOption(name, member));
    }
    return { kind: 'make', path: 'aws-iam.PolicyStatement', arguments: [], options };
  }

  #statementOption(name: string, value: FixValue): readonly CodeMember[] {
    switch (name) {
      case 'Sid':
        return [['sid', this.json(value)]];
      case 'Effect':
        return value.kind === 'scalar' && value.value === 'Deny'
          ? [['effect', library('aws-iam.Effect.DENY')]]
          : [];
      case 'Action':
        return [['actions', this.#listed(value)]];
      case 'Resource':
        return [['resources', this.#listed(value)]];
      case 'Principal':
        return [['principals', list(this.#principal(value))]];
      case 'Condition':
        return [['conditions', this.json(value)]];
      default:
        throw new CannotEdit(`${name} of a statement is not written in CDK source.`);
    }
  }

  #listed(value: FixValue): Code {
    return value.kind === 'list' ? this.json(value) : list(this.json(value));
  }

  #principal(value: FixValue): Code {
    const [[kind, principal] = [], ...others] = value.kind === 'map' ? value.members : [];
    if (value.kind === 'scalar' && value.value === '*') {
      return make('aws-iam.AnyPrincipal');
    }
    if (kind !== 'Service' || principal?.kind !== 'scalar' || others.length > 0) {
      throw new CannotEdit('The principal of the statement is not written in CDK source.');
    }
    return make('aws-iam.ServicePrincipal', literal(principal.value));
  }
}

function symbolCode(symbol: TextSymbol): Code {
  const name = Object.hasOwn(symbols, symbol.kind) ? symbols[symbol.kind] : undefined;
  if (name === undefined) {
    throw new CannotEdit('A part of the text is not known.');
  }
  return library(name);
}

const symbols: Readonly<Record<string, string>> = {
  account: 'Aws.ACCOUNT_ID',
  region: 'Aws.REGION',
  partition: 'Aws.PARTITION',
  'url-suffix': 'Aws.URL_SUFFIX',
};

/** What constructs of level 2 call what `Ref` and `Fn::GetAtt` give. */
const attributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'aws-s3.Bucket': { Ref: 'bucketName', Arn: 'bucketArn' },
  'aws-kms.Key': { Ref: 'keyId', Arn: 'keyArn' },
  'aws-sns.Topic': { Ref: 'topicArn', TopicArn: 'topicArn', TopicName: 'topicName' },
  'aws-logs.LogGroup': { Ref: 'logGroupName', Arn: 'logGroupArn' },
  'aws-iam.Role': { Ref: 'roleName', Arn: 'roleArn' },
};
