import type { Location } from '../../../core/posture/location.ts';
import { attributeText, referenceText } from '../../../core/posture/resource-texts.ts';
import { concatText, literalText, type SymbolicText } from '../../../core/posture/symbolic-text.ts';
import type { Member, Value } from '../../../core/posture/value.ts';
import type { LineIndex } from '../../syntax/line-index.ts';
import type { AbstractValue, Attribute, LibraryObject, UnknownValue } from '../evaluation/abstract-value.ts';
import { holds, type Atom, type Formula } from '../evaluation/formula.ts';
import { isNamed } from '../evaluation/library-names.ts';
import type { Span } from '../syntax/program.ts';
import { importedText } from './imported.ts';
import { libraryValue } from './library-values.ts';
import { policyPart } from './iam.ts';

/** Resolved values nest no deeper than this: an object can be assigned into itself. */
const maximumDepth = 40;

/** So many values are resolved in one scenario: lists of lists of lists would have no end. */
const maximumValues = 200_000;

/** A value as it is in one scenario: no choice any more. */
export type Resolved = Exclude<AbstractValue, { kind: 'choice' }>;

/** What is known of a construct whose attributes are asked for. */
export interface Named {
  readonly id: string;
  readonly type: string;
  /** Its physical name, as far as it is known, else the symbol of a generated one. */
  readonly name: SymbolicText;
}

/** Turns what expressions are worth into values of properties, in one scenario. */
export class Resolver {
  readonly #lines: LineIndex;
  readonly #decide: (atom: Atom) => boolean | undefined;
  readonly #named: (object: LibraryObject) => Named | undefined;
  readonly #unknownNames = new Map<string, string>();
  #depth = 0;
  #spent = 0;
  /** Called with each resource that a value refers to, and where. */
  referred: (id: string, at: Location) => void = () => undefined;

  constructor(
    lines: LineIndex,
    decide: (atom: Atom) => boolean | undefined,
    named: (object: LibraryObject) => Named | undefined,
  ) {
    this.#lines = lines;
    this.#decide = decide;
    this.#named = named;
  }

  at({ start, end }: Span): Location {
    return this.#lines.location(start, end);
  }

  /** Whether a formula holds in this scenario; undefined only where there are too many scenarios. */
  holds(formula: Formula): boolean | undefined {
    return holds(formula, this.#decide);
  }

  /** The value that is chosen in this scenario. */
  chosen(value: AbstractValue): Resolved {
    let current = value;
    while (current.kind === 'choice' || (current.kind === 'instance' && current.base !== undefined)) {
      if (current.kind === 'instance') {
        current = current.base ?? current;
        continue;
      }
      const chosen = this.holds(current.formula);
      if (chosen === undefined) {
        return {
          kind: 'unknown',
          canBeAbsent: true,
          key: `at ${value.span.start}`,
          text: '',
          span: value.span,
        };
      }
      current = chosen ? current.whenTrue : current.whenFalse;
    }
    return current;
  }

  /**
   * The value of a property.
   *
   * @param keyOf the name that a member of an object has in the template
   */
  value(value: AbstractValue, keyOf: (name: string) => string = asWritten): Value {
    const chosen = this.chosen(value);
    const at = this.at(chosen.span);
    this.#spent += 1;
    if (this.#depth > maximumDepth || this.#spent > maximumValues) {
      return { kind: 'unknown', canBeAbsent: true, at };
    }
    this.#depth += 1;
    const resolved = this.#value(chosen, at, keyOf);
    this.#depth -= 1;
    return resolved;
  }

  #value(value: Resolved, at: Location, keyOf: (name: string) => string): Value {
    switch (value.kind) {
      case 'number':
        return { kind: 'number', value: value.value, at };
      case 'truth': {
        const isTrue = this.holds(value.formula);
        return isTrue === undefined ? unknown(at) : { kind: 'boolean', value: isTrue, at };
      }
      case 'nothing':
        return { kind: 'absent', at };
      case 'list': {
        const items = value.items
          .map((item) => this.value(item, keyOf))
          .filter(({ kind }) => kind !== 'absent');
        return { kind: 'list', items, isComplete: value.isComplete, at };
      }
      case 'object':
        return this.#map(value, at, keyOf);
      case 'library': {
        const known = libraryValue(value.path);
        return typeof known === 'number' ? { kind: 'number', value: known, at } : textOr(known, at);
      }
      case 'made':
        return this.#madeValue(value, at, keyOf);
      case 'unknown':
        return { kind: 'unknown', canBeAbsent: value.canBeAbsent, at };
      default: {
        const text = this.text(value);
        return text === undefined ? unknown(at) : { kind: 'text', text, at };
      }
    }
  }

