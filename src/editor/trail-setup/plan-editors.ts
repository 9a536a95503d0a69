import {
  CodeLens,
  Disposable,
  DocumentLink,
  DocumentSymbol,
  EventEmitter,
  FoldingRange,
  l10n,
  languages,
  Range,
  Selection,
  SemanticTokensBuilder,
  SemanticTokensLegend,
  SymbolKind,
  TabInputText,
  Uri,
  window,
  workspace,
  commands,
  type Command,
  type TextDocument,
} from 'vscode';
import type { CommandId } from '../command-ids.ts';
import { styles, type Lens, type PlanDocument, type Section } from './document-draft.ts';
import type { OpenPlan, PlanDocuments } from './plan-documents.ts';

/** The scheme of the documents in which plans are reviewed. package.json names it, too. */
export const planScheme = 'trailscope-plan';

/** The scheme of the two sides of a policy's change. */
const policyScheme = 'trailscope-policy';

/** The address of a plan's document. Its path names the tab; letters, digits and a few signs, whatever the trail is called. */
function planUri({ id, name }: OpenPlan): Uri {
  const clean = name.replace(/[^\p{L}\p{N} ._-]/gu, '');
  return Uri.from({ scheme: planScheme, path: `/${clean}.trailplan`, query: id });
}

/** Opens a plan's document, or brings it to the front, at its beginning. */
export async function showPlan(plan: OpenPlan): Promise<void> {
  const editor = await window.showTextDocument(planUri(plan), { preview: false });
  editor.selection = new Selection(0, 0, 0, 0);
  // To reveal the first line would leave out the lenses above it, which say what can be done.
  await commands.executeCommand('editorScroll', {
    to: 'up',
    by: 'line',
    value: editor.document.lineCount * 10,
  });
}

export async function closePlan(plan: OpenPlan): Promise<void> {
  const address = planUri(plan).toString();
  const tabs = window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputText && input.uri.toString() === address);
  await window.tabGroups.close(tabs);
}

/** The id of the plan whose document is in the active editor. */
export function activePlanId(): string | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri?.scheme === planScheme ? uri.query : undefined;
}

/** The line of the cursor in the active editor. */
export function activeLine(): number | undefined {
  return window.activeTextEditor?.selection.active.line;
}

/** Shows a policy as it is and as a step would make it, side by side. */
export async function showPolicyDiff(plan: OpenPlan, step: string): Promise<void> {
  const side = (name: 'before' | 'after'): Uri =>
    Uri.from({ scheme: policyScheme, path: `/${step}-${name}.json`, query: plan.id });
  const title = l10n.t('{0}: {1}', plan.name, step);
  await commands.executeCommand('vscode.diff', side('before'), side('after'), title, { preview: true });
}

/** Serves the documents of plans, with their outline, folding, colours, links and lenses. */
export function registerPlanEditors(documents: PlanDocuments): Disposable {
  const changed = new EventEmitter<Uri>();
  return Disposable.from(
    changed,
    documents.onDidChange((plan) => {
      changed.fire(planUri(plan));
      tellState(documents);
    }),
    window.onDidChangeActiveTextEditor(() => {
      tellState(documents);
    }),
    workspace.registerTextDocumentContentProvider(planScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: ({ query }) => documents.get(query)?.document.text ?? gone(),
    }),
    workspace.registerTextDocumentContentProvider(policyScheme, {
      provideTextDocumentContent: (uri) => policyText(documents, uri),
    }),
    ...languageFeatures(documents),
  );
}

/** Outline, folding, colours, links and lenses. */
function languageFeatures(documents: PlanDocuments): { dispose(): unknown }[] {
  const selector = { scheme: planScheme };
  const documentOf = ({ uri }: TextDocument): PlanDocument | undefined => documents.get(uri.query)?.document;
  const legend = new SemanticTokensLegend([...styles]);
  const lensesChanged = new EventEmitter<void>();
  return [
    lensesChanged,
    documents.onDidChange(() => {
      lensesChanged.fire();
    }),
    languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: (document) =>
        flattened(documentOf(document)?.sections ?? []).map(({ from, to }) => new FoldingRange(from, to)),
    }),
    languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols: (document) => (documentOf(document)?.sections ?? []).map(symbolOf),
    }),
    languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: ({ uri }) => {
        const plan = documents.get(uri.query);
        return plan === undefined ? [] : plan.document.lenses.flatMap((lens) => lensesOf(plan, lens));
      },
    }),
    languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: (document) =>
        (documentOf(document)?.links ?? []).map(
          ({ line, from, length, address }) =>
            new DocumentLink(new Range(line, from, line, from + length), Uri.parse(address, true)),
        ),
    }),
    languages.registerDocumentSemanticTokensProvider(
      selector,
      {
        provideDocumentSemanticTokens: (document) => {
          const builder = new SemanticTokensBuilder(legend);
          for (const { line, from, length, style } of documentOf(document)?.tokens ?? []) {
            builder.push(new Range(line, from, line, from + length), style);
          }
          return builder.build();
        },
      },
      legend,
    ),
  ];
}

