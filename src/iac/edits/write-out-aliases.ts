import type { Location } from '../../core/posture/location.ts';
import type { MapEntry, SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { contains, type TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';
import { indented, keyed, writeBlock } from './write-block.ts';

/** Writes the value of each anchor where its aliases are, and takes the anchors away. @throws {CannotEdit} */
export function writeOutAliases(source: TemplateText): readonly Splice[] {
  if (/^\s*(?:- )?<<\s*:/m.test(source.text)) {
    throw new CannotEdit('A merge key puts several maps into one: write its keys out by hand.');
  }
  const anchors = source.anchored.map((at) => ({ at, ...anchorOf(source, at) }));
  const aliases = source.aliases.map((alias) => {
    const name = source.sourceOf(alias).slice(1);
    const anchor = anchors.findLast((one) => one.name === name && one.end <= source.start(alias));
    if (anchor === undefined || source.aliases.some((other) => contains(anchor.at, other))) {
      throw new CannotEdit('An anchor has aliases in it.');
    }
    return written(source, alias, anchor.at);
  });
  return [...anchors.map(({ start, end }) => ({ start, end, newText: '' })), ...aliases];
}

/** The name before an anchored value, with the space behind it. */
function anchorOf(
  source: TemplateText,
  at: Location,
): { readonly name: string; readonly start: number; readonly end: number } {
  const before = source.text.slice(0, source.start(at));
  const found = /&([^\s,[\]{}]+)([ \t]*)((?:#[^\r\n]*)?[\r\n]+[ \t]*|![\w:]+[ \t]+)?$/.exec(before);
  if (found === null) {
    throw new CannotEdit('An anchor stands where it cannot be taken away.');
  }
  const isAtLineEnd = /[\r\n]/.test(found[3] ?? '');
  const start = isAtLineEnd ? before.slice(0, found.index).trimEnd().length : found.index;
  const end = found.index + 1 + (found[1] ?? '').length + (isAtLineEnd ? 0 : (found[2] ?? '').length);
  return { name: found[1] ?? '', start, end };
}

function written(source: TemplateText, alias: Location, at: Location): Splice {
  const value = writeBlock(source, { kind: 'source', at });
  const [start, end] = [source.start(alias), source.end(alias)];
  if (value.kind === 'inline') {
    return { start, end, newText: value.text };
  }
  const entry = entryWith(source.root, alias);
  if (entry === undefined || (!/^[[{]/.test(source.sourceOf(at)) && isInFlow(source, start))) {
    throw new CannotEdit('What an alias stands for has several lines, for which there is no place.');
  }
  const indent = ' '.repeat(entry.keyAt.range.start.character);
  const [, ...lines] = keyed(source, '', value);
  const newText = lines.map((line) => source.style.newline + indented(indent, line)).join('');
  return { start: source.text.slice(0, start).trimEnd().length, end, newText };
}

/** The entry whose value an alias is. */
function entryWith(root: SyntaxNode, alias: Location): MapEntry | undefined {
  const pending: SyntaxNode[] = [root];
  const seen = new Set<SyntaxNode>();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) {
      continue;
    }
    seen.add(node);
    const entries = node.kind === 'map' ? node.entries : [];
    const found = entries.find(({ keyAt, at }) => contains(at, alias) && isValueOf(keyAt, at, alias));
    if (found !== undefined) {
      return found;
    }
    pending.push(
      ...(node.kind === 'list'
        ? node.items
        : node.kind === 'tagged'
          ? [node.value]
          : entries.map(({ value }) => value)),
    );
  }
  return undefined;
}

function isValueOf(keyAt: Location, at: Location, alias: Location): boolean {
  const [{ end }, aliasEnd] = [at.range, alias.range.end];
  return (
    end.line === aliasEnd.line &&
    end.character === aliasEnd.character &&
    keyAt.range.start.line === alias.range.start.line
  );
}

function isInFlow(source: TemplateText, offset: number): boolean {
  const line = source.text.slice(source.lineStart(offset), offset);
  return /[[{][^\]}]*$/.test(line);
}
