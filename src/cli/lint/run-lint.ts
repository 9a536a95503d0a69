import { open, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  configurationDefaults,
  lintSettingsOf,
  type Configuration,
} from '../../core/posture/configuration.ts';
import { compareFindings, type Finding, type RuleFault } from '../../core/posture/finding.ts';
import { lintReading } from '../../core/posture/lint.ts';
import type { Location } from '../../core/posture/location.ts';
import type { Reading } from '../../core/posture/reading.ts';
import type { Rule } from '../../core/posture/rule.ts';
import { knownFindings } from '../../iac/cdk/assembly/lint-template.ts';
import type { KnownFinding } from '../../iac/cdk/assembly/place-findings.ts';
import type { LibraryVersions } from '../../iac/cdk/library-versions.ts';
import { importsCdkCloudTrail, languageOfFile } from '../../iac/cdk/recognise.ts';
import { readSource } from '../../iac/cdk/read-source.ts';
import { cdkLanguage } from '../../iac/cdk-edits/cdk-language.ts';
import type { Parsers } from '../../iac/cdk/syntax/tree-sitter.ts';
import { unreadable } from '../../iac/cloudformation/read-template.ts';
import { mayBeTemplate, mentionsCloudTrail } from '../../iac/cloudformation/recognise.ts';
import { fixAll, type FixedText } from '../../iac/edits/fix-all.ts';
import { FixOffers, type FixLanguage } from '../../iac/edits/fix-offers.ts';
import { templateLanguage } from '../../iac/edits/template-language.ts';
import type { FixMode } from '../command-line.ts';
import { decode, decodeLoosely } from '../input/decode.ts';
import { reasonOf, type InputFile } from '../input/find-files.ts';
import type { Configurations } from './configurations.ts';
import type { ParameterValues } from './parameter-values.ts';
import type { LintedTemplate, Remark } from './report.ts';

export interface Workbench {
  readonly rules: readonly Rule[];
  readonly configurations: Configurations;
  readonly parameters: ParameterValues;
  /** For source code. */
  readonly parsers: Parsers;
  readonly versions: LibraryVersions;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Absolute: where the command runs. */
  readonly cwd: string;
  /** How a path is shown to the user. */
  readonly nameOf: (file: string) => string;
  readonly fix: FixMode;
}

/** Lints files one after the other, and keeps what there is to tell. */
export class LintRun {
  readonly templates: LintedTemplate[] = [];
  readonly notes: Remark[] = [];
  readonly problems: Remark[] = [];
  readonly #workbench: Workbench;
  /** What was found in each file, and about which construct. */
  readonly #known = new Map<string, readonly KnownFinding[]>();

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  async lintFile(file: InputFile): Promise<void> {
    const name = this.#workbench.nameOf(file.path);
    const { configuration } = await this.#workbench.configurations.governing(path.dirname(file.path));
    const limit = configuration.maxFileSize ?? configurationDefaults.maxFileSize;
    try {
      const { size } = await stat(file.path);
      if (size > limit) {
        await this.#skipLarge(file, name, size, configuration);
      } else {
        const bytes = await readFile(file.path);
        await this.#lintBytes({ name, path: file.path, bytes, isNamed: file.isNamed }, configuration);
      }
    } catch (error) {
      this.problems.push({ path: name, message: reasonOf(error) });
    }
  }

  /** @param file the absolute path of a file that the text could come from; it need not be there */
  async lintText(name: string, file: string, bytes: Uint8Array): Promise<void> {
    const { configuration } = await this.#workbench.configurations.governing(path.dirname(file));
    await this.#lintBytes({ name, path: file, bytes, isNamed: true }, configuration);
  }

