import type { Location } from '../../core/posture/location.ts';
import { syntaxOf } from '../cloudformation/read-template.ts';
import { templateOf, type ResourceNode, type Template } from '../cloudformation/template.ts';
import { LineIndex } from '../syntax/line-index.ts';
import { entryOf, type MapEntry, type MapNode, type SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { styleOf, type TextStyle } from './text-style.ts';

/** A template that is about to be edited: its text, its tree, and how it is written. */
export class TemplateText {
  readonly text: string;
  readonly style: TextStyle;
  readonly template: Template;
  readonly isJson: boolean;
  readonly root: MapNode;
  readonly lines: LineIndex;
  readonly aliases: readonly Location[];
  /** What YAML anchors stand at. */
  readonly anchored: readonly Location[];

  private constructor(parts: {
    readonly text: string;
    readonly isJson: boolean;
    readonly root: MapNode;
    readonly template: Template;
    readonly lines: LineIndex;
    readonly aliases: readonly Location[];
    readonly anchored: readonly Location[];
  }) {
    this.text = parts.text;
    this.isJson = parts.isJson;
    this.root = parts.root;
    this.template = parts.template;
    this.lines = parts.lines;
    this.aliases = parts.aliases;
    this.anchored = parts.anchored;
    this.style = styleOf(parts.text, parts.root, parts.isJson);
  }

  /** Undefined for what is no template, or cannot be read. */
  static read(document: string, text: string): TemplateText | undefined {
    const { plain, isJson, tree } = syntaxOf(document, text);
    const template = templateOf(tree.root);
    return tree.root?.kind !== 'map' || template === undefined
      ? undefined
      : new TemplateText({
          text: plain,
          isJson,
          root: tree.root,
          template,
          lines: new LineIndex(document, plain),
          aliases: tree.aliases,
          anchored: tree.anchored,
        });
  }

  /** A resource that is written in the text as it is. @throws {CannotEdit} for one that is not */
  resource(id: string): ResourceNode {
    const resource = this.template.resources.get(id);
    if (resource === undefined) {
      throw new CannotEdit(`${id} is not written out in the file.`);
    }
    if (resource.bindings.size > 0) {
      throw new CannotEdit(
        `${id} is made by Fn::ForEach, so a change would be one of all that the loop makes.`,
      );
    }
    return resource;
  }

  /** The map of resources. @throws {CannotEdit} */
  get resources(): MapNode {
    const entry = entryOf(this.root, 'Resources');
    return this.mapOf(entry, 'Resources');
  }

  /** The value of an entry as a map. @throws {CannotEdit} */
  mapOf(entry: MapEntry | undefined, name: string): MapNode {
    const value = entry === undefined ? undefined : this.valueOf(entry);
    if (value?.kind !== 'map') {
      throw new CannotEdit(`${name} is not written out.`);
    }
    return value;
  }

  /** The value of an entry that is written where the entry is. @throws {CannotEdit} for an alias */
  valueOf(entry: MapEntry): SyntaxNode {
    if (!contains(entry.at, entry.value.at)) {
      throw new CannotEdit(`The value of ${entry.key} comes from a YAML anchor, which others may use too.`);
    }
    return entry.value;
  }

  /** The entry of a map that is written in it, and not merged into it. */
  ownEntry(map: MapNode, key: string): MapEntry | undefined {
    const entry = entryOf(map, key);
    return entry !== undefined && contains(map.at, entry.at) ? entry : undefined;
  }

  /** @throws {CannotEdit} where a merge key brings what is looked for, which is written where others use it too */
  refuseMerged(map: MapNode, key: string): void {
    if (entryOf(map, key) !== undefined && this.ownEntry(map, key) === undefined) {
      throw new CannotEdit(`${key} is merged in by a YAML merge key, so it cannot be changed here.`);
    }
  }

  /** @throws {CannotEdit} where a merge key would bring an entry again that is taken away */
  refuseReturning({ overridden }: MapNode, key: string): void {
    if (overridden?.has(key) === true) {
      throw new CannotEdit(`${key} is merged in by a YAML merge key, and would come back.`);
    }
  }

  start({ range }: Location): number {
    return this.lines.offset(range.start);
  }

  end({ range }: Location): number {
    return this.lines.offset(range.end);
  }

  /** The characters of a place. */
  sourceOf(at: Location): string {
    return this.text.slice(this.start(at), this.end(at));
  }

  /** Where the line of an offset ends: before its line break. */
  lineEnd(offset: number): number {
    const found = this.text.slice(offset).search(/[\r\n]/);
    return found < 0 ? this.text.length : offset + found;
  }

  /** Where the line of an offset begins. */
  lineStart(offset: number): number {
    return this.lines.offset({ line: this.lines.position(offset).line, character: 0 });
  }

  /** The white space at the beginning of the line of an offset. */
  indentAt(offset: number): string {
    const start = this.lineStart(offset);
    return /^[ \t]*/.exec(this.text.slice(start))?.[0] ?? '';
  }

  /** @throws {CannotEdit} where an anchor stands around a place: aliases repeat what is changed there */
  refuseShared(at: Location): void {
    if (this.anchored.some((anchored) => contains(anchored, at))) {
      throw new CannotEdit('It stands at a YAML anchor, so a change would be one wherever an alias is.');
    }
  }

  /** Whether a collection is written in brackets. */
  isFlow(node: SyntaxNode): boolean {
    return /[[{]/.test(this.text.charAt(this.start(node.at)));
  }
}

export function contains({ range: outer }: Location, { range: inner }: Location): boolean {
  return isNotAfter(outer.start, inner.start) && isNotAfter(inner.end, outer.end);
}

function isNotAfter(a: Location['range']['start'], b: Location['range']['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

export function isSamePlace(a: Location, b: Location): boolean {
  return contains(a, b) && contains(b, a);
}
