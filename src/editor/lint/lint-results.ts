import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  languages,
  Location,
  Range,
  Uri,
  type Disposable,
  type Position,
} from 'vscode';
import type { Range as TextRange } from '../../core/posture/location.ts';
import type { Severity } from '../../core/posture/rule.ts';
import { ruleDocumentationUrl } from '../../core/posture/rule-url.ts';
import { isDuplicate } from './duplicate-problems.ts';
import type { LintProblem } from './lint-problem.ts';
import { hidesDuplicates } from './lint-settings.ts';

/** What diagnostics of ours say that they come from. */
export const diagnosticSource = 'cloudtrail';

interface Result {
  readonly uri: Uri;
  readonly problems: readonly LintProblem[];
  /** Those that are shown, for no other tool says the same. */
  visible: readonly LintProblem[];
}

/** The problems of documents, and the diagnostics that show them. */
export class LintResults implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('trailscope');
  readonly #results = new Map<string, Result>();
  readonly #subscription = languages.onDidChangeDiagnostics(({ uris }) => {
    uris.forEach((uri) => {
      this.#reconsider(uri);
    });
  });

  show(uri: Uri, problems: readonly LintProblem[]): void {
    const visible = withoutDuplicates(uri, problems);
    this.#results.set(uri.toString(), { uri, problems, visible });
    this.#collection.set(uri, visible.map(diagnosticOf));
  }

  clear(uri: Uri): void {
    if (this.#results.delete(uri.toString())) {
      this.#collection.delete(uri);
    }
  }

  /** The problems that are shown at a position. */
  at(uri: Uri, position: Position): readonly LintProblem[] {
    const visible = this.#results.get(uri.toString())?.visible ?? [];
    return visible.filter(({ range }) => rangeOf(range).contains(position));
  }

  /** Whether a document was linted, with or without anything to show for it. */
  isLinted(uri: Uri): boolean {
    return this.#results.has(uri.toString());
  }

  /** What is shown for a document. */
  of(uri: Uri): readonly LintProblem[] {
    return this.#results.get(uri.toString())?.visible ?? [];
  }

  /** Looks again for duplicates everywhere, as after a change of the setting. */
  reconsiderAll(): void {
    [...this.#results.values()].forEach(({ uri }) => {
      this.#reconsider(uri);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#collection.dispose();
    this.#results.clear();
  }

  /**
   * Hides what another tool has begun to say, and shows again what none says any more. Our own change comes back here
   * as an event; it changes nothing of what others say, so it ends there.
   */
  #reconsider(uri: Uri): void {
    const result = this.#results.get(uri.toString());
    if (result === undefined) {
      return;
    }
    const visible = withoutDuplicates(uri, result.problems);
    const isSame =
      visible.length === result.visible.length &&
      visible.every((problem, index) => problem === result.visible[index]);
    if (!isSame) {
      result.visible = visible;
      this.#collection.set(uri, visible.map(diagnosticOf));
    }
  }
}

function withoutDuplicates(uri: Uri, problems: readonly LintProblem[]): readonly LintProblem[] {
  const canBeTwice = problems.some(
    ({ counterparts, isSyntaxFault }) => counterparts.length > 0 || isSyntaxFault,
  );
  if (!canBeTwice || !hidesDuplicates(uri)) {
    return problems;
  }
  const others = languages
    .getDiagnostics(uri)
    .filter(({ source }) => source !== diagnosticSource)
    .map(({ range, message, source, code }) => ({ range, message, source, code }));
  return problems.filter((problem) => !isDuplicate(problem, others));
}

const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function diagnosticOf(problem: LintProblem): Diagnostic {
  const { range, message, severity, rule, related, isUnnecessary } = problem;
  const diagnostic = new Diagnostic(rangeOf(range), message, severityOf[severity]);
  diagnostic.source = diagnosticSource;
  if (rule !== undefined) {
    diagnostic.code = { value: rule.id, target: Uri.parse(ruleDocumentationUrl(rule.id)) };
  }
  if (related.length > 0) {
    diagnostic.relatedInformation = related.map(
      ({ at, message: text }) =>
        new DiagnosticRelatedInformation(new Location(Uri.parse(at.document), rangeOf(at.range)), text),
    );
  }
  if (isUnnecessary) {
    diagnostic.tags = [DiagnosticTag.Unnecessary];
  }
  return diagnostic;
}

function rangeOf({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
