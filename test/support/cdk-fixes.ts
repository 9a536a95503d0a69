/** What is offered for findings in CDK source. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../src/core/posture/finding.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { cdkLanguage } from '../../src/iac/cdk-edits/cdk-language.ts';
import { FixOffers, type FixLanguage, type Offer } from '../../src/iac/edits/fix-offers.ts';
import { caseNames, casesFolder, installedVersion } from './cdk-cases.ts';
import { parsers } from './tree-sitter.ts';

/** A finding of a case with what can be done about it. */
export interface Offered {
  readonly finding: Finding;
  readonly offers: readonly Offer[];
  readonly refusal: string | undefined;
}

/** The fixes of one source text. */
export async function offersIn(
  name: string,
  text: string,
): Promise<{ readonly language: FixLanguage; readonly offers: FixOffers }> {
  const language = await cdkLanguage(name, parsers, installedVersion);
  const settings = { preset: 'all', severities: new Map() } as const;
  return { language, offers: new FixOffers({ language, text, rules: allRules, settings }) };
}

export function textOfCase(file: string): string {
  return readFileSync(path.join(casesFolder, file), 'utf8');
}

const known = new Map<string, Promise<readonly Offered[]>>();

/** What is offered for the findings of a case that are of its own rule, or of one that it is named after. */
export function offeredInCase(file: string): Promise<readonly Offered[]> {
  const offered = known.get(file) ?? offerInCase(file);
  known.set(file, offered);
  return offered;
}

async function offerInCase(file: string): Promise<readonly Offered[]> {
  const { offers } = await offersIn(file, textOfCase(file));
  const name = path.basename(file).replace(/\.\w+$/, '');
  const isOwn = ({ rule }: Finding): boolean => name.startsWith(rule) || rule.startsWith(`${name}-`);
  return offers.findings
    .filter((finding) => isOwn(finding) && finding.suppressed === undefined)
    .map((finding) => ({ finding, refusal: undefined, ...offers.for(finding) }));
}

/** The files of all cases, in both languages. */
export const caseFiles: readonly string[] = caseNames.flatMap((name) => [`${name}.ts`, `${name}.py`]);
