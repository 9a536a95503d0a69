import type { Location } from '../../../core/posture/location.ts';
import type { Member, Value } from '../../../core/posture/value.ts';
import type { Use } from '../evaluation/abstract-value.ts';
import type { Draft } from './draft.ts';
import { propertyName } from './level-one.ts';
import type { Synthesis } from './synthesis.ts';

/** The ways around the constructs of level 2: changes of the resource itself, in the order in which they are made. */
export function applyOverrides(synthesis: Synthesis, draft: Draft): void {
  const isLevelOne = /\.Cfn\w+$/.test(draft.owner.type);
  for (const use of draft.owner.uses) {
    const isDefaultChild = use.path[0] === 'node' && use.path[1] === 'defaultChild';
    if (isDefaultChild || isLevelOne) {
      apply(synthesis, draft, use, isDefaultChild ? use.path.slice(2) : use.path);
    } else if (use.path[0] === 'node' && (use.path.at(-1) ?? '').endsWith('Override')) {
      // A child of the construct that is not told apart.
      synthesis.allOf(draft.owner).forEach((each) => (each.isComplete = false));
    }
  }
}

function apply(synthesis: Synthesis, draft: Draft, use: Use, path: readonly string[]): void {
  const isMade = synthesis.resolver.holds(use.guard);
  const [method = ''] = path;
  if (isMade === false || path.length !== 1) {
    return;
  }
  const [first, second] = use.arguments.positional;
  const name = first === undefined ? undefined : synthesis.resolver.chosen(first);
  const place = { keyAt: synthesis.resolver.at(use.nameSpan), at: synthesis.resolver.at(use.span) };
  const isUnsure = isMade === undefined || use.isRepeated;
  if (use.kind === 'assignment') {
    const value =
      first &&
      synthesis.within(draft, () =>
        synthesis.resolver.value(first, (inner) => propertyName(draft.type, inner)),
      );
    if (value !== undefined && !/^(?:node|stack|cfnOptions)$/.test(method)) {
      draft.set(propertyName(draft.type, method), isUnsure ? unknown(value.at) : value, place);
    }
    return;
  }
  if (!/^add(?:Property)?(?:Deletion)?Override$/.test(method)) {
    return;
  }
  if (name?.kind !== 'text') {
    draft.isComplete = false;
    return;
  }
  const isDeletion = method.includes('Deletion');
  const given: Value =
    isDeletion || second === undefined
      ? { kind: 'absent', at: place.at }
      : synthesis.within(draft, () => synthesis.resolver.value(second));
  const names = splitPath(name.value);
  override(
    draft,
    method.includes('Property') ? ['Properties', ...names] : names,
    isUnsure ? unknown(place.at) : given,
    place,
  );
}

function unknown(at: Location): Value {
  return { kind: 'unknown', canBeAbsent: true, at };
}

/** `A.B.0`; a dot in a name is written `\.`. */
function splitPath(path: string): readonly string[] {
  return path.split(/(?<!\\)\./).map((name) => name.replaceAll('\\.', '.'));
}

type Place = Pick<Member, 'keyAt' | 'at'>;

function override(
  draft: Draft,
  [section, name, ...rest]: readonly string[],
  value: Value,
  place: Place,
): void {
  if (section === 'DeletionPolicy') {
    draft.deletionPolicy = { ...value, at: place.at };
  } else if (section === 'UpdateReplacePolicy') {
    draft.updateReplacePolicy = { ...value, at: place.at };
  } else if (section === 'Properties' && name !== undefined) {
    const before = draft.member(name);
    const isWhole = rest.length === 0;
    draft.set(name, within(before?.value, rest, value, place), isWhole ? place : (before ?? place));
  }
}

/** A value with another one put into it at a path. */
function within(before: Value | undefined, path: readonly string[], value: Value, place: Place): Value {
  const [name, ...rest] = path;
  if (name === undefined) {
    return value;
  }
  if (before?.kind === 'list' && /^\d+$/.test(name)) {
    const items = [...before.items];
    items[Number(name)] = within(items[Number(name)], rest, value, place);
    return {
      ...before,
      items: items.filter((item) => item.kind !== 'absent'),
      isComplete: before.isComplete && Number(name) <= before.items.length,
    };
  }
  if (before !== undefined && before.kind !== 'map') {
    return unknown(place.at);
  }
  const members = new Map(before?.members);
  const inner = within(members.get(name)?.value, rest, value, place);
  if (inner.kind === 'absent') {
    members.delete(name);
  } else {
    const known = members.get(name);
    members.set(name, { ...(rest.length === 0 ? place : (known ?? place)), value: inner });
  }
  return { kind: 'map', members, isComplete: before?.isComplete ?? true, at: before?.at ?? place.at };
}
