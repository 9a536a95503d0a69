import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { FileProblem } from './file-problem.ts';

/** The records of a file, and what else was in it. */
export interface ParsedContent {
  readonly records: readonly JsonObject[];
  /** How many things stood where records belong and were none. */
  readonly odd: number;
}

/** Records of a file; more do not fit under its number. */
export const mostRecords = 4_194_304;

/** Node makes no longer text of bytes. */
const longestText = 512 * 1024 * 1024 - 32;

/**
 * The records of a content in any of the forms that people have: `{"Records": []}`, a list, one record, one JSON value
 * per line, the output of `aws cloudtrail lookup-events`, events as EventBridge delivers them.
 *
 * @returns `digest` for a digest file
 * @throws {FileProblem} for what is no JSON, or holds no records
 */
export function parseContent(bytes: Buffer): ParsedContent | 'digest' {
  const text = bytes.toString('utf8', bytes[0] === 0xef ? 3 : 0, Math.min(bytes.length, longestText));
  const whole = tryParse(text);
  const found = whole === undefined ? linesOf(text, bytes) : collect(whole);
  if (whole !== undefined && isDigest(whole)) {
    return 'digest';
  }
  if (found.records.length === 0 && (found.odd > 0 || !isEmptyList(whole))) {
    throw new FileProblem('not-cloudtrail', 'The file is JSON, and holds no CloudTrail records.');
  }
  if (found.records.length > mostRecords) {
    throw tooManyRecords();
  }
  return found;
}

function isDigest(value: unknown): boolean {
  return (
    isJsonObject(value) && Array.isArray(value['logFiles']) && typeof value['digestStartTime'] === 'string'
  );
}

/** CloudTrail writes no empty files, but a filter or `lookup-events` may. */
function isEmptyList(value: unknown): boolean {
  const list = isJsonObject(value) ? (value['Records'] ?? value['Events']) : value;
  return Array.isArray(list) && list.length === 0;
}

/** JSON as it stands; undefined for what is none. JSON has no undefined of its own. */
function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function linesOf(text: string, bytes: Buffer): ParsedContent {
  const records: JsonObject[] = [];
  let odd = 0;
  for (const line of text.split('\n')) {
    for (const value of line.trim() === '' ? [] : valuesOf(line)) {
      const found = value === undefined ? { records: [], odd: 1 } : collect(value);
      odd += found.odd;
      for (const record of found.records) {
        records.push(record);
      }
    }
    if (records.length > mostRecords) {
      throw tooManyRecords();
    }
  }
  if (records.length === 0) {
    throw notSound(bytes);
  }
  return { records, odd };
}

/** The values that stand in a line; undefined in place of one that is broken. */
function valuesOf(line: string): readonly unknown[] {
  const whole = tryParse(line);
  if (whole !== undefined) {
    return [whole];
  }
  // Delivered files end without a line feed: those that were put together with `cat` stand in one line.
  const parts = line.split(/(?<=\]\s*\}\s*)(?=\{\s*"Records"\s*:)/);
  return parts.map((part) => (parts.length === 1 ? undefined : tryParse(part)));
}

/** What is wrong with a file of more records than are taken. */
export function tooManyRecords(): FileProblem {
  return new FileProblem('too-large', `It has more than ${mostRecords.toLocaleString('en-US')} records.`);
}

function notSound(bytes: Buffer): FileProblem {
  return bytes.includes(0)
    ? new FileProblem(
        'nul-bytes',
        'The file has NUL bytes in it, as after a crash of the machine that wrote it.',
      )
    : new FileProblem('not-json', 'The file is not sound JSON; it may break off before its end.');
}

/** The records in a value of any of the forms. */
function collect(value: unknown): ParsedContent {
  const records: JsonObject[] = [];
  let odd = 0;
  const list = listOf(value);
  for (const item of list ?? [value]) {
    const record = recordOf(item);
    if (record === undefined) {
      odd += 1;
    } else {
      records.push(record);
    }
  }
  return { records, odd };
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => listOf(isJsonObject(item) ? item : undefined) ?? [item]);
  }
  if (!isJsonObject(value)) {
    return undefined;
  }
  const list = value['Records'] ?? value['Events'];
  return Array.isArray(list) ? list : undefined;
}

/** The record that an item is or carries; undefined for anything else. */
function recordOf(item: unknown): JsonObject | undefined {
  if (!isJsonObject(item)) {
    return undefined;
  }
  const text = item['CloudTrailEvent'];
  const carried = typeof text === 'string' ? tryParse(text) : (item['detail'] ?? item);
  return isRecord(carried) ? carried : undefined;
}

function isRecord(value: unknown): value is JsonObject {
  if (!isJsonObject(value)) {
    return false;
  }
  const source = value['eventSource'];
  // Notifications of S3 come as `Records`, too.
  const isForeign = typeof source === 'string' && source.startsWith('aws:');
  return (
    !isForeign &&
    ['eventName', 'eventID', 'eventId', 'eventType', 'insightDetails'].some(
      (name) => value[name] !== undefined,
    )
  );
}
