import { Uri, workspace, type Disposable, type LogOutputChannel } from 'vscode';
import { lintSettingsOf } from '../../core/posture/configuration.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import type { Clock } from '../../core/ports.ts';
import { lintStack, type LintedStack } from '../../iac/cdk/assembly/lint-template.ts';
import {
  isKnown,
  placeInSource,
  type KnownFinding,
  type TracedFinding,
} from '../../iac/cdk/assembly/place-findings.ts';
import {
  mayBeManifest,
  readAssembly,
  type SourceFrame,
  type SynthesizedStack,
} from '../../iac/cdk/assembly/read-assembly.ts';
import type { Configurations } from './governing-configuration.ts';
import { LatestRuns } from './latest-runs.ts';
import { problemOfFinding, type LintProblem } from './lint-problem.ts';
import { isLintEnabled } from './lint-settings.ts';

export interface SynthesizedAppsDeps {
  readonly configurations: Configurations;
  readonly clock: Clock;
  readonly log: LogOutputChannel;
  /** Called with the sources and templates whose problems have become others. */
  readonly changed: (uris: readonly Uri[]) => Promise<void>;
}

/** `cdk synth` writes the manifest among its last files, but not in one go. */
const pause = 500;

const mostApps = 20;

/** What is shown of one synthesized app. */
interface App {
  /** Problems by the document that they are shown on. */
  readonly problems: Map<string, { readonly uri: Uri; readonly own: TracedProblem[] }>;
  readonly templates: ReadonlySet<string>;
  /** When it was synthesized, in epoch milliseconds: later sources are not what it was made from. */
  readonly time: number;
}

interface TracedProblem {
  readonly problem: LintProblem;
  readonly rule: string;
}

/** The synthesized CDK apps of the workspace: what is found in their templates, shown on the sources they come from. */
export class SynthesizedApps implements Disposable {
  readonly #deps: SynthesizedAppsDeps;
  readonly #apps = new Map<string, App>();
  readonly #runs = new LatestRuns();
  readonly #watcher = workspace.createFileSystemWatcher('**/manifest.json');

  constructor(deps: SynthesizedAppsDeps) {
    this.#deps = deps;
    const changed = (uri: Uri): void => {
      this.#runs.schedule(uri.toString(), pause, () => this.#read(uri));
    };
    this.#watcher.onDidCreate(changed);
    this.#watcher.onDidChange(changed);
    this.#watcher.onDidDelete(changed);
  }

  /** Lints the apps that are there. */
  async find(): Promise<void> {
    const manifests = await workspace.findFiles('**/cdk.out/manifest.json', '**/node_modules/**', mostApps);
    for (const manifest of manifests) {
      await this.#read(manifest);
    }
  }

  /** Whether something of a document is shown that only its synthesized app tells. */
  has(uri: Uri): boolean {
    const key = uri.toString();
    return [...this.#apps.values()].some(({ problems }) => problems.has(key));
  }

  /** The problems of a template of an app that are not shown elsewhere; undefined for any other document. */
  ofTemplate(uri: Uri): readonly LintProblem[] | undefined {
    const key = uri.toString();
    const app = [...this.#apps.values()].find(({ templates }) => templates.has(key));
    return app && (app.problems.get(key)?.own ?? []).map(({ problem }) => problem);
  }

  /** What the apps add to the problems of a source, while that is as it was when they were synthesized. */
  async ofSource(uri: Uri, known: readonly KnownFinding[]): Promise<readonly LintProblem[]> {
    const key = uri.toString();
    const added: LintProblem[] = [];
    for (const { problems, time } of this.#apps.values()) {
      const own = problems.get(key)?.own ?? [];
      if (own.length > 0 && (await isUnchangedSince(uri, time))) {
        added.push(
          ...own
            .filter(({ rule, problem }) => !isKnown(rule, problem.range.start.line, known, allRules))
            .map(({ problem }) => problem),
        );
      }
    }
    return added;
  }

  dispose(): void {
    this.#runs.dispose();
    this.#watcher.dispose();
  }

  async #read(manifest: Uri): Promise<void> {
    const key = manifest.toString();
    const before = this.#apps.get(key);
    const app = await this.#app(manifest);
    if (app === undefined) {
      this.#apps.delete(key);
    } else {
      this.#apps.set(key, app);
    }
    const uris = [before, app].flatMap((each) => [...(each?.problems.values() ?? [])].map(({ uri }) => uri));
    const templates = [before, app].flatMap((each) =>
      [...(each?.templates ?? [])].map((uri) => Uri.parse(uri)),
    );
    const all = new Map([...uris, ...templates].map((uri) => [uri.toString(), uri]));
    await this.#deps.changed([...all.values()]);
  }

  async #app(manifest: Uri): Promise<App | undefined> {
    const text = await readText(manifest);
    const { isExcluded } = await this.#deps.configurations.governing(manifest);
    if (text === undefined || !mayBeManifest(text) || isExcluded || !isLintEnabled(manifest)) {
      return undefined;
    }
    const folder = Uri.joinPath(manifest, '..');
    const assembly = await readAssembly((name) => readText(Uri.joinPath(folder, name)));
    if (assembly === undefined) {
      return undefined;
    }
    const { mtime } = await workspace.fs.stat(manifest);
    const uriOf = ({ template }: SynthesizedStack): Uri => Uri.joinPath(folder, template);
    const app: App = {
      problems: new Map(),
      templates: new Set(assembly.stacks.map((stack) => uriOf(stack).toString())),
      time: mtime,
    };
    for (const stack of assembly.stacks) {
      await this.#lintStack(app, uriOf(stack), stack);
    }
    return app;
  }

