/**
 * What is read of CDK source against what CDK makes of it: each case is synthesized, its template is linted, and the
 * findings are compared by rule and construct. A difference is a fault of the reader, or is named here with its reason.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { describe, expect, it, vi } from 'vitest';
import { lintReading } from '../../src/core/posture/lint.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { readTemplate } from '../../src/iac/cloudformation/read-template.ts';
import { caseNames, casesFolder, findingsIn } from '../support/cdk-cases.ts';

/** Rules that say the same: some of CDK source and of templates, and two that name different causes. */
const counterparts: Readonly<Record<string, string>> = {
  'cdk-key-grant': 'kms-key-policy',
  'cdk-organization-policy': 'bucket-policy-organization',
  'bucket-policy-prefix': 'bucket-policy-organization',
  'cdk-topic-order': 'sns-topic-policy',
  'cdk-duplicate-management': 'duplicate-management-events',
};

/** Said only of the source: a template does not show it. */
const onlyInSource = new Set(['cdk-imported-bucket', 'cdk-management-none']);

/** Not said of statements that the library wrote, which nobody can tell by the template. */
const maybeOnlyInTemplate = new Set(['source-arn-condition', 'log-access']);

interface Comparable {
  readonly rule: string;
  readonly construct: string;
  readonly severity: string;
}

const stackName = 'Case';

/** A resource's path without that of the stack, and without `Resource`, as the reader names constructs. */
function constructOf(resource: unknown): string {
  const metadata = (resource as { Metadata?: Record<string, string> } | undefined)?.Metadata;
  const whole = metadata?.['aws:cdk:path'] ?? '';
  return whole
    .replace(`${stackName}/`, '')
    .replace(/\/Resource$/, '')
    .replace(/\/Default$/, '');
}

function synthesized(construct: new (scope: App, id: string) => Stack): readonly Comparable[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'trailscope-cdk-'));
  const app = new App({
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:enable-path-metadata': true },
  });
  new construct(app, stackName);
  const template = app.synth({ skipValidation: true }).getStackByName(stackName).template as {
    Resources: Record<string, unknown>;
  };
  rmSync(outdir, { recursive: true });
  const reading = readTemplate('template.json', JSON.stringify(template), { now: 0 })!;
  const { findings } = lintReading(reading, allRules, { preset: 'all', severities: new Map() });
  return findings.map(({ rule, severity, resource }) => ({
    rule: counterparts[rule] ?? rule,
    severity,
    construct: constructOf(template.Resources[resource ?? '']),
  }));
}

function inWords(findings: readonly Comparable[]): readonly string[] {
  return [
    ...new Set(findings.map(({ rule, severity, construct }) => `${severity} ${rule} on ${construct}`)),
  ].sort();
}

/** The class whose text a line is in. */
function classLines(name: string, classes: readonly string[]): (line: number) => string | undefined {
  const lines = readFileSync(path.join(casesFolder, `${name}.ts`), 'utf8').split('\n');
  const starts = classes.map((each) => ({
    each,
    start: lines.findIndex((line) => line.includes(`class ${each} `)),
  }));
  return (line) => starts.filter(({ start }) => start <= line).sort((a, b) => b.start - a.start)[0]?.each;
}

vi.stubEnv('JSII_DEPRECATED', 'quiet');

describe('source and template agree on', () => {
  it.each(caseNames)('%s', async (name) => {
    const module = (await import(path.join(casesFolder, `${name}.ts`))) as Record<
      string,
      new (scope: App, id: string) => Stack
    >;
    // A template has no comments, so none may silence anything here.
    const text = readFileSync(path.join(casesFolder, `${name}.ts`), 'utf8').replaceAll(
      'trailscope-ignore',
      '',
    );
    const inSource = await findingsIn(`${name}.ts`, text);
    const lines = classLines(name, Object.keys(module));
    for (const [className, construct] of Object.entries(module)) {
      const own = inSource
        .filter(({ at }) => lines(at.range.start.line) === className)
        .filter(({ rule }) => !onlyInSource.has(rule))
        .map(({ rule, severity, resource = '' }) => ({
          rule: counterparts[rule] ?? rule,
          severity,
          // The second class of a file has constructs of the same names.
          construct: resource.replace(/-2(?=\/|$)/, ''),
        }));
      const made = synthesized(construct).filter(
        ({ rule, construct: where }) =>
          !maybeOnlyInTemplate.has(rule) ||
          own.some((each) => each.rule === rule && each.construct === where),
      );
      expect({ className, findings: inWords(own) }).toEqual({ className, findings: inWords(made) });
    }
  });
});