  async #lintBytes(input: Input, configuration: Configuration): Promise<void> {
    const { name, bytes, isNamed } = input;
    const limit = configuration.maxFileSize ?? configurationDefaults.maxFileSize;
    if (bytes.length > limit) {
      this.#judge(name, '', unreadable(name, tooLarge(name, bytes.length, limit)), configuration);
      return;
    }
    const decoded = decode(bytes);
    const text = decoded.kind === 'text' ? decoded.text : decodeLoosely(bytes);
    const isSource = languageOfFile(input.path) !== undefined;
    const isOfCloudTrail = isSource
      ? importsCdkCloudTrail(text)
      : mayBeTemplate(text) && mentionsCloudTrail(text);
    if (!isNamed && !isOfCloudTrail) {
      return;
    }
    if (decoded.kind === 'undecodable') {
      const at = { document: name, range: { start: decoded.at, end: decoded.at } };
      this.#judge(name, text, unreadable(name, { at, message: decoded.message }), configuration);
      return;
    }
    const isJudged = isSource
      ? await this.#lintSource(input, text, configuration)
      : await this.#lintTemplate(input, text, configuration);
    if (!isJudged && isNamed) {
      const what = isSource
        ? "Nothing of CDK's CloudTrail is made in this file."
        : 'This is not a CloudFormation template.';
      this.notes.push({ path: name, message: what });
    }
  }

  async #lintSource(input: Input, text: string, configuration: Configuration): Promise<boolean> {
    const { parsers, versions } = this.#workbench;
    const { name, path: file } = input;
    const version = await versions.of(file);
    const read = async (read: string): Promise<Reading | undefined> =>
      (await readSource(name, read, parsers, version)).reading;
    const reading = await read(text);
    return (
      reading !== undefined &&
      this.#fixAndJudge(input, text, configuration, await cdkLanguage(name, parsers, version), read)
    );
  }

  async #lintTemplate(input: Input, text: string, configuration: Configuration): Promise<boolean> {
    const { now } = this.#workbench;
    const parameters = await this.#workbench.parameters.of(input.path, configuration);
    const language = templateLanguage(input.name, { parameters, now });
    return (
      language.read(text) !== undefined &&
      this.#fixAndJudge(input, text, configuration, language, language.read)
    );
  }

  /** Fixes a text, if that is asked for, and judges what it is then. */
  async #fixAndJudge(
    input: Input,
    text: string,
    configuration: Configuration,
    language: FixLanguage,
    read: (text: string) => Reading | undefined | Promise<Reading | undefined>,
  ): Promise<boolean> {
    const { rules, fix } = this.#workbench;
    const options = { language, text, rules, settings: lintSettingsOf(configuration) };
    const fixed = fix === 'off' ? { text, applied: [] } : fixAll(options);
    const isKept = fix !== 'write' || fixed.applied.length === 0 || (await this.#write(input, fixed));
    const result = isKept ? fixed.text : text;
    const reading = await read(result);
    if (reading !== undefined) {
      let offers: FixOffers | undefined;
      this.#judge(input.name, result, reading, configuration, {
        fixesFor: (finding) => (offers ??= new FixOffers({ ...options, text: result })).for(finding).offers,
        ...(result === text ? {} : { unfixed: text }),
      });
    }
    return true;
  }

  /** Writes a fixed text to its file, unless somebody has changed that meanwhile. */
  async #write({ name, path: file, bytes }: Input, { text, applied }: FixedText): Promise<boolean> {
    try {
      const current = await readFile(file);
      if (!current.equals(bytes)) {
        this.problems.push({
          path: name,
          message: 'It was changed while it was linted, so nothing is fixed.',
        });
        return false;
      }
      const mark = current.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark : [];
      await writeFile(file, Buffer.from([...mark, ...Buffer.from(text)]));
    } catch (error) {
      this.problems.push({ path: name, message: `The fixes cannot be written. ${reasonOf(error)}` });
      return false;
    }
    const titles = applied.map(({ rule, title }) => `${title} (${rule})`);
    this.notes.push({ path: name, message: `Fixed: ${titles.join('; ')}.` });
    return true;
  }

  #judge(
    name: string,
    text: string,
    reading: Reading,
    configuration: Configuration,
    more: Pick<LintedTemplate, 'fixesFor' | 'unfixed'> = {},
  ): void {
    const { rules } = this.#workbench;
    const result = lintReading(reading, rules, lintSettingsOf(configuration));
    this.templates.push({ path: name, text, findings: result.findings, ...more });
    this.#known.set(name, knownFindings(reading, result));
    this.note(name, result.faults);
  }

  /** Tells of rules that failed: bugs of ours. */
  note(name: string, faults: readonly RuleFault[]): void {
    for (const { rule, cause } of faults) {
      const message = `The rule "${rule}" failed to judge this file, which is a bug of Trailscope: ${String(cause)}`;
      this.problems.push({ path: name, message });
    }
  }

  /** Adds findings to those of a file, in order. */
  add(name: string, text: string, findings: readonly Finding[]): void {
    const index = this.templates.findIndex(({ path: known }) => known === name);
    const known = this.templates[index];
    if (known === undefined) {
      this.templates.push({ path: name, text, findings });
    } else {
      const all = [...known.findings, ...findings].sort(compareFindings);
      this.templates[index] = { ...known, findings: all };
    }
  }

  /** What is shown of a file already. */
  knownIn(name: string): readonly KnownFinding[] {
    return this.#known.get(name) ?? [];
  }

  /** A large file that was named is a fault; one that was found only tells that it was left out, if it looks right. */
  async #skipLarge(file: InputFile, name: string, size: number, configuration: Configuration): Promise<void> {
    const limit = configuration.maxFileSize ?? configurationDefaults.maxFileSize;
    const problem = tooLarge(name, size, limit);
    if (file.isNamed) {
      this.#judge(name, '', unreadable(name, problem), configuration);
    } else if (isWorthANote(file.path, await beginningOf(file.path))) {
      this.notes.push({ path: name, message: `Skipped: ${problem.message}` });
    }
  }
}

/** Of UTF-8. Some editors put it before a text, and it is none of the text. */
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

interface Input {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isNamed: boolean;
}

/** Whether a file that is too large to be read looks like one that would be linted. */
function isWorthANote(file: string, beginning: string): boolean {
  return languageOfFile(file) === undefined ? mayBeTemplate(beginning) : importsCdkCloudTrail(beginning);
}

function tooLarge(document: string, size: number, limit: number): { at: Location; message: string } {
  const start = { line: 0, character: 0 };
  const message = `The file is too large to be read: ${megabytes(size)}, and "maxFileSize" is ${megabytes(limit)}.${languageOfFile(document) === undefined ? ' CloudFormation takes templates of up to 1 MB.' : ''}`;
  return { at: { document, range: { start, end: start } }, message };
}

/** The first 64 KB: the word that tells a template from other data comes early. */
async function beginningOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return decodeLoosely(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${bytes} bytes` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
