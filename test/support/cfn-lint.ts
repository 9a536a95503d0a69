/** AWS's linter for CloudFormation, where it is installed: an independent check of the templates that we write. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

/**
 * The errors in templates, by file name: `E3002 Additional properties are not allowed ...`. All in one run, because each
 * takes a second to begin.
 */
export function cfnLintErrors(
  templates: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailscope-cfn-lint-'));
  try {
    for (const [name, text] of templates) {
      writeFileSync(path.join(folder, name), text);
    }
    const errors = new Map([...templates.keys()].map((name): [string, string[]] => [name, []]));
    for (const { Filename, Message, Rule } of run(folder, [...templates.keys()])) {
      if (Rule.Id.startsWith('E')) {
        errors.get(path.basename(Filename))?.push(`${Rule.Id} ${Message}`);
      }
    }
    return errors;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(folder: string, names: readonly string[]): readonly Match[] {
  try {
    const output = execFileSync('cfn-lint', ['--format', 'json', '--', ...names], {
      cwd: folder,
      maxBuffer: 100_000_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(output.toString()) as readonly Match[];
  } catch (error) {
    // It ends with the sum of what it found.
    const output = (error as { readonly stdout?: Buffer }).stdout?.toString() ?? '';
    return JSON.parse(output) as readonly Match[];
  }
}
