import type { Location } from '../../../core/posture/location.ts';
import { nameText, arnText } from '../../../core/posture/resource-texts.ts';
import type { Truth } from '../../../core/posture/truth.ts';
import type { Value } from '../../../core/posture/value.ts';
import type { LineIndex } from '../../syntax/line-index.ts';
import type { AbstractValue, LibraryObject } from '../evaluation/abstract-value.ts';
import type { Atom } from '../evaluation/formula.ts';
import type { LibraryFacts } from '../library-version.ts';
import { Draft } from './draft.ts';
import { isImported } from './imported.ts';
import { deletionPolicyOf } from './library-values.ts';
import type { PendingPolicy } from './pending-policy.ts';
import { Props, type Prop } from './props.ts';
import { Resolver, type Named } from './resolver.ts';

/** What a synthesis is told. */
export interface SynthesisInput {
  readonly lines: LineIndex;
  readonly decide: (atom: Atom) => boolean | undefined;
  readonly idOf: (object: LibraryObject) => string;
  readonly facts: LibraryFacts;
  /** False where an aspect that is not visible may change any construct. */
  readonly isTrusted: boolean;
}

/** The resources that constructs become, in one scenario: what the library would write into a template. */
export class Synthesis {
  readonly resolver: Resolver;
  readonly drafts: Draft[] = [];
  readonly objects: readonly LibraryObject[];
  readonly #policies = new Map<LibraryObject, PendingPolicy>();
  /** The policies of keys, which are properties of them. */
  readonly keyPolicies = new Map<LibraryObject, PendingPolicy>();
  /** Those on what constructs make for themselves. */
  readonly #ownPolicies: PendingPolicy[] = [];
  /** False where a resource may exist of which nothing is known. */
  isComplete = true;
  readonly #input: SynthesisInput;
  readonly #main = new Map<LibraryObject, Draft>();
  readonly #dependencies: {
    readonly from: readonly Draft[];
    readonly on: LibraryObject;
    readonly at: Location;
  }[] = [];

  /** What the version of the library does. */
  get facts(): LibraryFacts {
    return this.#input.facts;
  }

  /** @param objects all that the library made for one template */
  constructor(input: SynthesisInput, objects: readonly LibraryObject[]) {
    this.#input = input;
    this.objects = objects;
    this.resolver = new Resolver(input.lines, input.decide, (object) => this.#named(object));
  }

  /** Makes a resource of a construct: its own, or with a suffix one that the library makes for it. */
  draft(owner: LibraryObject, type: string, suffix = ''): Draft {
    const at = this.resolver.at(owner.nameSpan);
    const draft = new Draft(`${this.#input.idOf(owner)}${suffix}`, type, at, owner);
    draft.isComplete = this.#input.isTrusted && !owner.isEscaped;
    draft.provenance = suffix === '' ? 'written' : 'generated';
    this.drafts.push(draft);
    if (suffix === '') {
      this.#main.set(owner, draft);
    }
    return draft;
  }

  /** The resource that a construct is. */
  mainOf(value: AbstractValue | undefined): Draft | undefined {
    const chosen = value === undefined ? undefined : this.resolver.chosen(value);
    return chosen?.kind === 'made' ? this.#main.get(chosen) : undefined;
  }

  props(object: LibraryObject, index = 2): Props {
    return Props.of(this.resolver, object, index);
  }

  /** Does something whose references are those of a resource. */
  within<Result>(draft: Draft, act: () => Result): Result {
    const before = this.resolver.referred;
    this.resolver.referred = (id, at) => {
      if (id !== draft.id && !draft.references.has(id)) {
        draft.references.set(id, at);
      }
    };
    try {
      return act();
    } finally {
      this.resolver.referred = before;
    }
  }

  /** Sets a property to the value of an expression. */
  set(draft: Draft, name: string, value: AbstractValue, prop?: Prop): void {
    draft.set(
      name,
      this.within(draft, () => this.resolver.value(value)),
      prop,
    );
  }

  /** Takes a prop over as a property; without it, the library's default if there is one. */
  copy(draft: Draft, props: Props, from: string, to: string, whenAbsent?: Value): void {
    const prop = props.get(from);
    if (prop !== undefined) {
      const value = this.within(draft, () => this.resolver.value(prop.value));
      const isDefaulted = value.kind === 'unknown' && whenAbsent !== undefined;
      draft.set(to, isDefaulted ? { ...value, canBeAbsent: false } : value, prop);
    } else if (whenAbsent !== undefined) {
      draft.set(to, whenAbsent);
    }
  }

  /** Sets a property to a value by whether a prop is on; unknown where that is not known. */
  setIf(draft: Draft, prop: Prop | undefined, isOn: Truth, name: string, value: Value): void {
    if (isOn === 'unknown') {
      draft.set(name, { kind: 'unknown', canBeAbsent: true, at: prop?.at ?? draft.at }, prop);
    } else if (isOn === 'yes') {
      draft.set(name, value, prop);
    }
  }

  boolean(value: boolean, at: Location): Value {
    return { kind: 'boolean', value, at };
  }

  /** What the constructs of level 2 have: a policy of retaining by default, and `applyRemovalPolicy`. */
  setRemovalPolicy(draft: Draft, props: Props, isRetainedByDefault: boolean): void {
    const prop = props.get('removalPolicy');
    const retain: Value = { kind: 'text', text: ['Retain'], at: draft.at };
    const byDefault: Value = isRetainedByDefault ? retain : { kind: 'absent', at: draft.at };
    this.#setPolicies(draft, prop === undefined ? byDefault : this.#removal(prop.value, prop.at));
    this.applyRemovalPolicies(draft, ['applyRemovalPolicy']);
  }

  /** The removal policies that are applied to a construct later. */
  applyRemovalPolicies(draft: Draft, path: readonly string[]): void {
    for (const { path: used, arguments: given, guard, span } of draft.owner.uses) {
      const [value] = given.positional;
      const isApplied = this.resolver.holds(guard);
      if (used.join('.') === path.join('.') && isApplied !== false) {
        const at = this.resolver.at(span);
        const unsure: Value = { kind: 'unknown', canBeAbsent: true, at };
        this.#setPolicies(
          draft,
          isApplied === undefined || value === undefined ? unsure : this.#removal(value, at),
        );
      }
    }
  }

  #removal(value: AbstractValue, at: Location): Value {
    const chosen = this.resolver.chosen(value);
    const policy = chosen.kind === 'library' ? deletionPolicyOf(chosen.path) : undefined;
    return policy === undefined
      ? { kind: 'unknown', canBeAbsent: true, at }
      : { kind: 'text', text: [policy], at };
  }

  #setPolicies(draft: Draft, policy: Value): void {
    draft.deletionPolicy = policy;
    draft.updateReplacePolicy = policy;
  }

  /** The policy on a bucket, key or topic, which the library makes when it is first asked to add to it. */
  policyOf(object: LibraryObject, make: () => PendingPolicy): PendingPolicy {
    const known = this.#policies.get(object) ?? make();
    this.#policies.set(object, known);
    return known;
  }

  addPolicy(policy: PendingPolicy): void {
    this.#ownPolicies.push(policy);
  }

  /** Notes that resources wait for all of a construct. */
  depend(from: readonly Draft[], on: LibraryObject, at: Location): void {
    this.#dependencies.push({ from, on, at });
  }

  /** The resources that a construct and all in it became. */
  allOf(object: LibraryObject): readonly Draft[] {
    return this.drafts.filter(({ owner }) => isWithin(owner, object));
  }

  /** Gives the resources what is known only when all of them are there. */
  finish(): readonly Draft[] {
    for (const policy of [...this.#policies.values(), ...this.#ownPolicies]) {
      policy.finish();
    }
    for (const { from, on, at } of this.#dependencies) {
      for (const { id } of this.allOf(on)) {
        from.filter((draft) => draft.id !== id).forEach((draft) => draft.dependsOn.set(id, at));
      }
    }
    return this.drafts;
  }

  /** The ARN of a resource. */
  arnOf(draft: Draft): Value {
    return { kind: 'text', text: arnText(draft), at: draft.at };
  }

  #named(object: LibraryObject): Named | undefined {
    const draft = this.#main.get(object);
    if (draft !== undefined) {
      return { id: draft.id, type: draft.type, name: nameText(draft) };
    }
    // Not one of those that trails touch, or one of another stack: its name is all that is known of it.
    const isConstruct = object.scope !== undefined || object.arguments.positional[1]?.kind === 'text';
    const id = this.#input.idOf(object);
    return isConstruct && !isImported(object) && !object.type.includes('#')
      ? { id, type: '', name: [{ kind: 'ref', resource: id }] }
      : undefined;
  }
}

/** Whether a construct is another one or inside it. */
function isWithin(object: LibraryObject, container: LibraryObject): boolean {
  for (let current: LibraryObject | undefined = object; current !== undefined; current = current.scope) {
    if (current === container) {
      return true;
    }
  }
  return false;
}
