import { compareFindings, type Finding, type LintResult } from './finding.ts';
import { observe, type Incident } from './observe.ts';
import { isEnabled, type LintSettings } from './presets.ts';
import type { Reading, Scenario } from './reading.ts';
import { severities, type Rule, type RuleFamily, type Severity } from './rule.ts';
import { unusedSuppressions, withSuppression } from './suppressing.ts';

/**
 * All findings of a document, the suppressed ones marked. What fails in every scenario has the rule's severity; what
 * fails in only some, or needs the default of a parameter, a lower one, and says so.
 *
 * @param rules every rule there is; the settings choose among them
 */
export function lintReading(reading: Reading, rules: readonly Rule[], settings: LintSettings): LintResult {
  const enabled = rules.filter((rule) => isEnabled(rule, settings));
  const { incidents, faults } = observe(reading, enabled);
  const findings = [
    ...problemFindings(reading, enabled, settings),
    ...incidents.map((incident) => findingOf(incident, settings, reading)),
  ]
    .map((finding) => withSuppression(finding, reading.suppressions, rules))
    .filter(isOwnCause(rules));
  const unused = unusedSuppressions(reading, findings, rules, settings);
  return { findings: [...findings, ...unused].sort(compareFindings), faults };
}

/** Leaves out the findings of rules that are silent beside another on the same resource. */
function isOwnCause(
  rules: readonly Rule[],
): (finding: Finding, index: number, findings: readonly Finding[]) => boolean {
  const silentBeside = new Map(rules.map(({ id, silentBeside: other }) => [id, other]));
  return ({ rule, resource }, _, findings) => {
    const other = silentBeside.get(rule);
    return (
      other === undefined ||
      !findings.some(
        (finding) =>
          finding.rule === other && finding.resource === resource && finding.suppressed === undefined,
      )
    );
  };
}

/** The faults of the file itself, which its reader found. */
function problemFindings(
  { problems }: Reading,
  enabled: readonly Rule[],
  settings: LintSettings,
): readonly Finding[] {
  return problems.flatMap((problem) => {
    const rule = enabled.find(({ id }) => id === problem.rule);
    if (rule === undefined) {
      return [];
    }
    const severity = chosen(rule, settings) ?? problem.severity ?? rule.severity;
    return [{ rule: rule.id, severity, message: problem.message, at: problem.at, related: [] }];
  });
}

function findingOf(incident: Incident, settings: LintSettings, { remedyFor }: Reading): Finding {
  const { rule, failed } = incident;
  const notes = [scenarioNote(incident), defaultsNote(incident)].filter((note) => note !== undefined);
  const scenario = notes.join(', ');
  const own = remedyFor?.(rule.id, failed.resource.id, failed.remedy);
  return {
    rule: rule.id,
    severity: severityOf(incident, settings),
    message: [
      failed.message,
      failed.remedy && (own ?? failed.remedy.text),
      scenario === '' ? undefined : `(${scenario})`,
      failed.remedy === undefined ? own : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(' '),
    at: failed.at,
    resource: failed.resource.id,
    related: failed.related ?? [],
    ...(scenario === '' ? {} : { scenario }),
  };
}

/** What the user chose for a rule holds as it is, in all scenarios. */
function chosen(rule: Rule, { severities: own }: LintSettings): Severity | undefined {
  const severity = own.get(rule.id);
  return severity === 'off' ? undefined : severity;
}

function severityOf(incident: Incident, settings: LintSettings): Severity {
  const { rule, failed, certainIn, possibleIn } = incident;
  const own = chosen(rule, settings);
  if (own !== undefined) {
    return own;
  }
  const severity = failed.severity ?? rule.severity;
  if (possibleIn.every((scenario) => certainIn.has(scenario))) {
    return severity;
  }
  const inScenarios = isEverywhere(incident) ? severity : milder(severity, inSomeScenarios[rule.family]);
  return certainIn.size > 0 && !isEverywhere(incident) ? inScenarios : oneStepLower(inScenarios);
}

/** At most this severe is what fails in some scenarios alone. */
const inSomeScenarios: Readonly<Record<RuleFamily, Severity>> = {
  deploy: 'warning',
  file: 'warning',
  cdk: 'warning',
  posture: 'info',
  cost: 'info',
};

function isEverywhere({ scenarios, possibleIn }: Incident): boolean {
  return possibleIn.every((scenario) => scenarios.has(scenario));
}

function milder(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) > severities.indexOf(b) ? a : b;
}

function oneStepLower(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? 'hint';
}

/** The choices that all failing scenarios share and the others lack, else one failing scenario as an example. */
function scenarioNote(incident: Incident): string | undefined {
  const { scenarios, possibleIn } = incident;
  const [first, ...others] = scenarios;
  if (first === undefined || isEverywhere(incident)) {
    return undefined;
  }
  const has = (choice: string) => (scenario: Scenario) => scenario.choices.includes(choice);
  const shared = first.choices.filter(
    (choice) => others.every(has(choice)) && !possibleIn.every(has(choice)),
  );
  const telling = shared.find((choice) => possibleIn.filter(has(choice)).length === scenarios.size);
  if (telling !== undefined) {
    return `when ${telling}`;
  }
  const isExact =
    possibleIn.filter((scenario) => shared.every((choice) => has(choice)(scenario))).length ===
    scenarios.size;
  return shared.length > 0 && isExact
    ? `when ${shared.join(' and ')}`
    : `${others.length > 0 ? 'for example ' : ''}when ${first.choices.join(' and ')}`;
}

function defaultsNote({ certainIn, defaults }: Incident): string | undefined {
  if (certainIn.size > 0) {
    return undefined;
  }
  return defaults.length === 0
    ? "with the parameters' defaults"
    : `with the default of ${defaults.join(' and ')}`;
}
