import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ruleIds, ruleLevels, unknownWord } from '../../core/posture/configuration.ts';
import type { Rule, Severity } from '../../core/posture/rule.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { LibraryVersions } from '../../iac/cdk/library-versions.ts';
import { Parsers } from '../../iac/cdk/syntax/tree-sitter.ts';
import { oneOf, unnamedInput, type FailLevel, type Format, type LintOptions } from '../command-line.ts';
import { findFiles, relativePath } from '../input/find-files.ts';
import { configurationOf, Configurations } from '../lint/configurations.ts';
import { givenParameters, ParameterValues } from '../lint/parameter-values.ts';
import { isFailing } from '../lint/fail-on.ts';
import type { Formatter, LintReport, Remark } from '../lint/report.ts';
import { AssemblyRun } from '../lint/lint-assembly.ts';
import { LintRun, type Workbench } from '../lint/run-lint.ts';
import { unifiedDiff } from '../lint/unified-diff.ts';
import { harmless, type ExitCode, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** `trailscope lint`. */
export async function lint(options: LintOptions, terminal: Terminal): Promise<ExitCode> {
  const report = await lintPaths(options, terminal);
  if (options.fix === 'dry-run') {
    const difference = differences(report);
    // What goes to a program has to be exact; on a screen it must not move the cursor.
    terminal.print(terminal.isColored ? difference.replace(/[^\n\t]+/g, harmless) : difference);
  } else {
    const format = await formatter(options.format);
    const { isColored, cwd } = terminal;
    terminal.print(format(report, { isColored, cwd, failOn: options.failOn }));
  }
  for (const remark of [...report.notes, ...report.problems]) {
    terminal.remark(`trailscope: ${remarkLine(remark)}\n`);
  }
  return exitCode(report, options.failOn);
}

/** What fixes would change, for people and for `git apply`. */
function differences({ templates }: LintReport): string {
  return templates
    .map(({ path: name, text, unfixed }) =>
      unfixed === undefined ? '' : unifiedDiff(harmless(name), unfixed, text),
    )
    .join('');
}

async function lintPaths(options: LintOptions, terminal: Terminal): Promise<LintReport> {
  const { cwd } = terminal;
  const nameOf = (file: string) => relativePath(cwd, file) || '.';
  const given = await givenParameters(options.parameters, cwd, nameOf);
  const own = configurationOf({
    ...(options.preset === undefined ? {} : { preset: options.preset }),
    rules: ruleSettings(options.rules, allRules),
  });
  const configurations = new Configurations({ cwd, rules: allRules, own, file: options.config, nameOf });
  const parameters = new ParameterValues(given.parameters, nameOf);
  const parsers = new Parsers(terminal.treeSitter);
  const workbench: Workbench = {
    rules: allRules,
    configurations,
    parameters,
    parsers,
    versions: new LibraryVersions((file) => readFile(file, 'utf8').catch(() => undefined)),
    now: terminal.now(),
    cwd,
    nameOf,
    fix: options.fix,
  };
  const run = new LintRun(workbench);
  const assemblies = new AssemblyRun(workbench, run);
  const paths = options.paths.filter((word) => word !== '-');
  const { files, problems } = await findFiles(paths, {
    cwd,
    filterOf: (folder) => configurations.governing(folder),
  });
  for (const file of await assemblies.withoutAssemblies(files)) {
    await run.lintFile(file);
  }
  await assemblies.lint();
  if (options.paths.includes('-')) {
    const name = options.stdinFilename;
    // Without a name, the configuration of the current folder holds.
    const file = path.resolve(cwd, name === unnamedInput ? 'template' : name);
    await run.lintText(name === unnamedInput ? name : nameOf(file), file, await terminal.readStdin());
  }
  const inputProblems = problems.map((problem) => ({ ...problem, path: shortName(problem.path, cwd) }));
  return {
    templates: run.templates,
    notes: run.notes,
    problems: [
      ...given.problems,
      ...configurations.problems,
      ...parameters.problems,
      ...inputProblems,
      ...run.problems,
    ],
    rules: allRules,
    version: terminal.version,
  };
}

/** A word of the command line as it was given, or a path that was found, relative. */
function shortName(name: string, cwd: string): string {
  return name.startsWith(cwd) ? relativePath(cwd, name) || '.' : name;
}

/** @throws {UsageError} for a rule or a severity that there is not */
function ruleSettings(words: readonly string[], rules: readonly Rule[]): Map<string, Severity | 'off'> {
  return new Map(
    words.map((word) => {
      const [, id, level] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
      if (id === undefined || level === undefined) {
        throw new UsageError(
          `--rule takes id=severity, not "${word}".`,
          'For example: --rule kms-encryption=off',
        );
      }
      if (!ruleIds(rules).includes(id)) {
        throw new UsageError(unknownWord('rule', id, ruleIds(rules)), 'Run "trailscope rules" for a list.');
      }
      return [id, oneOf('severity', level, ruleLevels)];
    }),
  );
}

async function formatter(format: Format): Promise<Formatter> {
  switch (format) {
    case 'pretty':
      return (await import('../report/pretty.ts')).formatPretty;
    case 'json':
      return (await import('../report/json.ts')).formatJson;
    case 'sarif':
      return (await import('../report/sarif.ts')).formatSarif;
    case 'github':
      return (await import('../report/github.ts')).formatGithub;
    case 'junit':
      return (await import('../report/junit.ts')).formatJunit;
  }
}

function remarkLine({ path: file, range, message }: Remark): string {
  const place = range === undefined ? '' : `:${range.start.line + 1}:${range.start.character + 1}`;
  return harmless(file === undefined ? message : `${file}${place}: ${message}`);
}

/** Problems weigh most: whoever reads the code must not take an incomplete run for a good one. */
function exitCode({ templates, problems }: LintReport, failOn: FailLevel): ExitCode {
  if (problems.length > 0) {
    return 2;
  }
  const isFailed = templates.some(({ findings }) => findings.some((finding) => isFailing(finding, failOn)));
  return isFailed ? 1 : 0;
}
