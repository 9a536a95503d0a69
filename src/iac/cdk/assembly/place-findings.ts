import type { Finding } from '../../../core/posture/finding.ts';
import type { Location, Range } from '../../../core/posture/location.ts';
import type { Rule } from '../../../core/posture/rule.ts';
import type { SourceFrame, SynthesizedStack } from './read-assembly.ts';

/** A finding in a synthesized template, with the code that made its resource. */
export interface TracedFinding {
  readonly finding: Finding;
  /** `Audit/Trail`; absent where the assembly does not say. */
  readonly constructPath?: string;
  /** Innermost first. */
  readonly frames: readonly SourceFrame[];
}

/** The findings of a template of an assembly with their origins, without those that the library has reported itself. */
export function traceFindings(
  stack: SynthesizedStack,
  findings: readonly Finding[],
  rules: readonly Rule[],
): readonly TracedFinding[] {
  return findings
    .filter((finding) => !isReported(stack, finding, rules) && !isOfLibrary(stack, finding))
    .map((finding) => {
      const traced = finding.resource === undefined ? undefined : stack.resources.get(finding.resource);
      return traced === undefined
        ? { finding, frames: [] }
        : { finding, constructPath: traced.constructPath, frames: traced.frames };
    });
}

/** Rules about how policies are written are silent on what the library writes. */
const aboutWriting = new Set(['source-arn-condition', 'log-access']);

function isOfLibrary({ resources }: SynthesizedStack, { rule, resource }: Finding): boolean {
  return aboutWriting.has(rule) && resources.get(resource ?? '')?.isGenerated === true;
}

/** The library's validation has the rules of cfn-lint, with a letter of its own before the number. */
function isReported(
  { reported }: SynthesizedStack,
  { rule, resource }: Finding,
  rules: readonly Rule[],
): boolean {
  const known = rules.find(({ id }) => id === rule)?.alsoKnownAs ?? [];
  const numbers = known.filter((id) => /^[EWI]\d{4}$/.test(id)).map((id) => id.slice(1));
  const found = resource === undefined ? undefined : reported.get(resource);
  return found !== undefined && [...found].some((name) => numbers.includes(name.slice(1)));
}

/** Where a construct is named in the source that made it: its class, as the source lint marks it. */
export function placeInSource(text: string, { line, character }: SourceFrame): Range | undefined {
  const lineText = text.split(/\r\n|\n|\r/, line + 1)[line];
  const call =
    lineText === undefined
      ? undefined
      : /^(?:new\s+)?([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)/.exec(lineText.slice(character));
  if (call?.[1] === undefined) {
    return undefined;
  }
  const end = character + call[0].length;
  return { start: { line, character: end - call[1].length }, end: { line, character: end } };
}

/** What the source lint has found about a construct: its rule, and where the construct is named. */
export interface KnownFinding {
  readonly rule: string;
  readonly constructAt: Location;
}

/** Whether the source lint has found the same: of rules that say the same, one of templates and one of CDK source. */
export function isKnown(
  rule: string,
  line: number,
  known: readonly KnownFinding[],
  rules: readonly Rule[],
): boolean {
  const same = rules.find(({ id }) => id === rule)?.silentBeside;
  return known.some(
    (other) =>
      other.constructAt.range.start.line === line &&
      (other.rule === rule || other.rule === same || counterparts[other.rule] === rule),
  );
}

const counterparts: Readonly<Record<string, string>> = {
  'cdk-duplicate-management': 'duplicate-management-events',
};
