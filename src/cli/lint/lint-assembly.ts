import path from 'node:path';
import { lintSettingsOf } from '../../core/posture/configuration.ts';
import type { Finding } from '../../core/posture/finding.ts';
import { lintStack, type LintedStack } from '../../iac/cdk/assembly/lint-template.ts';
import { isKnown, placeInSource, type TracedFinding } from '../../iac/cdk/assembly/place-findings.ts';
import {
  mayBeManifest,
  readAssembly,
  type Assembly,
  type SourceFrame,
  type SynthesizedStack,
} from '../../iac/cdk/assembly/read-assembly.ts';
import type { InputFile } from '../input/find-files.ts';
import { readBelow } from '../input/read-below.ts';
import type { LintRun, Workbench } from './run-lint.ts';

interface FoundAssembly {
  /** Absolute. */
  readonly folder: string;
  readonly assembly: Assembly;
}

/** The synthesized CDK apps among the files: their templates are linted, and the findings shown where they come from. */
export class AssemblyRun {
  readonly #workbench: Workbench;
  readonly #run: LintRun;
  readonly #found: FoundAssembly[] = [];
  readonly #texts = new Map<string, Promise<string | undefined>>();

  constructor(workbench: Workbench, run: LintRun) {
    this.#workbench = workbench;
    this.#run = run;
  }

  /** The files that are not a part of an assembly; a template that was named by itself is linted as what it is. */
  async withoutAssemblies(files: readonly InputFile[]): Promise<readonly InputFile[]> {
    const claimed = new Set<string>();
    for (const { path: file } of files.filter((each) => path.basename(each.path) === 'manifest.json')) {
      const folder = path.dirname(file);
      const text = await this.#read(folder, file);
      const isManifest = text !== undefined && mayBeManifest(text) && !claimed.has(file);
      const assembly = isManifest
        ? await readAssembly((name) => this.#read(folder, path.join(folder, name)))
        : undefined;
      if (assembly !== undefined) {
        this.#found.push({ folder, assembly });
        claimed.add(file);
        for (const { template } of assembly.stacks) {
          claimed.add(path.join(folder, template));
          claimed.add(path.join(folder, path.dirname(template), 'manifest.json'));
        }
      }
    }
    return files.filter(({ path: file, isNamed }) => isNamed || !claimed.has(file));
  }

  /** Lints what was found, after all else: what the source lint knows already is not told again. */
  async lint(): Promise<void> {
    for (const { folder, assembly } of this.#found) {
      for (const stack of assembly.stacks) {
        await this.#lintStack(folder, stack);
      }
    }
  }

  async #lintStack(folder: string, stack: SynthesizedStack): Promise<void> {
    const file = path.join(folder, stack.template);
    const text = await this.#read(folder, file);
    const { rules, now, nameOf, configurations } = this.#workbench;
    if (text === undefined) {
      return;
    }
    const { configuration } = await configurations.governing(path.dirname(file));
    const document = nameOf(file);
    const settings = lintSettingsOf(configuration);
    const linted = lintStack(stack, { document, text, now }, rules, settings);
    if (linted === undefined) {
      return;
    }
    this.#run.note(document, linted.faults);
    const unplaced: Finding[] = [];
    for (const traced of linted.findings) {
      if (!(await this.#showInSource(traced, linted))) {
        unplaced.push(traced.finding);
      }
    }
    this.#run.add(document, text, unplaced);
  }

  /** Shows a finding in the source that it comes from; false where that is not below the current folder. */
  async #showInSource(
    { finding, constructPath, frames }: TracedFinding,
    linted: LintedStack,
  ): Promise<boolean> {
    const placed = await this.#place(frames);
    if (placed === undefined) {
      return false;
    }
    const { name, text, at } = placed;
    const known = this.#run.knownIn(name);
    if (!isKnown(finding.rule, at.range.start.line, known, this.#workbench.rules)) {
      const related = [];
      for (const { at: other, message } of finding.related) {
        const origin = await this.#place(linted.originOf(other)?.frames ?? []);
        related.push({ at: origin?.at ?? other, message });
      }
      const message = `${finding.message} (synthesized as ${constructPath ?? ''})`;
      this.#run.add(name, text, [{ ...finding, at, related, message }]);
    }
    return true;
  }

  async #place(frames: readonly SourceFrame[]) {
    for (const frame of frames) {
      const name = this.#workbench.nameOf(frame.file);
      const isBelow = !name.startsWith('../') && !path.isAbsolute(name);
      const text = isBelow ? await this.#read(this.#workbench.cwd, frame.file) : undefined;
      const range = text === undefined ? undefined : placeInSource(text, frame);
      if (text !== undefined && range !== undefined) {
        return { name, text, at: { document: name, range } };
      }
    }
    return undefined;
  }

  /** The text of a file below a folder. */
  #read(folder: string, file: string): Promise<string | undefined> {
    const key = JSON.stringify([folder, file]);
    const known = this.#texts.get(key) ?? readBelow(folder, file);
    this.#texts.set(key, known);
    return known;
  }
}
