import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../core/posture/finding.ts';
import type { Range } from '../../core/posture/location.ts';
import { isInPreset } from '../../core/posture/presets.ts';
import { ruleDocumentationUrl } from '../../core/posture/rule-url.ts';
import type { Rule, Severity } from '../../core/posture/rule.ts';
import { linesOf, type Formatter, type LintedTemplate, type Remark } from '../lint/report.ts';
import { harmlessJson } from '../terminal.ts';
import { shown } from './places.ts';

const home = 'https://github.com/trailscope/trailscope';

/** The folder in which the command was run; GitHub and other viewers put theirs in its place. */
const root = '%SRCROOT%';

/** SARIF 2.1.0, for code scanning and viewers: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const formatSarif: Formatter = ({ templates, notes, problems, rules, version }, { cwd }) => {
  const context = { cwd, ruleIndex: new Map(rules.map(({ id }, index) => [id, index])) };
  const run = {
    tool: {
      driver: {
        name: 'Trailscope',
        semanticVersion: version,
        informationUri: home,
        rules: rules.map(descriptorOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [root]: { description: { text: 'The folder in which the command was run.' } } },
    invocations: [
      {
        executionSuccessful: problems.length === 0,
        toolExecutionNotifications: [
          ...notes.map((note) => notificationOf(note, 'note', context)),
          ...problems.map((problem) => notificationOf(problem, 'error', context)),
        ],
      },
    ],
    results: templates.flatMap((template) => resultsOf(template, context)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${harmlessJson(log)}\n`;
};

interface Context {
  readonly cwd: string;
  readonly ruleIndex: ReadonlyMap<string, number>;
}

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

const tags: Readonly<Record<Rule['family'], readonly string[]>> = {
  posture: ['security', 'cloudtrail'],
  deploy: ['correctness', 'cloudtrail'],
  cost: ['cost', 'cloudtrail'],
  file: ['correctness'],
  cdk: ['correctness', 'cloudtrail'],
};

function descriptorOf(rule: Rule) {
  const { id, title, what, why, fix, alsoKnownAs } = rule;
  const known = alsoKnownAs.length === 0 ? '' : `\n\nAlso known as: ${alsoKnownAs.join(', ')}`;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: what },
    help: {
      text: `${what}\n\nWhy: ${why}\n\nFix: ${fix}${known}`,
      markdown: `${what}\n\n**Why:** ${why}\n\n**Fix:** ${fix}${known}`,
    },
    helpUri: ruleDocumentationUrl(id),
    defaultConfiguration: { level: levels[rule.severity], enabled: isInPreset(rule, 'recommended') },
    properties: { tags: tags[rule.family] },
  };
}

function resultsOf(template: LintedTemplate, context: Context) {
  const lines = linesOf(template.text);
  const seen = new Map<string, number>();
  return template.findings.map((finding) => {
    const { rule, severity, message, at, resource, related, suppressed } = finding;
    return {
      ruleId: rule,
      ruleIndex: context.ruleIndex.get(rule),
      level: levels[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: placeOf(at.document, at.range, context),
          logicalLocations: resource === undefined ? undefined : [{ name: resource, kind: 'resource' }],
        },
      ],
      relatedLocations:
        related.length === 0
          ? undefined
          : related.map((link, id) => ({
              id,
              message: { text: link.message },
              physicalLocation: placeOf(link.at.document, link.at.range, context),
            })),
      partialFingerprints: { 'trailscopeFinding/v1': fingerprint(finding, lines, seen) },
      // All results of a run have this member or none: an empty one says that the result is not suppressed.
      suppressions: suppressed === undefined ? [] : [suppressionOf(suppressed, context)],
      fixes: fixesOf(template, finding, context),
      properties: { resource, severity },
    };
  });
}

/** What can be done about a finding; nothing is said where nothing can. */
function fixesOf({ path, fixesFor }: LintedTemplate, finding: Finding, context: Context) {
  const offers = fixesFor?.(finding) ?? [];
  return offers.length === 0
    ? undefined
    : offers.map(({ fix, edits }) => ({
        description: { text: fix.title },
        artifactChanges: [
          {
            artifactLocation: artifactOf(path, context),
            replacements: edits.map(({ range, newText }) => ({
              deletedRegion: regionOf(range),
              insertedContent: { text: newText },
            })),
          },
        ],
      }));
}

function suppressionOf({ reason, at }: NonNullable<Finding['suppressed']>, context: Context) {
  return {
    kind: 'inSource',
    status: 'accepted',
    justification: reason,
    location: { physicalLocation: placeOf(at.document, at.range, context) },
  };
}

/**
 * The same for a finding wherever in the file it moves: from its rule, its resource and its text, and a number where
 * these are the same for several.
 */
function fingerprint(
  { rule, resource = '', at }: Finding,
  lines: readonly string[],
  seen: Map<string, number>,
) {
  const { start, end } = at.range;
  const text = lines[start.line]?.slice(start.character, end.line === start.line ? end.character : undefined);
  const key = JSON.stringify([rule, resource, (text ?? '').trim()]);
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}:${count}`;
}

function notificationOf({ path, range, message }: Remark, level: 'note' | 'error', context: Context) {
  return {
    level,
    message: { text: message },
    locations: path === undefined ? undefined : [{ physicalLocation: placeOf(path, range, context) }],
  };
}

function placeOf(path: string, range: Range | undefined, context: Context) {
  return { artifactLocation: artifactOf(path, context), region: range && regionOf(range) };
}

function regionOf(range: Range) {
  const { start, end } = shown(range);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** Relative to the root; what is outside of it has an address of its own. */
function artifactOf(path: string, { cwd }: Context) {
  const isOutside = path.startsWith('../') || path.startsWith('/') || /^[A-Za-z]:\//.test(path);
  return isOutside
    ? { uri: new URL(encoded(path), `${pathToFileURL(cwd).href}/`).href }
    : { uri: encoded(path), uriBaseId: root };
}

function encoded(path: string): string {
  return path
    .split('/')
    .map((part, index) =>
      index === 0 && /^[A-Za-z]:$/.test(part) ? `file:///${part}` : encodeURIComponent(part),
    )
    .join('/');
}