function gone(): never {
  throw new Error(
    l10n.t('This plan was closed with the window that made it. Nothing runs by itself; make the plan again.'),
  );
}

function policyText(documents: PlanDocuments, { query, path }: Uri): string {
  const plan = documents.get(query);
  const [, id = '', side] = /^\/(.*)-(before|after)\.json$/.exec(path) ?? [];
  const review = plan?.state.kind === 'ended' ? undefined : plan?.state.review;
  const changes = review?.plan.steps.find((step) => step.id === id)?.changes;
  if (changes === undefined) {
    return gone();
  }
  return indented((side === 'before' ? changes.before : changes.after) ?? '');
}

/** Indented, as AWS gives policies on one line; a text that is no JSON as it is. */
function indented(policy: string): string {
  try {
    return `${JSON.stringify(JSON.parse(policy), undefined, 2)}\n`;
  } catch {
    return policy;
  }
}

function flattened(sections: readonly Section[]): readonly Section[] {
  return sections.flatMap((section) => [section, ...flattened(section.sections)]);
}

function symbolOf({ title, detail, kind, from, to, sections }: Section): DocumentSymbol {
  const kinds = {
    heading: SymbolKind.Namespace,
    step: SymbolKind.Function,
    parameters: SymbolKind.Object,
  } as const;
  const symbol = new DocumentSymbol(
    title,
    detail,
    kinds[kind],
    new Range(from, 0, to + 1, 0),
    new Range(from, 0, from, 0),
  );
  symbol.children = sections.map(symbolOf);
  return symbol;
}

function lensesOf(plan: OpenPlan, lens: Lens): readonly CodeLens[] {
  const range = new Range(lens.line, 0, lens.line, 0);
  if (lens.kind === 'diff') {
    const title = l10n.t('Show change of the policy');
    return [new CodeLens(range, command('trailscope.showPolicyDiff', title, plan.id, lens.step))];
  }
  return actionsOf(plan).map((action) => new CodeLens(range, action));
}

/** What can be done with a review as it is. */
function actionsOf(plan: OpenPlan): readonly Command[] {
  const apply = command('trailscope.applyPlan', l10n.t('Apply'), plan.id);
  const managed = command('trailscope.changeManaged', l10n.t('Change it nevertheless…'), plan.id);
  const back = command('trailscope.backToQuestions', l10n.t('Back'), plan.id);
  const cancel = command('trailscope.cancelPlan', l10n.t('Cancel'), plan.id);
  const canGoBack = plan.state.kind === 'review' && plan.state.review.request.kind === 'create';
  switch (stateWord(plan)) {
    case 'ready':
      return [apply, ...(canGoBack ? [back] : []), cancel];
    case 'managed':
      return [managed, ...(canGoBack ? [back] : []), cancel];
    case 'refused':
      return [...(canGoBack ? [back] : []), cancel];
    case 'ended':
      return leavesTrail(plan) ? [command('trailscope.showPlannedTrail', l10n.t('Show trail'), plan.id)] : [];
    default:
      return [];
  }
}

/** Whether the trail of a plan that has run is there. */
function leavesTrail({ state }: OpenPlan): boolean {
  return (
    state.kind === 'ended' &&
    (state.outcome === 'done' || state.outcome === 'kept' || state.place.plan.kind !== 'create-trail')
  );
}

function command(id: CommandId, title: string, ...values: readonly unknown[]): Command {
  return { command: id, title, arguments: [...values] };
}

/** How far the plan in the active editor has come, for `when` clauses. */
function tellState(documents: PlanDocuments): void {
  const plan = documents.get(activePlanId() ?? '');
  const canGoBack = plan?.state.kind === 'review' && plan.state.review.request.kind === 'create';
  void commands.executeCommand('setContext', 'trailscope.plan', stateWord(plan));
  void commands.executeCommand('setContext', 'trailscope.plan.canGoBack', canGoBack);
}

type StateWord = 'none' | 'ready' | 'managed' | 'refused' | 'running' | 'ended';

function stateWord(plan: OpenPlan | undefined): StateWord {
  if (plan?.state.kind !== 'review') {
    return plan?.state.kind ?? 'none';
  }
  const { refusals } = plan.state.review.plan;
  if (refusals.length === 0) {
    return 'ready';
  }
  return refusals.every(({ id }) => id === 'managed') ? 'managed' : 'refused';
}
