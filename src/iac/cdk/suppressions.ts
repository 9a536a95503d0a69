import type { Suppression, SuppressionTool } from '../../core/posture/reading.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import type { Draft } from './constructs/draft.ts';
import { isNamed } from './evaluation/library-names.ts';
import type { AbstractValue, LibraryObject } from './evaluation/abstract-value.ts';
import { ownerOf, unitOf } from './evaluation/machine.ts';
import type { Program, Span } from './syntax/program.ts';

export interface SuppressionSource {
  readonly text: string;
  readonly program: Program;
  readonly made: readonly LibraryObject[];
  readonly lines: LineIndex;
  /** The resources of all scenarios. */
  readonly drafts: readonly Draft[];
}

/** Our suppressions and Checkov's in comments, and those of cdk-nag in the program. */
export function sourceSuppressions(source: SuppressionSource): readonly Suppression[] {
  return [...commentSuppressions(source), ...nagSuppressions(source)];
}

const commentForms: readonly { readonly tool: SuppressionTool; readonly pattern: RegExp }[] = [
  { tool: 'trailscope', pattern: /^trailscope-ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::\s*(.*))?$/s },
  // What is meant to be one of ours and is not: nothing has such an id, which is then said.
  { tool: 'trailscope', pattern: /^trailscope-ignore(?:[\s:]+(.+))?$/is },
  { tool: 'checkov', pattern: /^(?:checkov|bridgecrew):skip=\s*([\w,]+)\s*(?::(.*))?$/s },
];

function commentSuppressions({ text, program, made, lines }: SuppressionSource): readonly Suppression[] {
  return program.comments.flatMap(({ span, text: body }): Suppression[] => {
    const form = commentForms.find(({ pattern }) => pattern.test(body));
    if (form === undefined) {
      return [];
    }
    const [, ids = body, reason = ''] = form.pattern.exec(body) ?? [];
    const at = lines.location(span.start, span.end);
    const scope = scopeOf(span, text, made, lines);
    return ids.split(',').map((id) => ({
      id: id.trim(),
      tool: form.tool,
      at,
      scope,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    }));
  });
}

/** The line that a comment is on, or the one below it; the whole call where that makes a construct. */
function scopeOf(
  span: Span,
  text: string,
  made: readonly LibraryObject[],
  lines: LineIndex,
): Suppression['scope'] {
  const own = lines.position(span.start).line;
  const before = text.slice(lines.offset({ line: own, character: 0 }), span.start);
  const rest = text.slice(span.end);
  const line = before.trim() === '' ? lines.position(span.end + blankLength(rest)).line : own;
  const calls = made
    .filter(
      (object) => object.span.end > object.span.start && lines.position(object.span.start).line === line,
    )
    .map((object) => lines.position(object.span.end).line);
  const last = Math.max(line, ...calls);
  return last === line ? { kind: 'line', line } : { kind: 'lines', first: line, last };
}

/** How far it is to the next line with code: over blank lines and comments. */
function blankLength(rest: string): number {
  return /^(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(rest)?.[0].length ?? 0;
}

/** Of `NagSuppressions` of cdk-nag 2, and of `Validations.of(...).acknowledge(...)`, which cdk-nag 3 takes. */
function nagSuppressions(source: SuppressionSource): readonly Suppression[] {
  return source.made.flatMap((call): Suppression[] => {
    const [first, second, third] = call.arguments.positional;
    switch (call.type) {
      case 'cdk-nag.NagSuppressions.addStackSuppressions':
        return suppressed(source, call, itemsOf(second), resourcesOfUnit(source, first));
      case 'cdk-nag.NagSuppressions.addResourceSuppressions': {
        const targets = itemsOf(first).flatMap((value) => resourcesOf(source, value));
        return suppressed(source, call, itemsOf(second), targets);
      }
      case 'cdk-nag.NagSuppressions.addResourceSuppressionsByPath': {
        const paths = itemsOf(second).flatMap((value) => (value.kind === 'text' ? [value.value] : []));
        const targets = source.drafts.filter(({ id }) => paths.some((path) => isAtPath(id, path)));
        return suppressed(source, call, itemsOf(third), targets);
      }
      case 'Validations.of#acknowledge': {
        const receiver = call.receiver?.kind === 'made' ? call.receiver : undefined;
        const [target] = receiver?.arguments.positional ?? [];
        const inside = resourcesOf(source, target);
        const targets = inside.length > 0 ? inside : resourcesOfUnit(source, target);
        const { positional, keywords } = call.arguments;
        return suppressed(source, call, keywords === undefined ? positional : [keywords], targets);
      }
      default:
        return [];
    }
  });
}

/** One for each id and resource; ids that are not known silence nothing. */
function suppressed(
  { lines }: SuppressionSource,
  call: LibraryObject,
  items: readonly AbstractValue[],
  targets: readonly Draft[],
): Suppression[] {
  const at = lines.location(call.span.start, call.span.end);
  const resources = [...new Set(targets.map(({ id }) => id))];
  return items.flatMap((item) => {
    const id = memberText(item, 'id');
    const reason = memberText(item, 'reason');
    return id === undefined
      ? []
      : resources.map((resource) => ({
          id,
          tool: 'cdk-nag' as const,
          at,
          scope: { kind: 'resource' as const, resource },
          ...(reason === undefined ? {} : { reason }),
        }));
  });
}

function memberText(item: AbstractValue, name: string): string | undefined {
  const object = item.kind === 'made' ? item.arguments.keywords : item;
  const value =
    object?.kind === 'object'
      ? object.entries.findLast((entry) => isNamed(entry.name, name))?.value
      : undefined;
  return value?.kind === 'text' ? value.value : undefined;
}

function itemsOf(value: AbstractValue | undefined): readonly AbstractValue[] {
  return value === undefined ? [] : value.kind === 'list' ? value.items : [value];
}

/** The resources of a construct and of those inside it; an attribute is of its construct. */
function resourcesOf({ drafts }: SuppressionSource, value: AbstractValue | undefined): readonly Draft[] {
  const target = value?.kind === 'attribute' ? value.object : ownerOf(value);
  return target === undefined ? [] : drafts.filter(({ owner }) => isInside(owner, target));
}

function isInside(object: LibraryObject, container: LibraryObject): boolean {
  return object === container || (object.scope !== undefined && isInside(object.scope, container));
}

function resourcesOfUnit({ drafts }: SuppressionSource, value: AbstractValue | undefined): readonly Draft[] {
  const target = ownerOf(value);
  return target === undefined ? [] : drafts.filter(({ owner }) => unitOf(owner) === unitOf(target));
}

/** A path has the stack's name first, and often `Resource` last. */
function isAtPath(id: string, path: string): boolean {
  const plain = path.replace(/^\//, '').replace(/\/Resource$/, '');
  return plain === id || plain.endsWith(`/${id}`);
}
