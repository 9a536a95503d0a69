/**
 * A record as the rows of a tree. Rows are flat and all of one height, so that a long record is shown by drawing the
 * few that are in sight; a long text is a node of its own, with its lines below it.
 */
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import type { RecordPath } from '../../protocol/messages.ts';
import { printable } from '../ui/printable.ts';

/** A row of the tree. */
export interface TreeRow {
  /** Stable over changes of what is open; a JSON pointer, with a line number for a line of a text. */
  readonly id: string;
  /** Where the value is in the record. A line of a text has the path of the text. */
  readonly path: RecordPath;
  /** From 1, as `aria-level`. */
  readonly level: number;
  /** The member's name or the item's index; of members that hold just one another, all of them: `instancesSet.items[0]`. */
  readonly label: string;
  readonly kind: RowKind;
  /** The value in one line: a scalar itself, a closed container or long text in short, a line of a text. */
  readonly text: string;
  /** Undefined for a row with nothing below it. */
  readonly isOpen: boolean | undefined;
  /** The index of the row that this one is under, in the same rows. */
  readonly parent: number | undefined;
  /** From 1, among the rows under the same parent. */
  readonly position: number;
  readonly siblings: number;
}

export type RowKind = 'object' | 'array' | 'string' | 'long-text' | 'line' | 'number' | 'boolean' | 'null';

/** Characters in a line of a long text; a text that is longer, or has lines of its own, is a long one. */
const lineWidth = 100;
const onePiece = new RegExp(`.{1,${lineWidth}}`, 'gsu');

/** The members that a closed object or array names. */
const previewLength = 4;

/** Decides whether the node with an id is open. */
export type IsOpen = (id: string) => boolean;

/** The rows in sight when the nodes with these ids are open. The record has to be of bounded depth. */
export function treeRows(record: JsonObject, isOpen: IsOpen): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  addChildren(
    rows,
    { id: '', path: [], value: record, children: childrenOf(record), level: 0, label: '' },
    isOpen,
  );
  return rows;
}

/** What a reader wants to see at once: what was asked for and what came of it. */
const openAtFirst = new Set<unknown>(['requestParameters', 'responseElements', 'insightDetails', 'summary']);

/** The ids of the nodes that are open when a record is shown for the first time. */
export function initiallyOpen(record: JsonObject): readonly string[] {
  const closed = treeRows(record, () => false).filter((row) => row.isOpen === false);
  return closed.filter((row) => openAtFirst.has(row.path[0])).map((row) => row.id);
}

/** The ids of the nodes that must be open for the row at this index to be in sight. */
export function ancestorIds(rows: readonly TreeRow[], index: number): readonly string[] {
  const ids: string[] = [];
  for (let above = rows[index]?.parent; above !== undefined; above = rows[above]?.parent) {
    ids.push(rows[above]?.id ?? '');
  }
  return ids;
}

interface Node {
  readonly id: string;
  readonly path: RecordPath;
  readonly value: JsonValue;
  /** Made once: a record can have tens of thousands of nodes, and each is asked several times. */
  readonly children: readonly Child[];
  readonly level: number;
  readonly label: string;
}

type Child = readonly [step: string | number, value: JsonValue];

type Place = Pick<TreeRow, 'parent' | 'position' | 'siblings'>;

function addChildren(rows: TreeRow[], above: Node, isOpen: IsOpen, parent?: number): void {
  const siblings = above.children.length;
  above.children.forEach((child, index) => {
    const node = compacted(childNode(above, child));
    const place = { parent, position: index + 1, siblings };
    if (isLongText(node.value)) {
      addLongText(rows, node, node.value, isOpen, place);
      return;
    }
    const open = node.children.length > 0 ? isOpen(node.id) : undefined;
    const { id, path, label, level } = node;
    rows.push({
      id,
      path,
      label,
      level,
      kind: kindOf(node.value),
      text: shownValue(node, open),
      isOpen: open,
      ...place,
    });
    if (open === true) {
      addChildren(rows, node, isOpen, rows.length - 1);
    }
  });
}