  #map(value: Extract<Resolved, { kind: 'object' }>, at: Location, keyOf: (name: string) => string): Value {
    const members = new Map<string, Member>();
    for (const entry of value.entries) {
      const name = keyOf(entry.name);
      const inner = this.value(entry.value, keyOf);
      members.delete(name);
      if (inner.kind !== 'absent') {
        members.set(name, { keyAt: this.at(entry.nameSpan), at: this.at(entry.span), value: inner });
      }
    }
    return { kind: 'map', members, isComplete: value.isComplete, at };
  }

  /** What the library makes of objects that are no constructs: texts, policy statements, structures of Python. */
  #madeValue(value: LibraryObject, at: Location, keyOf: (name: string) => string): Value {
    const text = this.text(value);
    if (text !== undefined) {
      return { kind: 'text', text, at };
    }
    const { keywords, positional } = value.arguments;
    const isStructure = keywords !== undefined && positional.length === 0;
    return policyPart(this, value) ?? (isStructure ? this.#map(keywords, at, keyOf) : unknown(at));
  }

  /** A value as a text; undefined for what is none, and where nothing at all is known. */
  text(value: AbstractValue): SymbolicText | undefined {
    this.#spent += 1;
    if (this.#spent > maximumValues) {
      return undefined;
    }
    const chosen = this.chosen(value);
    switch (chosen.kind) {
      case 'text':
        return chosen.value.includes('{{resolve:') ? undefined : literalText(chosen.value);
      case 'number':
        return literalText(String(chosen.value));
      case 'joined':
        return this.#joined(chosen.parts);
      case 'symbol':
        return [chosen.symbol];
      case 'library': {
        const known = libraryValue(chosen.path);
        return known === undefined ? undefined : literalText(String(known));
      }
      case 'attribute':
        return this.#attributeText(chosen);
      case 'made':
        return this.#madeText(chosen);
      default:
        return undefined;
    }
  }

  /** In a text, what is not known is a symbol: the same wherever the same unknown thing stands. */
  #joined(parts: readonly AbstractValue[]): SymbolicText | undefined {
    const texts = parts.map((part) => {
      const chosen = this.chosen(part);
      return chosen.kind === 'unknown' ? this.#unknownText(chosen) : this.text(chosen);
    });
    const known = texts.filter((text) => text !== undefined);
    return known.length === texts.length ? concatText(...known) : undefined;
  }

  #unknownText({ key, text }: UnknownValue): SymbolicText {
    let name = this.#unknownNames.get(key);
    if (name === undefined) {
      const isTaken = [...this.#unknownNames.values()].includes(text);
      name = isTaken ? `${text} (${this.#unknownNames.size + 1})` : text;
      this.#unknownNames.set(key, name);
    }
    return [{ kind: 'parameter', name }];
  }

  /** What a construct knows of itself. */
  #attributeText({ object, path, span }: Attribute): SymbolicText | undefined {
    const imported = importedText(this, object, path);
    if (imported !== undefined) {
      return imported.text;
    }
    const named = this.#named(object);
    const mirrored = levelOneProp(object, path);
    if (mirrored !== undefined) {
      return this.text(mirrored);
    }
    if (named === undefined) {
      return undefined;
    }
    this.referred(named.id, this.at(span));
    return attributeTextOf(named, path);
  }

  #madeText(value: LibraryObject): SymbolicText | undefined {
    const [first, second] = value.arguments.positional;
    const receiver = value.receiver === undefined ? undefined : this.chosen(value.receiver);
    if (value.type.endsWith('#arnForObjects') && receiver?.kind === 'made' && first !== undefined) {
      const { span } = value;
      const bucketArn: Attribute = { kind: 'attribute', object: receiver, path: ['bucketArn'], span };
      return this.#joined([bucketArn, { kind: 'text', value: '/', span }, first]);
    }
    if (value.type === 'Fn.join' && first?.kind === 'text' && second?.kind === 'list' && second.isComplete) {
      return this.#joined(second.items.flatMap((item, index) => (index === 0 ? [item] : [first, item])));
    }
    if (value.type === 'Token.asString' && first !== undefined) {
      return this.text(first);
    }
    return undefined;
  }
}

/** A resource of level 1 has its props as members of their names. */
function levelOneProp(
  { type, arguments: given }: LibraryObject,
  path: readonly string[],
): AbstractValue | undefined {
  const [name = ''] = path;
  if (!/\.Cfn\w+$/.test(type) || path.length !== 1 || name === 'ref' || name.startsWith('attr')) {
    return undefined;
  }
  const props = given.keywords ?? given.positional[2];
  return props?.kind === 'object'
    ? props.entries.findLast((entry) => isNamed(entry.name, name))?.value
    : undefined;
}

function asWritten(name: string): string {
  return name;
}

function unknown(at: Location): Value {
  return { kind: 'unknown', canBeAbsent: true, at };
}

function textOr(text: string | undefined, at: Location): Value {
  return text === undefined ? unknown(at) : { kind: 'text', text: literalText(text), at };
}

/** The attributes of the constructs that trails touch: what `Ref` gives under some name, or one of `Fn::GetAtt`. */
function attributeTextOf({ id, type, name }: Named, path: readonly string[]): SymbolicText | undefined {
  const [first = ''] = path;
  if (path.length > 1) {
    return first === 'node' ? undefined : [{ kind: 'attribute', resource: id, attribute: path.join('.') }];
  }
  const attribute = /^attr([A-Z]\w*)$/.exec(first)?.[1];
  if (attribute !== undefined) {
    return attributeText(type, name, id, attribute);
  }
  if (first === 'ref' || references.has(first)) {
    return referenceText(type, name, id);
  }
  const known = Object.hasOwn(attributeNames, first) ? attributeNames[first] : undefined;
  return known === undefined
    ? [{ kind: 'attribute', resource: id, attribute: first }]
    : attributeText(type, name, id, known);
}

const references = new Set([
  'bucketName',
  'keyId',
  'topicArn',
  'logGroupName',
  'roleName',
  'aliasName',
  'functionName',
  'tableName',
  'managedPolicyArn',
]);

const attributeNames: Readonly<Record<string, string>> = {
  bucketArn: 'Arn',
  keyArn: 'Arn',
  topicName: 'TopicName',
  logGroupArn: 'Arn',
  roleArn: 'Arn',
  roleId: 'RoleId',
  trailArn: 'Arn',
  functionArn: 'Arn',
  tableArn: 'Arn',
};
