import {
  commands,
  Disposable,
  l10n,
  workspace,
  type CancellationToken,
  type CodeAction,
  type CodeActionContext,
  type Hover,
  type LogOutputChannel,
  type Position,
  type Range,
  type TextDocument,
  Uri,
} from 'vscode';
import { configurationFileName, type Configuration } from '../../core/posture/configuration.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { toTrailscopeError } from '../../core/failures/failure.ts';
import type { Clock } from '../../core/ports.ts';
import { readConfiguration } from '../../iac/configuration/read-configuration.ts';
import { LibraryVersions } from '../../iac/cdk/library-versions.ts';
import { languageOfFile } from '../../iac/cdk/recognise.ts';
import { Parsers } from '../../iac/cdk/syntax/tree-sitter.ts';
import { cdkLanguage } from '../../iac/cdk-edits/cdk-language.ts';
import type { FixOffers } from '../../iac/edits/fix-offers.ts';
import { templateLanguage } from '../../iac/edits/template-language.ts';
import { samConfigFileName } from '../../iac/parameters/read-parameters.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { Configurations } from './governing-configuration.ts';
import { configurationProblem, type LintProblem } from './lint-problem.ts';
import { LintResults } from './lint-results.ts';
import {
  fixesOfText,
  type FixInput,
  fixText,
  lintSource,
  lintText,
  type LintInput,
  type LintedText,
} from './lint-text.ts';
import { templateActions } from './template-actions.ts';
import { isOpen } from './open-documents.ts';
import { ScannedFiles } from './scanned-files.ts';
import { SoundSources } from './sound-sources.ts';
import { SynthesizedApps } from './synthesized-apps.ts';
import { templateHover } from './template-hover.ts';
import { treeSitterFiles } from './tree-sitter-files.ts';
import { turnRuleOff } from './turn-rule-off.ts';
import { scanWorkspace } from './workspace-scan.ts';

/** What the linter needs. */
export interface LinterDeps {
  readonly clock: Clock;
  readonly log: LogOutputChannel;
  readonly present: FailurePresenter;
  /** Has tree-sitter and its grammars. */
  readonly treeSitter: Uri;
  /** Called when a configuration file has changed, so that open documents are looked at again. */
  readonly configurationChanged: () => void;
}

/** Lints documents and files, and shows what it finds. Loaded with the first template that has CloudTrail in it. */
export class Linter implements Disposable {
  readonly #deps: LinterDeps;
  readonly #results = new LintResults();
  readonly #configurations: Configurations;
  readonly #scanned: ScannedFiles;
  readonly #apps: SynthesizedApps;
  readonly #sound = new SoundSources();
  readonly #versionsOfLibrary = new LibraryVersions(readFileText);
  readonly #parsers: Parsers;
  readonly #brokenRules = new Set<string>();
  /** The fixes that were last asked for. */
  #fixes:
    | {
        readonly document: TextDocument;
        readonly version: number;
        readonly offers: FixOffers | undefined;
      }
    | undefined;
  /** The version of each document that its problems are of. */
  readonly #versions = new Map<string, number>();
  readonly #subscriptions: Disposable;

