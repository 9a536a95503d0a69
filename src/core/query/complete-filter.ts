import type { Localize } from '../localize.ts';
import { fieldNames, type FieldName } from './event-filter.ts';
import { fieldDetail } from './field-words.ts';
import { fieldOf, fields } from './fields.ts';
import { filterPresets } from './presets.ts';
import { writtenValue } from './print-filter.ts';
import { recordMembers } from './record-members.ts';

/** Something that can be put into a filter's text. */
export interface Completion {
  readonly kind: 'field' | 'member' | 'value' | 'preset' | 'operator';
  /** What to show. */
  readonly label: string;
  readonly detail: string;
  /** What to put in place of the range of {@link Completions}. */
  readonly insert: string;
}

/** Completions, and the range of the text (UTF-16 units, `end` exclusive) that they replace. */
export interface Completions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

/** A value that is known to occur, such as one that a facet counts. */
export interface KnownValue {
  readonly value: string;
  readonly label?: string;
  readonly count?: number;
}

/** Tells the values of a field that are known to occur, the most frequent first. */
export type KnownValues = (field: FieldName) => readonly KnownValue[];

const mostItems = 50;

/** A text is looked through to its end for each completion; nobody types a longer one. */
const longestText = 10_000;

const times = ['-1h..', '-24h..', '-7d..', '-30d..', '-90d..', '-24h..-1h', 'now'];

/** What can stand at a place of a filter's text: fields and paths, values behind a field, presets where it is empty. */
export function completionsAt(text: string, offset: number, known: KnownValues, t: Localize): Completions {
  const word = wordAt(text.slice(0, longestText), Math.min(offset, text.length, longestText));
  const typed = text.slice(word.start, Math.max(word.start, offset));
  const items =
    word.field === undefined ? startItems(text, typed, word, t) : valueItems(word.field, typed, known, t);
  return { start: word.start, end: word.end, items: items.slice(0, mostItems) };
}

/** The part of a word that is to be completed. */
interface Word {
  readonly start: number;
  readonly end: number;
  /** The field before the colon, in small letters; undefined where a field can still stand. */
  readonly field: string | undefined;
  readonly isFirst: boolean;
}

/** Finds the word around the offset, minding quotes and the fields before parentheses. */
function wordAt(text: string, offset: number): Word {
  let start = 0;
  let isQuoted = false;
  const groups: (string | undefined)[] = [];
  for (let index = 0; index < offset; index += 1) {
    const unit = text.charAt(index);
    if (isQuoted) {
      index += unit === '\\' ? 1 : 0;
      isQuoted = unit !== '"';
    } else if (unit === '"') {
      isQuoted = true;
    } else if (unit === '(') {
      groups.push(fieldBefore(text.slice(start, index)));
      start = index + 1;
    } else if (unit === ')' || /\s/.test(unit)) {
      groups.length -= unit === ')' && groups.length > 0 ? 1 : 0;
      start = index + 1;
    }
  }
  const end = offset + (isQuoted ? 0 : (/^[^\s()"]*/.exec(text.slice(offset))?.[0].length ?? 0));
  const isFirst = text.slice(0, start).trim() === '';
  while (start < offset && text.charAt(start) === '-' && groups.at(-1) === undefined) {
    start += 1;
  }
  const colon = /^[A-Za-z]+:/.exec(text.slice(start, offset))?.[0];
  return colon === undefined
    ? { start, end, field: groups.at(-1), isFirst }
    : { start: start + colon.length, end, field: colon.slice(0, -1).toLowerCase(), isFirst };
}

function fieldBefore(word: string): string | undefined {
  return /^-*([A-Za-z]+):$/.exec(word)?.[1]?.toLowerCase();
}

function startItems(text: string, typed: string, word: Word, t: Localize): readonly Completion[] {
  const isEmpty = text.trim() === '';
  return [
    ...fieldNames
      .filter((name) => [name, ...fields[name].aliases].some((each) => begins(each, typed)))
      .map((name) => item('field', `${name}:`, fieldDetail(name, t))),
    ...(begins('time', typed)
      ? [item('field', 'time:', t('a range of times, such as {0}', '-24h..-1h'))]
      : []),
    ...(typed === '' ? [] : recordMembers.filter((each) => begins(each, typed))).map((name) =>
      item('member', name, t('a member of the record')),
    ),
    ...(!word.isFirst && begins('OR', typed) ? [item('operator', 'OR', t('one of two'))] : []),
    ...(isEmpty ? filterPresets : [])
      .filter(({ asks }) => asks === undefined)
      .map((preset): Completion => ({
        kind: 'preset',
        label: preset.title(t),
        detail: preset.text,
        insert: preset.text,
      })),
  ];
}

function item(kind: Completion['kind'], text: string, detail: string): Completion {
  return { kind, label: text, detail, insert: text };
}

function begins(word: string, typed: string): boolean {
  return word.toLowerCase().startsWith(typed.toLowerCase());
}

function valueItems(word: string, typed: string, known: KnownValues, t: Localize): readonly Completion[] {
  if (word === 'time') {
    return times.filter((each) => begins(each, typed)).map((each) => item('value', each, ''));
  }
  const field = word === 'readonly' ? 'write' : fieldOf(word);
  if (field === undefined) {
    return [];
  }
  const wanted = typed.replaceAll('"', '').toLowerCase();
  const values = fields[field].values?.map((value): KnownValue => ({ value })) ?? known(field);
  const ranked = values
    .map((each) => ({ each, rank: rankOf(each, wanted) }))
    .filter(({ rank }) => rank > 0)
    .sort((left, right) => right.rank - left.rank);
  return ranked.map(({ each: { value, label, count } }) => ({
    kind: 'value',
    label: label ?? value,
    detail: count === undefined ? '' : count === 1 ? t('1 event') : t('{0} events', count),
    insert: writtenValue(field, value),
  }));
}

/** Values that begin with what was typed come before those that have it elsewhere. */
function rankOf({ value, label }: KnownValue, wanted: string): number {
  const texts = [value.toLowerCase(), (label ?? '').toLowerCase()];
  return texts.some((text) => text.startsWith(wanted))
    ? 2
    : texts.some((text) => text.includes(wanted))
      ? 1
      : 0;
}
