import {
  CodeAction,
  CodeActionKind,
  l10n,
  workspace,
  type CodeActionContext,
  type Diagnostic,
  type Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { languageOfFile } from '../../iac/cdk/recognise.ts';
import { editsBetween } from '../../iac/edits/line-diff.ts';
import type { FixOffers, Offer } from '../../iac/edits/fix-offers.ts';
import type { FixedText } from '../../iac/edits/fix-all.ts';
import type { LintProblem } from './lint-problem.ts';
import { diagnosticSource } from './lint-results.ts';
import { ruleActions } from './rule-actions.ts';
import { sourceSuppressActions, templateSuppressActions } from './suppress-actions.ts';
import { vscodeRange, workspaceEdit } from './vscode-edits.ts';

export interface ActionRequest {
  readonly document: TextDocument;
  readonly range: Range;
  readonly context: CodeActionContext;
  /** What is shown for the document. */
  readonly problems: readonly LintProblem[];
  /** The fixes for the text; undefined where there are none for what it is. */
  readonly fixesOf: () => FixOffers | undefined;
  /** The text after all safe fixes. */
  readonly fixedText: () => FixedText | undefined;
  /** The configuration file that a rule can be switched off in, there or to be made; undefined outside of a workspace. */
  readonly configurationFile: Uri | undefined;
}

/** All fixes that need not be asked for one by one. */
export const fixAllKind = CodeActionKind.SourceFixAll.append('cloudtrail');

/** What can be done about the problems at a place of a document. */
export function templateActions(request: ActionRequest): readonly CodeAction[] {
  const { document, context } = request;
  const isAskedFor = (kind: CodeActionKind): boolean =>
    context.only !== undefined && (context.only.contains(kind) || kind.contains(context.only));
  if (isAskedFor(fixAllKind)) {
    return isWritable(document.uri) ? fixAllActions(request) : [];
  }
  return context.only === undefined || isAskedFor(CodeActionKind.QuickFix) ? problemActions(request) : [];
}

/** What cannot be saved is not edited: documents of providers, and of file systems that are read only. */
function isWritable({ scheme }: Uri): boolean {
  return scheme === 'untitled' || workspace.fs.isWritableFileSystem(scheme) === true;
}

function fixAllActions({ document, fixedText }: ActionRequest): readonly CodeAction[] {
  const fixed = fixedText();
  if (fixed === undefined || fixed.applied.length === 0) {
    return [];
  }
  const title = l10n.t('Fix all CloudTrail findings that are safe to fix');
  const action = new CodeAction(title, fixAllKind);
  const edits = editsBetween(document.getText(), fixed.text);
  action.edit = workspaceEdit(document.uri, edits, title);
  return [action];
}

function problemActions(request: ActionRequest): readonly CodeAction[] {
  const near = request.problems.filter(
    ({ range }) => vscodeRange(range).intersection(request.range) !== undefined,
  );
  return near.flatMap((problem) => {
    const actions = actionsFor(problem, request);
    const diagnostic = request.context.diagnostics.find((one) => isOf(one, problem));
    if (diagnostic !== undefined) {
      actions.forEach((action) => {
        action.diagnostics = [diagnostic];
      });
    }
    return actions;
  });
}

function isOf({ source, code, range }: Diagnostic, problem: LintProblem): boolean {
  const value = typeof code === 'object' ? code.value : code;
  return (
    source === diagnosticSource && value === problem.rule?.id && range.isEqual(vscodeRange(problem.range))
  );
}

/** First what solves it, then what silences it, then what explains it. */
function actionsFor({ finding, rule }: LintProblem, request: ActionRequest): readonly CodeAction[] {
  const { document, fixesOf, configurationFile } = request;
  if (finding === undefined || rule === undefined) {
    return [];
  }
  const canEdit = isWritable(document.uri);
  const offers = canEdit ? fixesOf() : undefined;
  const silencing = !canEdit
    ? []
    : languageOfFile(document.uri.path) !== undefined
      ? sourceSuppressActions(document, finding)
      : templateSuppressActions(document, finding, offers);
  return [
    ...(offers?.for(finding).offers.map((offer) => fixAction(document.uri, offer)) ?? []),
    ...silencing,
    ...ruleActions(rule, configurationFile),
  ];
}

function fixAction(uri: Uri, { fix, edits }: Offer): CodeAction {
  const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
  action.isPreferred = fix.isPreferred;
  action.edit = workspaceEdit(uri, edits, fix.title);
  return action;
}
