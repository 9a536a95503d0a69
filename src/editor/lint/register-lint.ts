import {
  CodeActionKind,
  Disposable,
  languages,
  window,
  workspace,
  type DocumentFilter,
  type TextDocument,
  type Uri,
} from 'vscode';
import { configurationFileName } from '../../core/posture/configuration.ts';
import { toTrailscopeError } from '../../core/failures/failure.ts';
import { importsCdkCloudTrail, languageOfFile } from '../../iac/cdk/recognise.ts';
import { mayBeTemplate, mentionsCloudTrail } from '../../iac/cloudformation/recognise.ts';
import { registerCommands } from '../commands.ts';
import { exampleTemplate } from './example-template.ts';
import { LatestRuns } from './latest-runs.ts';
import { isLintable, sourceLanguages, templateEndings, templateLanguages } from './lint-languages.ts';
import { isHoverEnabled, isLintEnabled } from './lint-settings.ts';
import type { Linter, LinterDeps } from './linter.ts';

export type LintDeps = Omit<LinterDeps, 'configurationChanged'>;

/** After a keystroke, in milliseconds: diagnostics have to be there within 200, and linting takes time of its own. */
const pause = 75;

/** A file that takes long to lint is linted less often while somebody types in it, but not later than this. */
const longestPause = 1000;

/**
 * Registers the linter: diagnostics, hovers and fixes in templates, and the scan of the workspace. Of each document only
 * the text is tested here; parsers and rules are loaded with the first one that has something of CloudTrail in it.
 */
export function registerLint(deps: LintDeps): Disposable {
  const watch = new DocumentWatch(deps);
  const templates: DocumentFilter[] = [
    ...templateLanguages.map((language) => ({ language })),
    { pattern: `**/*.{${templateEndings.join(',')}}` },
  ];
  return Disposable.from(
    watch,
    ...registerCommands(deps.present, {
      'trailscope.lintWorkspace': async () => {
        await (await watch.linter()).scan();
      },
      'trailscope.turnRuleOff': async (argument) => {
        await (await watch.linter()).turnRuleOff(argument);
      },
      'trailscope.synthesizeAndLint': async () => {
        await (await watch.linter()).synthesize();
      },
      'trailscope.openExampleTemplate': async () => {
        await window.showTextDocument(
          await workspace.openTextDocument({ language: 'yaml', content: exampleTemplate }),
        );
      },
    }),
    languages.registerHoverProvider([...templates, ...sourceLanguages.map((language) => ({ language }))], {
      provideHover: async (document, position, token) => {
        const kind = kindOf(document);
        if (!isHoverEnabled(document.uri) || (kind !== 'template' && kind !== 'source')) {
          return undefined;
        }
        const linter = await watch.linter();
        return token.isCancellationRequested ? undefined : linter.hover(document, position);
      },
    }),
    languages.registerCodeActionsProvider(
      [...templates, ...sourceLanguages.map((language) => ({ language }))],
      {
        provideCodeActions: async (document, range, context, token) => {
          const kind = kindOf(document);
          if (kind !== 'template' && kind !== 'source') {
            return [];
          }
          const linter = await watch.linter();
          return [...(await linter.codeActions(document, range, context, token))];
        },
      },
      {
        providedCodeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll.append('cloudtrail')],
      },
    ),
  );
}

/** Watches the open documents, and has those linted that may be templates with CloudTrail in them. */
class DocumentWatch implements Disposable {
  readonly #deps: LintDeps;
  readonly #runs = new LatestRuns();
  readonly #subscriptions: Disposable;
  /** How long the last run of a document took, in milliseconds. */
  readonly #durations = new Map<string, number>();
  #loaded: Promise<Linter> | undefined;

  constructor(deps: LintDeps) {
    this.#deps = deps;
    this.#subscriptions = Disposable.from(
      workspace.onDidOpenTextDocument((document) => {
        this.#schedule(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) {
          const duration = this.#durations.get(document.uri.toString()) ?? 0;
          this.#schedule(document, Math.min(pause + duration, longestPause));
        }
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#runs.cancel(uri.toString());
        this.#durations.delete(uri.toString());
        this.#whenLoaded((linter) => linter.closed(uri));
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('trailscope.lint')) {
          this.#whenLoaded((linter) => linter.settingsChanged());
          this.#scheduleAll();
        }
      }),
    );
    this.#scheduleAll();
  }

  /** The linter, which is loaded when it is first asked for. */
  linter(): Promise<Linter> {
    return (this.#loaded ??= this.#load());
  }

  dispose(): void {
    this.#runs.dispose();
    this.#subscriptions.dispose();
    this.#whenLoaded((linter) => {
      linter.dispose();
    });
  }

  async #load(): Promise<Linter> {
    const { Linter } = await import('./linter.ts');
    return new Linter({
      ...this.#deps,
      configurationChanged: () => {
        this.#scheduleAll();
      },
    });
  }

  #scheduleAll(): void {
    workspace.textDocuments.forEach((document) => {
      this.#schedule(document, 0);
    });
  }

  #schedule(document: TextDocument, delay: number): void {
    if (isWatched(document)) {
      this.#runs.schedule(document.uri.toString(), delay, (signal) => this.#check(document, signal));
    }
  }

  async #check(document: TextDocument, signal: AbortSignal): Promise<void> {
    try {
      const kind = kindOf(document);
      if (kind === undefined) {
        // What its synthesized app tells of a source is shown whatever is in it.
        this.#whenLoaded(async (linter) => {
          if (linter.isSynthesized(document.uri)) {
            await linter.lintDocument(document, signal);
          } else {
            linter.forget(document.uri);
          }
        });
        return;
      }
      const linter = await this.linter();
      if (signal.aborted || document.isClosed) {
        return;
      }
      const start = performance.now();
      if (kind !== 'configuration') {
        await linter.lintDocument(document, signal);
      } else {
        linter.checkConfiguration(document);
      }
      this.#durations.set(document.uri.toString(), performance.now() - start);
    } catch (thrown) {
      this.#deps.present.record(toTrailscopeError(thrown));
    }
  }

  #whenLoaded(act: (linter: Linter) => unknown): void {
    void this.#loaded?.then(act).catch((thrown: unknown) => {
      this.#deps.present.record(toTrailscopeError(thrown));
    });
  }
}

function isWatched({ languageId, uri }: TextDocument): boolean {
  return isLintable({ languageId, scheme: uri.scheme, path: uri.path });
}

/** What a document is to the linter, by a look at its name and its characters. */
function kindOf(document: TextDocument): 'template' | 'source' | 'configuration' | undefined {
  if (!isWatched(document) || !isLintEnabled(document.uri)) {
    return undefined;
  }
  if (isConfiguration(document.uri)) {
    return 'configuration';
  }
  const text = document.getText();
  if (languageOfFile(document.uri.path) !== undefined) {
    return importsCdkCloudTrail(text) ? 'source' : undefined;
  }
  return mayBeTemplate(text) && mentionsCloudTrail(text) ? 'template' : undefined;
}

function isConfiguration({ path }: Uri): boolean {
  return path.endsWith(`/${configurationFileName}`);
}
