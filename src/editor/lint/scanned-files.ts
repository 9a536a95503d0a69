import { Disposable, workspace, type LogOutputChannel, type Uri } from 'vscode';
import { mayBeTemplate, mentionsCloudTrail } from '../../iac/cloudformation/recognise.ts';
import type { LintProblem } from './lint-problem.ts';
import type { LintResults } from './lint-results.ts';
import { isLintEnabled } from './lint-settings.ts';
import { isOpen } from './open-documents.ts';

export interface ScannedFilesDeps {
  readonly results: LintResults;
  /** Undefined for what is no template. */
  readonly problemsOf: (uri: Uri, text: string) => Promise<readonly LintProblem[] | undefined>;
  readonly log: LogOutputChannel;
}

/**
 * The files in which a scan found templates with CloudTrail. Their problems are shown while no editor has them open,
 * and follow the files as they change.
 */
export class ScannedFiles implements Disposable {
  readonly #deps: ScannedFilesDeps;
  readonly #files = new Map<string, Uri>();
  #watcher: Disposable | undefined;

  constructor(deps: ScannedFilesDeps) {
    this.#deps = deps;
  }

  has(uri: Uri): boolean {
    return this.#files.has(uri.toString());
  }

  add(uri: Uri): void {
    this.#files.set(uri.toString(), uri);
    this.#watcher ??= this.#watch();
  }

  /** Forgets all files, as a new scan does; what is open stays shown. */
  clear(): void {
    for (const uri of this.#files.values()) {
      if (!isOpen(uri)) {
        this.#deps.results.clear(uri);
      }
    }
    this.#files.clear();
  }

  /** Lints a file on disk again; one that cannot be read any more has no problems. */
  async lint(uri: Uri): Promise<void> {
    try {
      await this.judge(uri, await workspace.decode(await workspace.fs.readFile(uri), { uri }));
    } catch (thrown) {
      this.#deps.log.warn(`Cannot read ${uri.toString(true)}: ${String(thrown)}`);
      this.#drop(uri);
    }
  }

  async lintAgain(): Promise<void> {
    for (const uri of [...this.#files.values()].filter((each) => !isOpen(each))) {
      await this.lint(uri);
    }
  }

  /**
   * Shows the problems of a file by its text.
   *
   * @returns Whether it is a template with CloudTrail in it.
   */
  async judge(uri: Uri, text: string): Promise<boolean> {
    const isWanted = mayBeTemplate(text) && mentionsCloudTrail(text) && isLintEnabled(uri);
    const problems = isWanted ? await this.#deps.problemsOf(uri, text) : undefined;
    if (isOpen(uri)) {
      // Opened meanwhile: the editor's own results count.
      return problems !== undefined;
    }
    if (problems === undefined) {
      this.#drop(uri);
      return false;
    }
    this.add(uri);
    this.#deps.results.show(uri, problems);
    return true;
  }

  dispose(): void {
    this.#watcher?.dispose();
    this.#files.clear();
  }

  #drop(uri: Uri): void {
    this.#files.delete(uri.toString());
    this.#deps.results.clear(uri);
  }

  #watch(): Disposable {
    const watcher = workspace.createFileSystemWatcher('**/*', true);
    const isOurs = (uri: Uri): boolean => this.has(uri) && !isOpen(uri);
    return Disposable.from(
      watcher,
      watcher.onDidChange((uri) => {
        if (isOurs(uri)) {
          void this.lint(uri);
        }
      }),
      watcher.onDidDelete((uri) => {
        if (isOurs(uri)) {
          this.#drop(uri);
        }
      }),
    );
  }
}
