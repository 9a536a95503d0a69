/** The command line in a folder made for a test: in this process, or as users run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from '../../scripts/lib/node-bundle.mjs';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { run } from '../../src/cli/run.ts';
import { installedTreeSitter } from './tree-sitter.ts';

const outdir = path.join(projectRoot, 'out/test-cli');

/** Bundles the command line as it ships, for `start`: once, before the tests of a file. */
export async function bundleCli(): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...nodeBundle,
    absWorkingDir: projectRoot,
    entryPoints: { cli: 'src/cli/main.ts', engine: 'src/engine/process/main.ts' },
    outdir,
    logLevel: 'error',
  });
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with files, deleted by `remove`. */
export class Playground {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'trailscope-cli-'));

  /** @param files texts or bytes by path */
  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  /** Does what `trailscope` with these words does. */
  async run(words: readonly string[], options: { readonly isColored?: boolean } = {}): Promise<Outcome> {
    const output = { stdout: '', stderr: '' };
    const code = await run(words, {
      print: (text) => {
        output.stdout += text;
      },
      remark: (text) => {
        output.stderr += text;
      },
      drained: () => Promise.resolve(),
      isColored: options.isColored ?? false,
      cwd: this.folder,
      readStdin: () => Promise.resolve(new Uint8Array()),
      now: () => Date.UTC(2026, 5, 1),
      version: '1.2.3',
      treeSitter: installedTreeSitter,
      logEngine: path.join(outdir, 'engine.js'),
    });
    return { code, ...output };
  }

  /** Runs `trailscope` with these words in a process of its own. */
  start(words: readonly string[], input: string | Uint8Array = ''): Promise<Outcome> {
    const child = this.spawn(words);
    child.stdin?.end(input);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    return new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (code) => {
        resolve({ code, ...output });
      });
    });
  }

  spawn(words: readonly string[]): ChildProcess {
    return spawn(process.execPath, [path.join(outdir, 'cli.js'), ...words], { cwd: this.folder });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