function addLongText(rows: TreeRow[], node: Node, text: string, isOpen: IsOpen, place: Place): void {
  const { id, path, label, level } = node;
  const open = isOpen(id);
  const start = `${printable(text.slice(0, lineWidth))}…`;
  rows.push({ id, path, label, level, kind: 'long-text', text: open ? '' : start, isOpen: open, ...place });
  if (!open) {
    return;
  }
  const parent = rows.length - 1;
  const lines = linesOf(text);
  lines.forEach((line, index) => {
    const at = { isOpen: undefined, parent, position: index + 1, siblings: lines.length };
    rows.push({ id: `${id}#${index}`, path, label: '', level: level + 1, kind: 'line', text: line, ...at });
  });
}

function childNode(parent: Node, [step, value]: Child): Node {
  const name = String(step);
  return {
    id: `${parent.id}/${/[~/#]/.test(name) ? escaped(name) : name}`,
    path: [...parent.path, step],
    value,
    children: childrenOf(value),
    level: parent.level + 1,
    label: printable(name),
  };
}

/** As in a JSON pointer; `#` is for the lines of a text. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('#', '~2');
}

/** Follows containers that hold nothing but one container, as they are common in EC2's records. */
function compacted(node: Node): Node {
  let last = node;
  for (;;) {
    const [only] = last.children;
    const next = only !== undefined && last.children.length === 1 ? childNode(last, only) : undefined;
    if (only === undefined || next === undefined || next.children.length === 0) {
      return last;
    }
    const label = typeof only[0] === 'number' ? `${last.label}[${only[0]}]` : `${last.label}.${next.label}`;
    last = { ...next, level: node.level, label };
  }
}

function childrenOf(value: JsonValue): readonly Child[] {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item, index): Child => [index, item]);
  }
  return isJsonObject(value)
    ? Object.entries(value).map(([name, member]): Child => [name, member ?? null])
    : [];
}

function kindOf(value: JsonValue): RowKind {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value as 'object' | 'string' | 'number' | 'boolean';
}

/** What is below an open object says more than a preview; of an open list the length is still told. */
function shownValue({ value, children }: Node, open: boolean | undefined): string {
  if (typeof value === 'string') {
    return shownString(value);
  }
  if (open === true) {
    return Array.isArray(value) ? `[${children.length}]` : '';
  }
  return scalarText(value) ?? preview(children, Array.isArray(value));
}

/** A string, number, boolean or null as it is; undefined for a container. */
function scalarText(value: JsonValue): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return value === null ? 'null' : undefined;
  }
}

function shownString(text: string): string {
  return printable(JSON.stringify(text));
}

function preview(children: readonly Child[], isArray: boolean): string {
  if (children.length === 0) {
    return isArray ? '[]' : '{}';
  }
  if (isArray && children.some(([, item]) => typeof item === 'object')) {
    return `[${children.length}]`;
  }
  const shown = children
    .slice(0, previewLength)
    .map((child, index) => previewOf(child, isArray, index === 0));
  const more = children.length > previewLength ? `, … ${children.length}` : '';
  return isArray ? `[ ${shown.join(', ')}${more} ]` : `{ ${shown.join(', ')}${more} }`;
}

function previewOf([step, value]: Child, isItem: boolean, isFirst: boolean): string {
  const name = printable(String(step));
  const text = printable(scalarText(value) ?? '…');
  const short = text.length <= 24 ? text : '…';
  if (isItem) {
    return short;
  }
  return isFirst && short !== '…' ? `${name}: ${short}` : name;
}

function isLongText(value: JsonValue): value is string {
  return typeof value === 'string' && (value.length > lineWidth || value.includes('\n'));
}

/** The text in lines of bounded length; a text that holds JSON (a policy, say) is indented first. */
function linesOf(text: string): readonly string[] {
  const lines = (indentedJson(text) ?? text).split(/\r?\n/);
  return lines.flatMap((line) => line.match(onePiece) ?? ['']).map(printable);
}

function indentedJson(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text)) {
    return undefined;
  }
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    // Not JSON, or nested deeper than the engine can print: shown as it is.
    return undefined;
  }
}
