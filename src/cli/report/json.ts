import type { Finding } from '../../core/posture/finding.ts';
import { ruleDocumentationUrl } from '../../core/posture/rule-url.ts';
import { severities } from '../../core/posture/rule.ts';
import { openFindings, type Formatter, type LintReport, type Remark } from '../lint/report.ts';
import { harmlessJson } from '../terminal.ts';
import { shown } from './places.ts';

/** Goes up when a member is renamed, removed or changes its meaning; members may be added at any time. */
const formatVersion = 1;

/** For programs: docs/lint.md describes the members. */
export const formatJson: Formatter = (report) => {
  const { templates, notes, problems, version } = report;
  const document = {
    formatVersion,
    tool: { name: 'trailscope', version },
    summary: summaryOf(report),
    files: templates.map(({ path, findings }) => ({ path, findings: findings.map(findingOf) })),
    notes: notes.map(remarkOf),
    problems: problems.map(remarkOf),
  };
  return `${harmlessJson(document)}\n`;
};

function summaryOf({ templates }: LintReport) {
  const open = templates.flatMap(openFindings);
  const counts = severities.map((severity) => [
    severity,
    open.filter((finding) => finding.severity === severity).length,
  ]);
  return {
    files: templates.length,
    ...(Object.fromEntries(counts) as Record<(typeof severities)[number], number>),
    suppressed: templates.flatMap(({ findings }) => findings).length - open.length,
  };
}

function findingOf({ rule, severity, message, at, resource, scenario, related, suppressed }: Finding) {
  return {
    rule,
    severity,
    message,
    range: shown(at.range),
    resource,
    scenario,
    documentation: ruleDocumentationUrl(rule),
    related: related.map((link) => ({
      path: link.at.document,
      range: shown(link.at.range),
      message: link.message,
    })),
    suppressed: suppressed && { tool: suppressed.tool, id: suppressed.id, reason: suppressed.reason },
  };
}

function remarkOf({ path, range, message }: Remark) {
  return { path, range: range && shown(range), message };
}
