import { ruleIds, unknownWord } from '../../core/posture/configuration.ts';
import { isInPreset } from '../../core/posture/presets.ts';
import { ruleDocumentationUrl } from '../../core/posture/rule-url.ts';
import type { Preset, Rule } from '../../core/posture/rule.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { UsageError } from '../usage-error.ts';

/** `trailscope rules`: the rules of a preset. */
export function listRules(preset: Preset, format: 'pretty' | 'json'): string {
  const rules = allRules.filter((rule) => isInPreset(rule, preset));
  if (format === 'json') {
    return `${JSON.stringify(rules.map(ruleData), undefined, 2)}\n`;
  }
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = rules.map((rule) => {
    const off = isInPreset(rule, 'recommended') ? '' : ' (off by default)';
    return `${rule.id.padEnd(width)}  ${rule.severity.padEnd('warning'.length)}  ${rule.title}${off}\n`;
  });
  return lines.join('');
}

function ruleData(rule: Rule) {
  const { id, family, severity, title, what, why, fix, alsoKnownAs, sources } = rule;
  const documentation = ruleDocumentationUrl(id);
  const enabled = isInPreset(rule, 'recommended');
  return { id, family, severity, enabled, title, what, why, fix, alsoKnownAs, sources, documentation };
}

/**
 * `trailscope explain`: all about a rule.
 *
 * @param name its id, or the id of the same check in another tool
 * @throws {UsageError} when there is no such rule
 */
export function explainRule(name: string): string {
  const own = allRules.filter(({ id }) => id === name);
  const known = (rule: Rule) => rule.alsoKnownAs.some((other) => other.toLowerCase() === name.toLowerCase());
  const meant = own.length > 0 ? own : allRules.filter(known);
  if (meant.length === 0) {
    throw new UsageError(unknownWord('rule', name, ruleIds(allRules)), 'Run "trailscope rules" for a list.');
  }
  return meant.map(explanation).join('\n');
}

function explanation(rule: Rule): string {
  const state = isInPreset(rule, 'recommended') ? '' : ', off by default';
  const paragraphs = [
    `${rule.id} (${rule.severity}${state}): ${rule.title}`,
    `What: ${rule.what}`,
    `Why: ${rule.why}`,
    `Fix: ${rule.fix}`,
    ...(rule.alsoKnownAs.length === 0 ? [] : [`Also known as: ${rule.alsoKnownAs.join(', ')}`]),
    `Suppress: a comment "trailscope-ignore ${rule.id}: reason" on the line or above it`,
  ].map(wrapped);
  const links = ['More:', ruleDocumentationUrl(rule.id), ...rule.sources].join('\n  ');
  return `${[...paragraphs, links].join('\n\n')}\n`;
}

/** Lines of at most 100 characters, broken between words. */
function wrapped(paragraph: string): string {
  return paragraph.replace(/(?!.{1,100}$)(.{1,100}) /g, '$1\n  ');
}
