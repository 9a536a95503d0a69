import type { Member, Value } from '../../../core/posture/value.ts';
import type { AbstractValue } from '../evaluation/abstract-value.ts';
import { Props } from './props.ts';
import type { Synthesis } from './synthesis.ts';

/** A lifecycle rule of `s3.Bucket`, as far as it says how long objects are kept. */
export function lifecycleRule(synthesis: Synthesis, value: AbstractValue): Value {
  const { resolver } = synthesis;
  const at = resolver.at(value.span);
  const props = new Props(
    resolver,
    { positional: [value], isComplete: true, keywords: undefined },
    0,
    value.span,
  );
  const isEnabled = props.flag('enabled', true);
  const members = new Map<string, Member>();
  const add = (name: string, inner: Value): void => {
    members.set(name, { keyAt: at, at, value: inner });
  };
  add(
    'Status',
    isEnabled === 'unknown'
      ? { kind: 'unknown', canBeAbsent: false, at }
      : { kind: 'text', text: [isEnabled === 'yes' ? 'Enabled' : 'Disabled'], at },
  );
  const expiration = props.get('expiration');
  if (expiration !== undefined) {
    const days = durationInDays(synthesis, expiration.value);
    add(
      'ExpirationInDays',
      days === undefined
        ? { kind: 'unknown', canBeAbsent: false, at: expiration.at }
        : { kind: 'number', value: days, at: expiration.at },
    );
  }
  for (const [from, to] of copied) {
    const prop = props.get(from);
    if (prop !== undefined) {
      members.set(to, { keyAt: prop.keyAt, at: prop.at, value: resolver.value(prop.value) });
    }
  }
  return { kind: 'map', members, isComplete: props.isComplete, at };
}

const copied = [
  ['prefix', 'Prefix'],
  ['expirationDate', 'ExpirationDate'],
  ['expiredObjectDeleteMarker', 'ExpiredObjectDeleteMarker'],
  ['tagFilters', 'TagFilters'],
] as const;

/** `Duration.days(90)`. */
export function durationInDays({ resolver }: Synthesis, value: AbstractValue): number | undefined {
  const chosen = resolver.chosen(value);
  const [amount] = chosen.kind === 'made' ? chosen.arguments.positional : [];
  const count = amount === undefined ? undefined : resolver.chosen(amount);
  if (chosen.kind !== 'made' || count?.kind !== 'number') {
    return undefined;
  }
  switch (chosen.type) {
    case 'Duration.days':
      return count.value;
    case 'Duration.hours':
      return count.value / 24;
    default:
      return undefined;
  }
}
