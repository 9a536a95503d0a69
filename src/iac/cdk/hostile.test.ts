/** Sources that nobody writes, or that a program wrote: they take no long time, and end in no error. */
import { describe, expect, it } from 'vitest';
import { findingsIn } from '../../../test/support/cdk-cases.ts';

const imports = "import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';\n";
const trail = "new cloudtrail.Trail(scope, 'T', { isMultiRegionTrail: false });";
const pythonImports = 'from aws_cdk import aws_cloudtrail as ct\n';
const pythonTrail = 'ct.Trail(scope, "T", is_multi_region_trail=False)';

function repeated(text: string, count: number): string {
  return Array.from({ length: count }, (_, index) => text.replaceAll('#', String(index))).join('');
}

const sources: Readonly<Record<string, string>> = {
  'brackets in brackets': `${imports}const a = ${'['.repeat(5000)}${']'.repeat(5000)};\n${trail}\n`,
  'calls in calls': `${imports}const a = ${'f('.repeat(3000)}${')'.repeat(3000)};\n${trail}\n`,
  'a sum of thousands': `${imports}const a = ${repeated("'x' + ", 5000)}'';\n${trail}\n`,
  'a chain of thousands': `${imports}a${repeated('.b()', 5000)};\n${trail}\n`,
  'lists of lists': `${imports}let a = [scope];\n${repeated('a = [a, a];\n', 60)}new cloudtrail.CfnTrail(scope, 'C', { eventSelectors: a });\n${trail}\n`,
  'texts of texts': `${imports}let a = 'x';\n${repeated('a = `${a}${a}`;\n', 60)}new cloudtrail.Trail(scope, 'C', { trailName: a });\n${trail}\n`,
  'tests of tests': `${imports}let x = y0;\n${repeated('x = x || y#;\n', 200)}if (x) { use(x); }\n${trail}\n`,
  'thousands of conditions': `${imports}${repeated('if (a#) { b = c; } ', 3000)}\n${trail}\n`,
  'else if without end': `${imports}if (a) {}${repeated(' else if (a#) { b = # }', 2000)}\n${trail}\n`,
  'an object in itself': `${imports}const a: any = {};\na.a = a;\nnew cloudtrail.CfnTrail(scope, 'C', a);\n${trail}\n`,
  'functions that call each other': `${imports}${repeated('function f#() { f#(); g#(f#); }\nf#();\n', 500)}${trail}\n`,
  'functions that make trails in each other': `${imports}${trail}\nfunction f(a) { g(a); return new cloudtrail.Trail(a, 'a', f(a)); }\nfunction g(a) { f(a); f(a); return f(a); }\nf(1);\n`,
  'lists that double': `${imports}const a0 = [1, 1], o0 = { a: 1 };\n${Array.from({ length: 40 }, (_, index) => `const a${index + 1} = [...a${index}, ...a${index}], o${index + 1} = { ...o${index}, ...o${index} };\n`).join('')}f(a40, o40);\n${trail}\n`,
  'closing brackets': `${imports}${trail}\n${'}'.repeat(20_000)}`,
  'names of Object': `${imports}new cloudtrail.Trail(scope, 'constructor', { ...{ __proto__: null, constructor: 1 }, isMultiRegionTrail: false });`,
};

const pythonSources: Readonly<Record<string, string>> = {
  'brackets in brackets': `${pythonImports}a = ${'['.repeat(3000)}${']'.repeat(3000)}\n${pythonTrail}\n`,
  'elif without end': `${pythonImports}if a:\n    pass\n${repeated('elif a#:\n    b = #\n', 2000)}${pythonTrail}\n`,
  'lists of lists': `${pythonImports}a = [1]\n${repeated('a = [a, a]\n', 60)}ct.CfnTrail(scope, "C", event_selectors=a)\n${pythonTrail}\n`,
};

describe('hostile sources', () => {
  it.each(Object.entries(sources))('%s', async (_, text) => {
    const start = performance.now();
    const rules = (await findingsIn('hostile.ts', text)).map(({ rule }) => rule);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(rules).toContain('multi-region');
  });

  it.each(Object.entries(pythonSources))('%s in Python', async (_, text) => {
    const rules = (await findingsIn('hostile.py', text)).map(({ rule }) => rule);
    expect(rules).toContain('multi-region');
  });

  it.each(['', '\0\0', '\uFEFF', imports, `${imports}\uD800`, '<html>', '#!/usr/bin/env python\n'])(
    '%j',
    async (text) => {
      expect(await findingsIn('a.ts', text)).toEqual([]);
      expect(await findingsIn('a.py', text)).toEqual([]);
    },
  );
});