  async #lintStack(app: App, uri: Uri, stack: SynthesizedStack): Promise<void> {
    const text = await readText(uri);
    const { configuration } = await this.#deps.configurations.governing(uri);
    const settings = lintSettingsOf(configuration);
    const template = { document: uri.toString(), text: text ?? '', now: this.#deps.clock.now() };
    const linted = lintStack(stack, template, allRules, settings);
    for (const { rule, cause } of linted?.faults ?? []) {
      this.#deps.log.error(`The rule ${rule} failed on ${uri.toString(true)}: ${String(cause)}`);
    }
    for (const traced of linted?.findings ?? []) {
      await add(app, uri, traced, linted);
    }
  }
}

async function add(
  app: App,
  template: Uri,
  traced: TracedFinding,
  linted: LintedStack | undefined,
): Promise<void> {
  const { finding, constructPath, frames } = traced;
  const place = await placeOf(frames);
  const related = [];
  for (const { at, message } of finding.related) {
    const origin = await placeOf(linted?.originOf(at)?.frames ?? []);
    related.push({ at: origin?.at ?? at, message });
  }
  const problem = problemOfFinding(
    place === undefined
      ? { ...finding, related }
      : {
          ...finding,
          related,
          at: place.at,
          message: `${finding.message} (synthesized as ${constructPath ?? ''})`,
        },
    allRules,
  );
  if (problem !== undefined) {
    const uri = place?.uri ?? template;
    const known = app.problems.get(uri.toString()) ?? { uri, own: [] };
    // It is fixed where it is written, not in a template that is made anew each time.
    const { range, message, severity, rule, isUnnecessary, counterparts, isSyntaxFault } = problem;
    const shown = { range, message, severity, related, isUnnecessary, counterparts, isSyntaxFault };
    known.own.push({ problem: rule === undefined ? shown : { ...shown, rule }, rule: finding.rule });
    app.problems.set(uri.toString(), known);
  }
}

/** The innermost code of the workspace. */
async function placeOf(frames: readonly SourceFrame[]) {
  for (const frame of frames) {
    const uri = Uri.file(frame.file);
    const text = workspace.getWorkspaceFolder(uri) === undefined ? undefined : await readText(uri);
    const range = text === undefined ? undefined : placeInSource(text, frame);
    if (range !== undefined) {
      return { uri, at: { document: uri.toString(), range } };
    }
  }
  return undefined;
}

async function isUnchangedSince(uri: Uri, time: number): Promise<boolean> {
  const key = uri.toString();
  const isDirty = workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === key,
  );
  return !isDirty && (await workspace.fs.stat(uri)).mtime <= time;
}

async function readText(uri: Uri): Promise<string | undefined> {
  try {
    return await workspace.decode(await workspace.fs.readFile(uri), { uri });
  } catch {
    return undefined;
  }
}
