import {
  CodeAction,
  CodeActionKind,
  Range,
  workspace,
  WorkspaceEdit,
  type CodeActionContext,
  type Diagnostic,
  type TextDocument,
  type Uri,
} from 'vscode';
import type { FixOffers, Offer } from '../../iac/edits/fix-offers.ts';
import type { TextEdit } from '../../iac/edits/text-edit.ts';
import { diagnosticSource } from './lint-results.ts';
import type { LintProblem } from './lint-problem.ts';

export interface ActionRequest {
  readonly document: TextDocument;
  readonly range: Range;
  readonly context: CodeActionContext;
  /** What is shown for the document. */
  readonly problems: readonly LintProblem[];
  /** Called once, and only where there is something to fix. */
  readonly fixesOf: () => FixOffers | undefined;
}

/** All edits that need not be asked for one by one. */
export const fixAllKind = CodeActionKind.SourceFixAll.append('cloudtrail');

/** What can be done about the problems at a place of a template. */
export function templateActions(request: ActionRequest): readonly CodeAction[] {
  const { document, context } = request;
  if (!isWritable(document.uri)) {
    return [];
  }
  const isWanted = (kind: CodeActionKind): boolean => context.only?.contains(kind) ?? true;
  return isWanted(CodeActionKind.QuickFix) ? quickFixes(request) : [];
}

/** What cannot be saved is not edited: documents of providers, and of file systems that are read only. */
function isWritable({ scheme }: Uri): boolean {
  return scheme === 'untitled' || workspace.fs.isWritableFileSystem(scheme) === true;
}

function quickFixes({ document, range, context, problems, fixesOf }: ActionRequest): readonly CodeAction[] {
  const near = problems.filter((problem) => rangeOf(problem.range).intersection(range) !== undefined);
  const offers = near.some(({ finding }) => finding !== undefined) ? fixesOf() : undefined;
  return near.flatMap(({ finding, range: at }) => {
    const diagnostic = context.diagnostics.find((one) => isOf(one, finding?.rule, rangeOf(at)));
    return finding === undefined || offers === undefined
      ? []
      : offers.for(finding).offers.map((offer) => fixAction(document.uri, offer, diagnostic));
  });
}

function isOf({ source, code, range }: Diagnostic, rule: string | undefined, at: Range): boolean {
  const value = typeof code === 'object' ? code.value : code;
  return source === diagnosticSource && value === rule && range.isEqual(at);
}

function fixAction(uri: Uri, { fix, edits }: Offer, diagnostic: Diagnostic | undefined): CodeAction {
  const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
  action.isPreferred = fix.isPreferred;
  action.edit = workspaceEdit(uri, edits, fix.title);
  if (diagnostic !== undefined) {
    action.diagnostics = [diagnostic];
  }
  return action;
}

/** Edits of several places are shown in the preview of refactorings before they are made. */
function workspaceEdit(uri: Uri, edits: readonly TextEdit[], label: string): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const metadata = edits.length > 1 ? { needsConfirmation: true, label } : undefined;
  for (const { range, newText } of edits) {
    edit.replace(uri, rangeOf(range), newText, metadata);
  }
  return edit;
}

function rangeOf({ start, end }: TextEdit['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
