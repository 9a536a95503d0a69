import type { Location } from '../../core/posture/location.ts';
import type { Suppression, SuppressionTool } from '../../core/posture/reading.ts';
import { entryOf, scalarText, type SyntaxNode } from '../syntax/syntax-node.ts';
import type { ResourceNode, Template } from './template.ts';

/** Where in `Metadata` each tool keeps its suppressions, and the members with the id and the reason. */
const metadataForms: readonly {
  readonly tool: SuppressionTool;
  readonly path: readonly string[];
  readonly reason: string;
}[] = [
  { tool: 'trailscope', path: ['trailscope', 'ignore'], reason: 'reason' },
  { tool: 'checkov', path: ['checkov', 'skip'], reason: 'comment' },
  { tool: 'cfn-lint', path: ['cfn-lint', 'config', 'ignore_checks'], reason: 'reason' },
  { tool: 'guard', path: ['guard', 'SuppressedRules'], reason: 'reason' },
  { tool: 'cfn-nag', path: ['cfn_nag', 'rules_to_suppress'], reason: 'reason' },
  { tool: 'cdk-nag', path: ['cdk_nag', 'rules_to_suppress'], reason: 'reason' },
];

/** Our suppressions and those of other tools in the `Metadata` of the template and of its resources. */
export function metadataSuppressions(template: Template): readonly Suppression[] {
  const ofTemplate = suppressionsIn(template.metadata, { kind: 'document' });
  const ofResources = [...template.resources.values()].flatMap(({ id, body }) =>
    suppressionsIn(entryOf(body, 'Metadata')?.value, { kind: 'resource', resource: id }),
  );
  return [...ofTemplate, ...ofResources];
}

function suppressionsIn(
  metadata: SyntaxNode | undefined,
  scope: Suppression['scope'],
): readonly Suppression[] {
  return metadataForms.flatMap(({ tool, path, reason }) => {
    let node = metadata;
    for (const name of path) {
      node = entryOf(node, name)?.value;
    }
    return listed(node).flatMap((item) => {
      const id = scalarText(item) ?? scalarText(entryOf(item, 'id')?.value);
      const why = scalarText(entryOf(item, reason)?.value);
      return id === undefined
        ? []
        : [{ id, tool, at: item.at, scope, ...(why === undefined ? {} : { reason: why }) }];
    });
  });
}

/** The items of a list; one alone without its list; of a map (a form that Guard also takes) its keys. */
function listed(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (node?.kind === 'scalar' || entryOf(node, 'id') !== undefined) {
    return node === undefined ? [] : [node];
  }
  if (node?.kind === 'map') {
    return node.entries.map(({ key, keyAt }) => ({ kind: 'scalar', value: key, source: key, at: keyAt }));
  }
  return node?.kind === 'list' ? node.items : [];
}

interface CommentForm {
  readonly tool: SuppressionTool;
  readonly pattern: RegExp;
  /** `above`: the resource below the comment or the line it is on; `within`: the resource around it; `file`: all. */
  readonly reach: 'above' | 'within' | 'file';
}

const commentForms: readonly CommentForm[] = [
  {
    tool: 'trailscope',
    pattern: /^trailscope-ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::\s*(.*))?$/,
    reach: 'above',
  },
  // What is meant to be one of ours and is not: nothing has such an id, which is then said.
  { tool: 'trailscope', pattern: /^trailscope-ignore(?:[\s:]+(.+))?$/i, reach: 'above' },
  { tool: 'checkov', pattern: /^(?:checkov|bridgecrew):skip=\s*([\w,]+)\s*(?::(.*))?$/, reach: 'within' },
  {
    tool: 'trivy',
    pattern: /^trivy:ignore:([\w-]+(?::exp:\d{4}-\d{2}-\d{2})?)(?:\s+(.*))?$/,
    reach: 'above',
  },
  { tool: 'kics', pattern: /^kics-scan\s+(?:disable=)?((?<==)[\w,-]+|ignore)\s*$/, reach: 'file' },
];

/**
 * Suppressions in YAML comments.
 *
 * @param now epoch milliseconds: one of trivy's may carry the day on which it expires
 */
export function commentSuppressions(
  document: string,
  text: string,
  template: Template,
  now: number,
): readonly Suppression[] {
  if (!/trailscope-ignore|(?:checkov|bridgecrew):skip|trivy:ignore|kics-scan/i.test(text)) {
    return [];
  }
  const resources = [...template.resources.values()];
  const lines = text.split(/\r\n|\n|\r/);
  return lines.flatMap((lineText, line) => {
    const hash = lineText.search(/(?<=^|\s)#/);
    if (hash < 0) {
      return [];
    }
    const body = lineText.slice(hash).replace(/^#+/, '').trim();
    const form = commentForms.find(({ pattern }) => pattern.test(body));
    if (form === undefined) {
      return [];
    }
    const { tool, pattern, reach } = form;
    const [, ids = body, reason] = pattern.exec(body) ?? [];
    const start = lineText.lastIndexOf(body);
    const at: Location = {
      document,
      range: { start: { line, character: start }, end: { line, character: lineText.trimEnd().length } },
    };
    const scope = scopeOf(reach, line, isCommentOnly(lineText), resources, lines);
    return idsIn(ids, now).map((id) => ({
      id,
      tool,
      at,
      scope,
      ...(reason === undefined || reason.trim() === '' ? {} : { reason: reason.trim() }),
    }));
  });
}

/** The ids in a list, without those that have expired. */
function idsIn(ids: string, now: number): readonly string[] {
  return ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
    .filter((id) => {
      const expiry = /:exp:(.*)$/.exec(id)?.[1];
      return expiry === undefined || Date.parse(expiry) > now;
    })
    .map((id) => id.replace(/:exp:.*$/, ''));
}

function isCommentOnly(lineText: string): boolean {
  return /^\s*#/.test(lineText);
}

function scopeOf(
  reach: CommentForm['reach'],
  line: number,
  standsAlone: boolean,
  resources: readonly ResourceNode[],
  lines: readonly string[],
): Suppression['scope'] {
  if (reach === 'file') {
    return { kind: 'document' };
  }
  const judged = standsAlone ? firstCodeLineAfter(lines, line) : line;
  const named = resources.find(({ keyAt }) => keyAt.range.start.line === judged);
  const above = resources.findLast(({ keyAt }) => keyAt.range.start.line <= line);
  const around = above !== undefined && isInside(above, line, lines) ? above : undefined;
  const resource = reach === 'within' ? (around ?? named) : named;
  return resource === undefined
    ? { kind: 'line', line: judged }
    : { kind: 'resource', resource: resource.id };
}

/** A comment behind the last property still belongs to the resource where it is indented as the properties are. */
function isInside({ at, keyAt }: ResourceNode, line: number, lines: readonly string[]): boolean {
  const { end } = at.range;
  const behind = lines.slice(end.line + 1, line + 1);
  const isIndented = (behind.at(-1) ?? '').search(/\S/) > keyAt.range.start.character;
  return line <= end.line || (isIndented && behind.every(isCommentOnly));
}

/** The line that a comment on a line of its own speaks about: the first one below that is not a comment. */
function firstCodeLineAfter(lines: readonly string[], line: number): number {
  let next = line + 1;
  while (next < lines.length && /^\s*(#|$)/.test(lines[next] ?? '')) {
    next += 1;
  }
  return next;
}
