/**
 * What fixes make of CDK source is sound source: TypeScript that the compiler and the library take, Python that
 * compiles, and both the same to the linter. One program and one pass for all of them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { caseNames, findingsIn } from '../support/cdk-cases.ts';
import { offeredInCase } from '../support/cdk-fixes.ts';
import { snippetText } from '../support/snippets.ts';

interface Fixed {
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** In the project, so that imports find the library. */
let folder: string;
const fixed: Fixed[] = [];

vi.stubEnv('JSII_DEPRECATED', 'quiet');

beforeAll(async () => {
  mkdirSync(path.join(projectRoot, 'out'), { recursive: true });
  folder = mkdtempSync(path.join(projectRoot, 'out/cdk-fixes-'));
  for (const name of caseNames) {
    for (const ending of ['ts', 'py']) {
      const offered = await offeredInCase(`${name}.${ending}`);
      for (const [index, { fix, result }] of offered.flatMap(({ offers }) => offers).entries()) {
        const file = path.join(folder, `${name.replaceAll('-', '_')}_${index}.${ending}`);
        writeFileSync(file, result);
        fixed.push({ file, name, title: fix.title, text: result });
      }
    }
  }
  const snippet = path.join(folder, 'snippet.ts');
  const text = snippetText('typescript', 'cloudtrail-secure-trail');
  writeFileSync(snippet, text);
  fixed.push({ file: snippet, name: 'snippet', title: 'the snippet', text });
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function typeScriptFiles(): readonly Fixed[] {
  return fixed.filter(({ file }) => file.endsWith('.ts'));
}

/** The stacks of a file, made and written as templates. */
async function synthesize(file: string): Promise<void> {
  const module = (await import(file)) as Record<string, new (scope: App, id: string) => Stack>;
  for (const [name, construct] of Object.entries(module)) {
    const outdir = path.join(folder, 'cdk.out');
    const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
    new construct(app, name);
    app.synth({ skipValidation: true });
  }
}

describe('fixed CDK source', () => {
  it('type-checks against aws-cdk-lib', { timeout: 120_000 }, () => {
    expect(typeScriptFiles().length).toBeGreaterThan(50);
    const program = ts.createProgram(
      typeScriptFiles().map(({ file }) => file),
      {
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        types: ['node'],
      },
    );
    const messages = ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) =>
        [path.basename(file?.fileName ?? ''), ts.flattenDiagnosticMessageText(messageText, ' ')].join(': '),
      );
    expect(messages).toEqual([]);
  });

  it('synthesizes', { timeout: 120_000 }, async () => {
    const failed: string[] = [];
    for (const { file, name, title } of typeScriptFiles()) {
      await synthesize(file).catch((thrown: unknown) => {
        failed.push(`${name}: ${title}: ${String(thrown).split('\n')[0]}`);
      });
    }
    expect(failed).toEqual([]);
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    'compiles, in Python (skipped without it)',
    () => {
      const program = 'import compileall, sys; sys.exit(not compileall.compile_dir(sys.argv[1], quiet=1))';
      const { status, stdout } = spawnSync('python3', ['-c', program, folder], { encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    },
  );

  it('is the same to the linter in both languages', async () => {
    const inWords = async ({ file, text }: Fixed): Promise<readonly string[]> =>
      (await findingsIn(file, text)).map(({ rule, resource }) => `${rule} on ${resource}`).sort();
    for (const one of typeScriptFiles().filter(({ name }) => name !== 'snippet')) {
      const twin = fixed.find(({ file }) => file === one.file.replace(/ts$/, 'py'));
      expect(twin, one.file).toBeDefined();
      expect({ name: one.name, findings: await inWords(twin!) }).toEqual({
        name: one.name,
        findings: await inWords(one),
      });
    }
  });
});