  constructor(deps: LinterDeps) {
    this.#deps = deps;
    this.#parsers = new Parsers(treeSitterFiles(deps.treeSitter));
    this.#configurations = new Configurations({
      faultsFound: (uri, problems) => {
        if (!isOpen(uri)) {
          this.#results.show(uri, problems.map(configurationProblem));
        }
      },
      unreadable: (uri, thrown) => {
        deps.log.warn(`Cannot read ${uri.toString(true)}: ${String(thrown)}`);
      },
    });
    this.#scanned = new ScannedFiles({
      results: this.#results,
      problemsOf: (uri, text) => this.#problemsOf(uri, text),
      isWanted: (uri) => this.#apps.has(uri) || this.#apps.ofTemplate(uri) !== undefined,
      log: deps.log,
    });
    this.#apps = new SynthesizedApps({
      configurations: this.#configurations,
      clock: deps.clock,
      log: deps.log,
      changed: (uris) => this.#synthesizedAnew(uris),
    });
    this.#subscriptions = Disposable.from(
      this.#results,
      this.#scanned,
      this.#apps,
      this.#watchConfigurations(),
    );
    void this.#apps.find().catch((thrown: unknown) => {
      deps.present.record(toTrailscopeError(thrown));
    });
  }

  /** Shows the problems of an open template, or nothing when the signal says that it has changed meanwhile. */
  async lintDocument(document: TextDocument, signal: AbortSignal): Promise<void> {
    const { uri, version } = document;
    const problems = await this.#problemsOf(uri, document.getText());
    if (signal.aborted || document.isClosed || document.version !== version) {
      return;
    }
    if (problems === undefined) {
      this.#results.clear(uri);
    } else {
      this.#versions.set(uri.toString(), version);
      this.#results.show(uri, problems);
    }
  }

  /** Shows the faults of an open configuration file, as it is in the editor. */
  checkConfiguration(document: TextDocument): void {
    const { problems } = readConfiguration(document.uri.toString(), document.getText(), allRules);
    this.#results.show(document.uri, problems.map(configurationProblem));
  }

  /** The document is no template any more, or linting is switched off. */
  forget(uri: Uri): void {
    this.#results.clear(uri);
  }

  /** An editor was closed: nothing is shown any more, but for what a scan found in the file. */
  async closed(uri: Uri): Promise<void> {
    this.#versions.delete(uri.toString());
    this.#sound.forget(uri.toString());
    if (this.#scanned.has(uri)) {
      await this.#scanned.lint(uri);
    } else {
      this.#results.clear(uri);
    }
  }

  /** Settings have changed: what is not open is looked at again here. */
  async settingsChanged(): Promise<void> {
    this.#fixes = undefined;
    this.#results.reconsiderAll();
    await this.#scanned.lintAgain();
  }

  /** Whether a document is one of which a synthesized app tells something. */
  isSynthesized(uri: Uri): boolean {
    return this.#apps.has(uri);
  }

  /** Runs `cdk synth` for an app; what it writes is linted when it is there. */
  async synthesize(): Promise<void> {
    const { synthesize } = await import('./synthesize.ts');
    if (await synthesize()) {
      await commands.executeCommand('workbench.actions.view.problems');
    }
  }

  /** Lints the workspace, with progress, and tells what was found. */
  async scan(): Promise<void> {
    await scanWorkspace({
      configurations: this.#configurations,
      scanned: this.#scanned,
      results: this.#results,
      log: this.#deps.log,
      present: this.#deps.present,
    });
  }

  async hover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const problems = this.#results.at(document.uri, position);
    const { configuration } = await this.#configurations.governing(document.uri);
    const isCurrent = this.#versions.get(document.uri.toString()) === document.version;
    const fixes =
      problems.length > 0 && isCurrent
        ? this.#fixesOf(document, await this.#fixInput(document, configuration))
        : undefined;
    return templateHover(document, position, problems, fixes);
  }

  /** What can be done about the problems at a place, and in the whole document if that is asked for. */
  async codeActions(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<readonly CodeAction[]> {
    const { uri } = document;
    const { configuration, isExcluded } = await this.#configurations.governing(uri);
    const configurationFile = await this.#configurations.fileFor(uri);
    const input = await this.#fixInput(document, configuration);
    // Problems of an earlier text are at places that are others by now.
    const isCurrent = this.#versions.get(uri.toString()) === document.version;
    return isExcluded || token.isCancellationRequested
      ? []
      : templateActions({
          document,
          range,
          context,
          configurationFile,
          problems: isCurrent ? this.#results.of(uri) : [],
          fixesOf: () => this.#fixesOf(document, input),
          fixedText: () => fixText(input),
        });
  }

  /** The fixes for a document as it is; kept, because the light bulb asks again and again. */
  #fixesOf(document: TextDocument, input: FixInput): FixOffers | undefined {
    if (this.#fixes?.document !== document || this.#fixes.version !== document.version) {
      this.#fixes = { document, version: document.version, offers: fixesOfText(input) };
    }
    return this.#fixes.offers;
  }

  async #fixInput(document: TextDocument, configuration: Configuration): Promise<FixInput> {
    const uri = document.uri.toString();
    const now = this.#deps.clock.now();
    const version = document.version;
    const language =
      languageOfFile(document.uri.path) === undefined
        ? templateLanguage(uri, { parameters: configuration.parameters, now })
        : await cdkLanguage(uri, this.#parsers, await this.#versionsOfLibrary.of(uri));
    // What was typed while a grammar was loaded has other places.
    return document.version === version
      ? { text: document.getText(), configuration, language }
      : this.#fixInput(document, configuration);
  }

  /** Switches a rule off in a configuration file. */
  async turnRuleOff(argument: unknown): Promise<void> {
    await turnRuleOff(argument);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** The problems of a text; undefined when it is no template, or one that the configuration leaves out. */
  async #problemsOf(uri: Uri, text: string): Promise<readonly LintProblem[] | undefined> {
    const { configuration, isExcluded } = await this.#configurations.governing(uri);
    if (isExcluded) {
      return undefined;
    }
    const now = this.#deps.clock.now();
    const input = { document: uri.toString(), text, configuration, now, t: l10n.t };
    const isSource = languageOfFile(uri.path) !== undefined;
    const ofTemplate = this.#apps.ofTemplate(uri);
    if (ofTemplate !== undefined) {
      return ofTemplate;
    }
    const linted = isSource ? await this.#lintSource(uri, input) : lintText(input);
    const synthesized = isSource ? await this.#apps.ofSource(uri, linted?.known ?? []) : [];
    for (const { rule, cause } of linted?.faults ?? []) {
      // Once: it would fail again with each letter that is typed.
      if (!this.#brokenRules.has(rule)) {
        this.#brokenRules.add(rule);
        const trace = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
        this.#deps.log.error(`The rule ${rule} failed on ${uri.toString(true)}: ${trace}`);
      }
    }
    return linted === undefined && synthesized.length === 0
      ? undefined
      : [...(linted?.problems ?? []), ...synthesized];
  }

  async #lintSource(uri: Uri, input: LintInput): Promise<LintedText | undefined> {
    const version = await this.#versionsOfLibrary.of(uri.toString());
    return lintSource(input, { parsers: this.#parsers, version, sound: this.#sound });
  }

  /** Shows what a synthesized app tells of its sources, open or not. */
  async #synthesizedAnew(uris: readonly Uri[]): Promise<void> {
    this.#versionsOfLibrary.forget();
    for (const uri of uris.filter((each) => !isOpen(each))) {
      this.#scanned.add(uri);
      await this.#scanned.lint(uri);
    }
    this.#deps.configurationChanged();
  }

  #watchConfigurations(): Disposable {
    const watcher = workspace.createFileSystemWatcher(`**/{${configurationFileName},${samConfigFileName}}`);
    const changed = (uri: Uri): void => {
      if (!isOpen(uri)) {
        this.#results.clear(uri);
      }
      this.#configurations.forget();
      this.#fixes = undefined;
      this.#deps.configurationChanged();
      void this.#scanned.lintAgain();
    };
    return Disposable.from(
      watcher,
      watcher.onDidCreate(changed),
      watcher.onDidChange(changed),
      watcher.onDidDelete(changed),
    );
  }
}

/** The text of a file by its URI; undefined for one that is not there. */
async function readFileText(uri: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri)));
  } catch {
    return undefined;
  }
}
