import {
  commands,
  l10n,
  ProgressLocation,
  RelativePattern,
  window,
  workspace,
  type CancellationToken,
  type LogOutputChannel,
  type MessageItem,
  type Progress,
  type Uri,
} from 'vscode';
import { configurationDefaults, configurationFileName } from '../../core/posture/configuration.ts';
import { skippedFolders, wholeGlob } from '../../iac/configuration/path-filter.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import type { Configurations } from './governing-configuration.ts';
import type { LintResults } from './lint-results.ts';
import { isLintEnabled } from './lint-settings.ts';
import { isOpen } from './open-documents.ts';
import { summaryText, type ScanSummary } from './scan-summary.ts';
import type { ScannedFiles } from './scanned-files.ts';

export interface ScanDeps {
  readonly configurations: Configurations;
  readonly scanned: ScannedFiles;
  readonly results: LintResults;
  readonly log: LogOutputChannel;
  readonly present: FailurePresenter;
}

/** So many files are read at a time: enough to hide the latency of a remote file system. */
const filesAtOnce = 8;

/**
 * Lints every template of the workspace, with progress that can be cancelled, and tells what was found. Resolves when
 * all is linted, not when the user is done with the message.
 */
export async function scanWorkspace(deps: ScanDeps): Promise<void> {
  if (workspace.workspaceFolders?.some(({ uri }) => isLintEnabled(uri)) !== true) {
    const message = l10n.t('Nothing is linted: the setting `trailscope.lint.enabled` is off here.');
    void window.showInformationMessage(message);
    return;
  }
  const summary = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t('Linting templates and CDK sources'),
      cancellable: true,
    },
    (progress, token) => new Scan(deps, progress, token).run(),
  );
  void tell(summary, deps.present).catch((thrown: unknown) => deps.present.notify(thrown));
}

class Scan {
  readonly #deps: ScanDeps;
  readonly #progress: Progress<{ message?: string; increment?: number }>;
  readonly #token: CancellationToken;
  readonly #templates: Uri[] = [];
  #done = 0;
  #unread = 0;

  constructor(
    deps: ScanDeps,
    progress: Progress<{ message?: string; increment?: number }>,
    token: CancellationToken,
  ) {
    this.#deps = deps;
    this.#progress = progress;
    this.#token = token;
  }

  async run(): Promise<ScanSummary> {
    this.#deps.scanned.clear();
    const files = await this.#find();
    const waiting = files.values();
    const work = async (): Promise<void> => {
      for (const uri of waiting) {
        if (this.#token.isCancellationRequested) {
          return;
        }
        await this.#lint(uri);
        this.#done++;
        this.#progress.report({
          message: l10n.t('{0} of {1} files', this.#done, files.length),
          increment: 100 / files.length,
        });
      }
    };
    await Promise.all(Array.from({ length: filesAtOnce }, work));
    const severities = this.#templates.flatMap((uri) =>
      this.#deps.results.of(uri).map(({ severity }) => severity),
    );
    return {
      files: files.length,
      done: this.#done,
      isCancelled: this.#token.isCancellationRequested,
      templates: this.#templates.length,
      errors: severities.filter((severity) => severity === 'error').length,
      warnings: severities.filter((severity) => severity === 'warning').length,
      notes: severities.filter((severity) => severity === 'info' || severity === 'hint').length,
      unread: this.#unread,
    };
  }

  /** The files that the configuration of each workspace folder wants, without those of `files.exclude`. */
  async #find(): Promise<readonly Uri[]> {
    const exclude = `**/{${[...skippedFolders].join(',')}}/**`;
    const found = new Map<string, Uri>();
    for (const folder of workspace.workspaceFolders ?? []) {
      const { include = configurationDefaults.include } = await this.#deps.configurations.ofFolder(
        folder.uri,
      );
      for (const glob of include) {
        const pattern = new RelativePattern(folder, wholeGlob(glob));
        const files = await workspace.findFiles(pattern, exclude, undefined, this.#token);
        files.filter(isNoConfiguration).forEach((uri) => found.set(uri.toString(), uri));
      }
    }
    return [...found.values()];
  }

  async #lint(uri: Uri): Promise<void> {
    const { configurations, scanned, log } = this.#deps;
    try {
      const { configuration, isIncluded } = await configurations.governing(uri);
      if (!isIncluded) {
        return;
      }
      if (isOpen(uri)) {
        // It is linted as it is in the editor; its problems outlive the editor from now on.
        if (this.#deps.results.isLinted(uri)) {
          scanned.add(uri);
          this.#templates.push(uri);
        }
        return;
      }
      const { size } = await workspace.fs.stat(uri);
      const limit = configuration.maxFileSize ?? configurationDefaults.maxFileSize;
      if (size > limit) {
        log.warn(
          `Not linted: ${uri.toString(true)} has ${size} bytes, and trailscope.lint.maxFileSize is ${limit}`,
        );
        this.#unread++;
        return;
      }
      const text = await workspace.decode(await workspace.fs.readFile(uri), { uri });
      if (await scanned.judge(uri, text)) {
        this.#templates.push(uri);
      }
    } catch (thrown) {
      log.warn(`Not linted: ${uri.toString(true)}: ${String(thrown)}`);
      this.#unread++;
    }
  }
}

/** A configuration file has problems of its own, which are shown as it is read. */
function isNoConfiguration({ path }: Uri): boolean {
  return !path.endsWith(`/${configurationFileName}`);
}

interface Button extends MessageItem {
  readonly run: () => unknown;
}

async function tell(summary: ScanSummary, present: FailurePresenter): Promise<void> {
  const showProblems: Button = {
    title: l10n.t('Show problems'),
    run: () => commands.executeCommand('workbench.actions.view.problems'),
  };
  const openLog: Button = {
    title: l10n.t('Open log'),
    run: () => {
      present.openLog();
    },
  };
  const count = summary.errors + summary.warnings + summary.notes;
  const buttons = [...(count > 0 ? [showProblems] : []), ...(summary.unread > 0 ? [openLog] : [])];
  const choice = await window.showInformationMessage(summaryText(summary, l10n.t), ...buttons);
  await choice?.run();
}
