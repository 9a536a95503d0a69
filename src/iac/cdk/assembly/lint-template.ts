import type { LintResult } from '../../../core/posture/finding.ts';
import { lintReading } from '../../../core/posture/lint.ts';
import type { Location } from '../../../core/posture/location.ts';
import type { LintSettings } from '../../../core/posture/presets.ts';
import type { Reading } from '../../../core/posture/reading.ts';
import type { Rule } from '../../../core/posture/rule.ts';
import { readTemplate } from '../../cloudformation/read-template.ts';
import type { KnownFinding, TracedFinding } from './place-findings.ts';
import { traceFindings } from './place-findings.ts';
import type { SynthesizedStack, TracedResource } from './read-assembly.ts';

/** What is found in a synthesized template, and the way back to the constructs. */
export interface LintedStack {
  readonly findings: readonly TracedFinding[];
  readonly faults: LintResult['faults'];
  /** The construct whose resource is at a place of the template. */
  readonly originOf: (at: Location) => TracedResource | undefined;
}

/** Lints a template of an assembly; undefined when it has nothing that can be judged. */
export function lintStack(
  stack: SynthesizedStack,
  template: { readonly document: string; readonly text: string; readonly now: number },
  rules: readonly Rule[],
  settings: LintSettings,
): LintedStack | undefined {
  const reading = readTemplate(template.document, template.text, { now: template.now });
  if (reading === undefined) {
    return undefined;
  }
  const { findings, faults } = lintReading(reading, rules, settings);
  return {
    findings: traceFindings(stack, findings, rules),
    faults,
    originOf: (at) => {
      const id = resourceAt(reading, at);
      return id === undefined ? undefined : stack.resources.get(id);
    },
  };
}

function resourceAt(reading: Reading, at: Location): string | undefined {
  const { line, character } = at.range.start;
  for (const scenario of reading.scenarios) {
    for (const resource of reading.model(scenario, new Set()).resources.values()) {
      const { start } = resource.at.range;
      if (start.line === line && start.character === character) {
        return resource.id;
      }
    }
  }
  return undefined;
}

/** What the findings in a source are about: the suppressed ones too, which are known as well. */
export function knownFindings(reading: Reading, { findings }: LintResult): readonly KnownFinding[] {
  return findings.flatMap(({ rule, resource }) => {
    const places = reading.scenarios.flatMap((scenario) => {
      const found =
        resource === undefined ? undefined : reading.model(scenario, new Set()).resources.get(resource);
      return found === undefined ? [] : [found.at];
    });
    const [constructAt] = places;
    return constructAt === undefined ? [] : [{ rule, constructAt }];
  });
}
