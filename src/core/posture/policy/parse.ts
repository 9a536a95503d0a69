import type { JsonValue } from '../../json.ts';
import type { Location } from '../location.ts';
import { textOf } from '../properties.ts';
import { literalOf, type TextPart } from '../symbolic-text.ts';
import { itemsOf, member, type MapValue, type Value } from '../value.ts';
import { valueFromJson } from './json-value.ts';
import type { Clause, Condition, Patterns, PolicyDocument, PrincipalClause, Statement } from './policy.ts';

const parsed = new WeakMap<Value, PolicyDocument>();

/**
 * The policy in a value: a map, or a text of JSON. No value is no statements; what is unknown, or is no policy, is an
 * incomplete one. Never throws.
 */
export function parsePolicy(value: Value): PolicyDocument {
  const known = parsed.get(value);
  if (known !== undefined) {
    return known;
  }
  const document = documentOf(value);
  parsed.set(value, document);
  return document;
}

/**
 * The policy in JSON, parsed or as text.
 *
 * @param document the name that the locations of its statements carry
 */
export function policyFromJson(json: JsonValue, document = 'policy'): PolicyDocument {
  return parsePolicy(valueFromJson(json, nowhere(document)));
}

/** The statements of all documents as one policy: of a role, its inline and its managed ones. */
export function mergePolicies(documents: readonly PolicyDocument[], at: Location): PolicyDocument {
  return {
    statements: documents.flatMap(({ statements }) => statements),
    isComplete: documents.every(({ isComplete }) => isComplete),
    at,
  };
}

function nowhere(document: string): Location {
  const start = { line: 0, character: 0 };
  return { document, range: { start, end: start } };
}

function documentOf(value: Value): PolicyDocument {
  switch (value.kind) {
    case 'absent':
    case 'null':
      return { statements: [], isComplete: true, at: value.at };
    case 'map':
      return documentOfMap(value);
    case 'text': {
      const map = mapFromText(value.text, value.at);
      return map === undefined ? unknownDocument(value.at) : documentOfMap(map);
    }
    default:
      return unknownDocument(value.at);
  }
}

function unknownDocument(at: Location): PolicyDocument {
  return { statements: [], isComplete: false, at };
}

function documentOfMap(map: MapValue): PolicyDocument {
  const statement = member(map, 'Statement');
  const items = itemsOf(statement);
  const maps = items.filter((item) => item.kind === 'map');
  const isListComplete = statement.kind !== 'list' || statement.isComplete;
  return {
    statements: maps.map(statementOf),
    isComplete: isListComplete && maps.length === items.length,
    at: map.at,
  };
}

/** Symbols in a text of JSON stand inside its strings: they become characters that no policy has, and back. */
function mapFromText(text: readonly TextPart[], at: Location): MapValue | undefined {
  const symbols: TextPart[] = [];
  const json = text
    .map((part) => (typeof part === 'string' ? part : `\uE000${symbols.push(part) - 1}\uE001`))
    .join('');
  try {
    const value = valueFromJson(JSON.parse(json) as JsonValue, at, symbols);
    return value.kind === 'map' ? value : undefined;
  } catch {
    return undefined;
  }
}

function statementOf(map: MapValue): Statement {
  const sid = textOf(member(map, 'Sid'));
  const literalSid = sid === undefined ? undefined : literalOf(sid);
  const principal = principalOf(map);
  const resource = clauseOf(map, 'Resource', 'NotResource');
  const action = clauseOf(map, 'Action', 'NotAction');
  const { conditions, isComplete } = conditionsOf(member(map, 'Condition'));
  return {
    ...(literalSid === undefined ? {} : { sid: literalSid }),
    effect: effectOf(member(map, 'Effect')),
    ...(principal === undefined ? {} : { principal }),
    action: action ?? { patterns: [], isComplete: true, isNegated: false },
    ...(resource === undefined ? {} : { resource }),
    conditions,
    hasAllConditions: isComplete,
    at: map.at,
  };
}

function effectOf(value: Value): Statement['effect'] {
  const text = textOf(value);
  switch (text === undefined ? undefined : literalOf(text)) {
    case 'Allow':
      return 'allow';
    case 'Deny':
      return 'deny';
    default:
      return 'unknown';
  }
}

function clauseOf(map: MapValue, name: string, negatedName: string): Clause | undefined {
  const [positive, negative] = [member(map, name), member(map, negatedName)];
  if (positive.kind === 'absent' && negative.kind === 'absent') {
    return undefined;
  }
  const isNegated = positive.kind === 'absent';
  return { ...patternsOf(isNegated ? negative : positive), isNegated };
}

function patternsOf(value: Value): Patterns {
  const items = itemsOf(value);
  const patterns = items.flatMap((item) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ text, at: item.at }];
  });
  const isListComplete = value.kind !== 'list' || value.isComplete;
  return { patterns, isComplete: isListComplete && patterns.length === items.length };
}

const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

function principalOf(map: MapValue): PrincipalClause | undefined {
  const [positive, negative] = [member(map, 'Principal'), member(map, 'NotPrincipal')];
  if (positive.kind === 'absent' && negative.kind === 'absent') {
    return undefined;
  }
  const isNegated = positive.kind === 'absent';
  const value = isNegated ? negative : positive;
  if (value.kind !== 'map') {
    const { patterns, isComplete } = patternsOf(value);
    const entries = patterns.map((pattern) => ({ ...pattern, type: 'AWS' as const }));
    return { entries, isComplete, isNegated, at: value.at };
  }
  const byType = principalTypes.map((type) => ({ type, ...patternsOf(member(value, type)) }));
  return {
    entries: byType.flatMap(({ type, patterns }) => patterns.map((pattern) => ({ ...pattern, type }))),
    isComplete: value.isComplete && byType.every(({ isComplete }) => isComplete),
    isNegated,
    at: value.at,
  };
}

function conditionsOf(value: Value): { conditions: readonly Condition[]; isComplete: boolean } {
  if (value.kind === 'absent' || value.kind === 'null') {
    return { conditions: [], isComplete: true };
  }
  if (value.kind !== 'map') {
    return { conditions: [], isComplete: false };
  }
  let isComplete = value.isComplete;
  const conditions: Condition[] = [];
  for (const [operator, { value: keys }] of value.members) {
    if (keys.kind !== 'map') {
      isComplete = false;
      continue;
    }
    isComplete &&= keys.isComplete;
    for (const [key, { value: values, at }] of keys.members) {
      conditions.push({ operator, key: key.toLowerCase(), name: key, values: patternsOf(values), at });
    }
  }
  return { conditions, isComplete };
}
