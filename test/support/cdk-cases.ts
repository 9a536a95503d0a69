/** Sources of CDK apps, and what the linter finds in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import type { Finding } from '../../src/core/posture/finding.ts';
import { lintReading } from '../../src/core/posture/lint.ts';
import type { Preset } from '../../src/core/posture/rule.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { parseVersion, type LibraryVersion } from '../../src/iac/cdk/library-version.ts';
import { readSource } from '../../src/iac/cdk/read-source.ts';
import { parsers } from './tree-sitter.ts';

/** The aws-cdk-lib that is installed for tests. */
export const installedVersion = parseVersion(
  (createRequire(import.meta.url)('aws-cdk-lib/package.json') as { version: string }).version,
)!;

export const casesFolder = path.join(projectRoot, 'test/golden/cdk/rules');

/** The names of the cases: each is a TypeScript file and its twin in Python. */
export const caseNames: readonly string[] = readdirSync(casesFolder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.basename(file, '.ts'))
  .sort();

/** Every finding in a source text, the suppressed ones too; none for a text that makes nothing of CloudTrail. */
export async function findingsIn(
  document: string,
  text: string,
  preset: Preset = 'all',
  version: LibraryVersion = installedVersion,
): Promise<readonly Finding[]> {
  const { reading } = await readSource(document, text, parsers, version);
  if (reading === undefined) {
    return [];
  }
  const { findings, faults } = lintReading(reading, allRules, { preset, severities: new Map() });
  expect(faults).toEqual([]);
  return findings;
}

export async function findingsInFile(name: string): Promise<readonly Finding[]> {
  return findingsIn(name, readFileSync(path.join(casesFolder, name), 'utf8'));
}
