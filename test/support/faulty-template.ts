/** Templates with faults: correct ones of which parts are taken away, renamed or changed. */
import fc from 'fast-check';
import { correctTemplate, templateChoices, type TemplateChoices } from './correct-template.ts';

export interface FaultyChoices {
  readonly template: TemplateChoices;
  /** Numbers that choose what is taken away; each of the parts that are left. */
  readonly removals: readonly number[];
  readonly replacements: readonly (keyof typeof replacements)[];
  readonly newline: '\n' | '\r\n';
}

const replacements = {
  'a misspelt key': [/KMSKeyId/, 'KmsKeyId'],
  'an ARN for a name': [/S3BucketName(["']?): *!Ref LogBucket/, 'S3BucketName$1: !GetAtt LogBucket.Arn'],
  'another trail': [/trail\/audit-trail/g, 'trail/another'],
  'no logging': [/IsLogging(["']?): *true/, 'IsLogging$1: false'],
  'no wait': [/\n *DependsOn: *\w+(?=\n)/, ''],
  'the name of the group': [/!GetAtt LogGroup\.Arn/, '!Ref LogGroup'],
  'a comment': [/(\n *)(IsLogging)/, '$1# what counts$1$2'],
  'another service': [/cloudtrail\.amazonaws\.com/, 'config.amazonaws.com'],
} as const satisfies Record<string, readonly [RegExp, string]>;

export const faultyChoices: fc.Arbitrary<FaultyChoices> = fc.record({
  template: templateChoices,
  removals: fc.array(fc.nat(10_000), { maxLength: 4 }),
  replacements: fc.uniqueArray(
    fc.constantFrom(...(Object.keys(replacements) as (keyof typeof replacements)[])),
    {
      maxLength: 3,
    },
  ),
  newline: fc.constantFrom('\n', '\r\n'),
});

export function faultyTemplate(choices: FaultyChoices): { readonly file: string; readonly text: string } {
  const { file, text } = correctTemplate(choices.template);
  const isJson = file.endsWith('.json');
  const less = choices.removals.reduce((rest, number) => (isJson ? lessJson : lessYaml)(rest, number), text);
  const faulty = choices.replacements.reduce((rest, name) => {
    const [pattern, replacement] = replacements[name];
    return isJson && name === 'a comment' ? rest : rest.replace(pattern, replacement);
  }, less);
  return { file, text: faulty.replaceAll('\n', choices.newline) };
}

/** Without one entry or item and what is below it. Resources and their types stay. */
function lessYaml(text: string, number: number): string {
  const lines = text.split('\n');
  const indentOf = (line: string): number => line.search(/\S|$/);
  const candidates = lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => indentOf(line) >= 4 && !/^\s*(?:- )?Type:/.test(line) && line.trim() !== '');
  const chosen = candidates[number % Math.max(candidates.length, 1)];
  if (chosen === undefined) {
    return text;
  }
  const indent = indentOf(chosen.line);
  let end = chosen.index + 1;
  while (end < lines.length && indentOf(lines[end] ?? '') > indent) {
    end += 1;
  }
  return [...lines.slice(0, chosen.index), ...lines.slice(end)].join('\n');
}

function lessJson(text: string, number: number): string {
  const template = JSON.parse(text) as { readonly Resources: Record<string, unknown> };
  const parts: (() => void)[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      const list: unknown[] = value;
      for (const [index, item] of list.entries()) {
        parts.push(() => list.splice(index, 1));
        visit(item, depth + 1);
      }
    } else if (typeof value === 'object' && value !== null) {
      const object = value as Record<string, unknown>;
      for (const [key, member] of Object.entries(object)) {
        if (depth > 0 && key !== 'Type') {
          parts.push(() => Reflect.deleteProperty(object, key));
        }
        visit(member, depth + 1);
      }
    }
  };
  visit(template.Resources, 0);
  parts[number % Math.max(parts.length, 1)]?.();
  return JSON.stringify(template, undefined, 2);
}
