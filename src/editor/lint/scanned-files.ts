import { Disposable, workspace, type LogOutputChannel, type Uri } from 'vscode';
import { importsCdkCloudTrail, languageOfFile } from '../../iac/cdk/recognise.ts';
import { mayBeTemplate, mentionsCloudTrail } from '../../iac/cloudformation/recognise.ts';
import type { LintProblem } from './lint-problem.ts';
import type { LintResults } from './lint-results.ts';
import { isLintEnabled } from './lint-settings.ts';
import { isOpen } from './open-documents.ts';

export interface ScannedFilesDeps {
  readonly results: LintResults;
  /** Undefined for what is no template. */
  readonly problemsOf: (uri: Uri, text: string) => Promise<readonly LintProblem[] | undefined>;
  /** Whether a file is one whatever is in it. */
  readonly isWanted: (uri: Uri) => boolean;
  readonly log: LogOutputChannel;
}

/**
 * The files in which a scan found templates with CloudTrail. Their problems are shown while no editor has them open,
 * and follow the files as they change.
 */
export class ScannedFiles implements Disposable {
  readonly #deps: ScannedFilesDeps;
  readonly #files = new Map<string, Uri>();
  /** The latest reading of each file that is being read. */
  readonly #readings = new Map<string, symbol>();
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

  /**
   * Lints a file on disk again; one that cannot be read any more has no problems. The file stays one of ours whatever
   * is in it: while a program writes it, it is empty for a moment, and one that replaces it deletes it first.
   */
  async lint(uri: Uri): Promise<void> {
    const key = uri.toString();
    const reading = Symbol(key);
    this.#readings.set(key, reading);
    const isLatest = (): boolean => this.#readings.get(key) === reading;
    try {
      const text = await workspace.decode(await workspace.fs.readFile(uri), { uri });
      await this.#showProblems(uri, text, isLatest);
    } catch (thrown) {
      if (isLatest()) {
        this.#deps.log.warn(`Cannot read ${uri.toString(true)}: ${String(thrown)}`);
        this.#deps.results.clear(uri);
      }
    } finally {
      if (isLatest()) {
        this.#readings.delete(key);
      }
    }
  }

  async lintAgain(): Promise<void> {
    for (const uri of [...this.#files.values()].filter((each) => !isOpen(each))) {
      await this.lint(uri);
    }
  }

  /**
   * Shows the problems of a file that a scan found, by its text, and follows the file from now on.
   *
   * @returns Whether it is a template with CloudTrail in it.
   */
  async judge(uri: Uri, text: string): Promise<boolean> {
    const isTemplate = await this.#showProblems(uri, text, () => true);
    if (isTemplate && !isOpen(uri)) {
      this.add(uri);
    }
    return isTemplate;
  }

  /** Shows the problems of a text unless a newer one of the file is being read; tells whether it is a template. */
  async #showProblems(uri: Uri, text: string, isLatest: () => boolean): Promise<boolean> {
    const isSource = languageOfFile(uri.path) !== undefined;
    const isOfCloudTrail = isSource
      ? importsCdkCloudTrail(text)
      : mayBeTemplate(text) && mentionsCloudTrail(text);
    const isWanted = (isOfCloudTrail || this.#deps.isWanted(uri)) && isLintEnabled(uri);
    const problems = isWanted ? await this.#deps.problemsOf(uri, text) : undefined;
    // Once it is open, the editor's own results count.
    if (isLatest() && !isOpen(uri)) {
      if (problems === undefined) {
        this.#deps.results.clear(uri);
      } else {
        this.#deps.results.show(uri, problems);
      }
    }
    return problems !== undefined;
  }

  dispose(): void {
    this.#watcher?.dispose();
    this.#files.clear();
  }

  #watch(): Disposable {
    const watcher = workspace.createFileSystemWatcher('**/*');
    const isOurs = (uri: Uri): boolean => this.has(uri) && !isOpen(uri);
    const written = (uri: Uri): void => {
      if (isOurs(uri)) {
        void this.lint(uri);
      }
    };
    return Disposable.from(
      watcher,
      watcher.onDidCreate(written),
      watcher.onDidChange(written),
      watcher.onDidDelete((uri) => {
        if (isOurs(uri)) {
          this.#readings.delete(uri.toString());
          this.#deps.results.clear(uri);
        }
      }),
    );
  }
}
