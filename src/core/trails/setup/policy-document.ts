import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts';

/** A policy as somebody wrote it: all of it is kept, only statements are added or taken away. */
export interface PolicyText {
  /** JSON without spaces. */
  readonly text: string;
  /** The statements that were not there before. */
  readonly added: readonly JsonObject[];
}

/** A policy of these statements. */
export function policyOf(statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/**
 * A policy with statements added behind its own. What is in it already, whatever it is called there, is not added
 * again, so that merging twice is merging once; a `Sid` that is taken gets a number behind it.
 *
 * @param existing the policy's text; null where there is none
 * @returns undefined where the existing text is no policy
 */
export function mergeStatements(
  existing: string | null,
  statements: readonly JsonObject[],
): PolicyText | undefined {
  if (existing === null) {
    return { text: policyOf(statements), added: statements };
  }
  const document = parseJson(existing);
  const own = document === undefined ? undefined : statementsOf(document);
  if (document === undefined || own === undefined) {
    return undefined;
  }
  const added: JsonObject[] = [];
  for (const statement of statements) {
    const all = [...own, ...added];
    if (!all.some((other) => sameStatement(other, statement))) {
      added.push(withFreeSid(statement, all));
    }
  }
  return added.length === 0
    ? { text: existing, added }
    : { text: JSON.stringify({ ...document, Statement: [...own, ...added] }), added };
}

/**
 * A policy without some statements.
 *
 * @returns the rest: null where no statement is left, undefined where the text is no policy or has none of them
 */
export function withoutStatements(
  existing: string,
  statements: readonly JsonObject[],
): string | null | undefined {
  const document = parseJson(existing);
  const own = document === undefined ? undefined : statementsOf(document);
  if (document === undefined || own === undefined) {
    return undefined;
  }
  const rest = own.filter((statement) => !statements.some((other) => sameValue(other, statement)));
  if (rest.length === own.length) {
    return undefined;
  }
  return rest.length === 0 ? null : JSON.stringify({ ...document, Statement: rest });
}

/** Whatever a policy says under the names of some statements. */
export function namedAs(policy: string, statements: readonly JsonObject[]): readonly JsonObject[] {
  const names = new Set(statements.map(({ Sid }) => Sid));
  const document = parseJson(policy);
  const own = document === undefined ? undefined : statementsOf(document);
  return own?.filter(({ Sid }) => Sid !== undefined && names.has(Sid)) ?? [];
}

/** The length of a text in UTF-8, as the services count policies. */
export function byteLength(text: string): number {
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** The statements of a policy; undefined for what is none. One statement may stand without a list. */
function statementsOf({ Statement }: JsonObject): readonly JsonObject[] | undefined {
  const list: readonly JsonValue[] = isList(Statement)
    ? Statement
    : Statement === undefined
      ? []
      : [Statement];
  return list.every(isJsonObject) ? list : undefined;
}

function parseJson(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function sameStatement(a: JsonObject, b: JsonObject): boolean {
  return sameValue({ ...a, Sid: null }, { ...b, Sid: null });
}

function withFreeSid(statement: JsonObject, others: readonly JsonObject[]): JsonObject {
  const taken = new Set(others.map(({ Sid }) => Sid));
  const sid = statement['Sid'];
  if (typeof sid !== 'string' || !taken.has(sid)) {
    return statement;
  }
  let number = 2;
  while (taken.has(`${sid}n${number}`)) {
    number++;
  }
  return { ...statement, Sid: `${sid}n${number}` };
}

/**
 * Whether two values of AWS are the same: the order of members does not count, a missing member is a null one and an
 * empty list, and a text with JSON in it is its content (IAM answers policies percent-encoded).
 */
export function sameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical(value: JsonValue | undefined): JsonValue {
  if (typeof value === 'string') {
    const json = jsonIn(value);
    return json === undefined ? value : canonical(json);
  }
  if (isList(value)) {
    return value.map(canonical);
  }
  if (!isJsonObject(value)) {
    return value ?? null;
  }
  const members = Object.entries(value)
    .map(([name, member]): [string, JsonValue] => [name, canonical(member)])
    .filter(([, member]) => member !== null && !(isList(member) && member.length === 0));
  return Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function jsonIn(text: string): JsonObject | undefined {
  if (text.startsWith('{')) {
    return parseJson(text);
  }
  return text.startsWith('%7B') ? parseJson(decodedPolicy(text)) : undefined;
}

/** A policy as IAM answers it, decoded. */
export function decodedPolicy(text: string): string {
  try {
    return text.startsWith('%7B') ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}

/** `Array.isArray` does not narrow a readonly list out of a JSON value. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
