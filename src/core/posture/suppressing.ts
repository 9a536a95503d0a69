import type { Finding } from './finding.ts';
import type { LintSettings } from './presets.ts';
import { isEnabled } from './presets.ts';
import type { Reading, Suppression, SuppressionTool } from './reading.ts';
import type { Rule } from './rule.ts';
import { unusedSuppression } from './rules/file.ts';

/** The finding, marked with the suppression that silences it if there is one. */
export function withSuppression(
  finding: Finding,
  suppressions: readonly Suppression[],
  rules: readonly Rule[],
): Finding {
  const rule = rules.find(({ id }) => id === finding.rule);
  const suppressed =
    rule === undefined
      ? undefined
      : suppressions.find((suppression) => isMeant(suppression, rule) && isInReach(suppression, finding));
  return suppressed === undefined ? finding : { ...finding, suppressed };
}

/**
 * A finding for each of our own suppressions that silences nothing. Silent where the document could not be judged, and
 * on rules that are switched off.
 */
export function unusedSuppressions(
  reading: Reading,
  findings: readonly Finding[],
  rules: readonly Rule[],
  settings: LintSettings,
): readonly Finding[] {
  const isJudged = reading.scenarios.length > 0 && !reading.hasTooManyScenarios;
  if (!isJudged || !isEnabled(unusedSuppression, settings)) {
    return [];
  }
  const own = settings.severities.get(unusedSuppression.id);
  const severity = own === undefined || own === 'off' ? unusedSuppression.severity : own;
  return reading.suppressions.flatMap((suppression) => {
    const message = whyUnused(suppression, findings, rules, settings);
    return message === undefined
      ? []
      : [{ rule: unusedSuppression.id, severity, message, at: suppression.at, related: [] }];
  });
}

const longestId = 40;

function whyUnused(
  suppression: Suppression,
  findings: readonly Finding[],
  rules: readonly Rule[],
  settings: LintSettings,
): string | undefined {
  if (suppression.tool !== 'trailscope') {
    return undefined;
  }
  const rule = rules.find((candidate) => isMeant(suppression, candidate));
  if (rule === undefined && !/^[\w-]+$/.test(suppression.id)) {
    return 'This is not understood, and silences nothing. Write trailscope-ignore, the id of a rule, and the reason behind a colon.';
  }
  if (rule === undefined) {
    return `There is no rule "${suppression.id.slice(0, longestId)}", so this suppression silences nothing. Correct the id or remove it.`;
  }
  // Two suppressions may silence one finding, which carries only the first.
  const silences = findings.some((finding) => finding.rule === rule.id && isInReach(suppression, finding));
  return silences || !isEnabled(rule, settings)
    ? undefined
    : `This suppression of "${rule.id}" silences nothing. Remove it.`;
}

/** Which of a rule's `alsoKnownAs` are ids of a tool: told by their form, which differs between tools. */
const idForms: Readonly<Record<Exclude<SuppressionTool, 'trailscope'>, RegExp>> = {
  checkov: /^CKV2?_AWS_\d+$/i,
  'cfn-lint': /^[EWI]\d{4}$/i,
  guard: /^(?!CKV)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^CT\.[A-Z0-9]+\.PR\.\d+$/,
  'cfn-nag': /^[FW]\d{1,3}$/i,
  'cdk-nag': /^AwsSolutions-\w+$|^[A-Z][a-z]\w*[a-z]$/,
  trivy: /^AVD-AWS-\d+$/i,
  kics: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
};

/** Ids that mean every check of a tool. */
const blanketIds = new Set(['*', 'all', 'ignore']);

/** Whether a suppression means a rule: ours by the rule's id, another tool's by the id of its counterpart. */
function isMeant(suppression: Suppression, rule: Rule): boolean {
  const { tool } = suppression;
  const id = suppression.id.trim();
  if (tool === 'trailscope') {
    return id === rule.id;
  }
  const counterparts = rule.alsoKnownAs.filter((known) => idForms[tool].test(known));
  return counterparts.some((known) => blanketIds.has(id.toLowerCase()) || isSameId(tool, id, known));
}

function isSameId(tool: SuppressionTool, id: string, known: string): boolean {
  const [written, wanted] = [id.toLowerCase(), known.toLowerCase()];
  switch (tool) {
    case 'cfn-lint':
      // cfn-lint takes the beginning of an id for all that begin so.
      return written !== '' && wanted.startsWith(written);
    case 'trivy':
      return withoutPrefix(written) === withoutPrefix(wanted);
    case 'cdk-nag':
      // A rule pack's name comes before a rule's: `NIST.800.53.R5-CloudTrailEncryptionEnabled`.
      return written === wanted || written.endsWith(`-${wanted}`);
    default:
      return written === wanted;
  }
}

function withoutPrefix(id: string): string {
  return id.replace(/^avd-/, '');
}

/** Whether a finding is in the reach of a suppression: on its line, on its resource, or anywhere. */
function isInReach({ scope, at }: Suppression, finding: Finding): boolean {
  switch (scope.kind) {
    case 'document':
      return true;
    case 'resource':
      return finding.resource === scope.resource;
    case 'line':
      return finding.at.document === at.document && finding.at.range.start.line === scope.line;
    case 'lines': {
      const { line } = finding.at.range.start;
      return finding.at.document === at.document && scope.first <= line && line <= scope.last;
    }
  }
}
