import { explainFailure } from '../../core/failures/explain-failure.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { Localize } from '../../core/localize.ts';
import type { NodeIcon, TooltipLine, TreeNode } from '../tree/tree-node.ts';

/** What the commands of a failure's row take. */
export interface FailureItem {
  readonly error: TrailscopeError;
  /** Asks again for what failed. */
  readonly retry: () => Promise<void>;
}

/** The argument of a command as a failure's row, or undefined for anything else. */
export function failureItem(argument: unknown): FailureItem | undefined {
  if (typeof argument !== 'object' || argument === null) {
    return undefined;
  }
  const { error, retry } = argument as Partial<FailureItem>;
  return error instanceof TrailscopeError && typeof retry === 'function' ? { error, retry } : undefined;
}

/**
 * The row of a failure among rows that could be loaded: why, and in a row below it what to do ({@link remedyNode}),
 * since a side bar is too narrow for both.
 */
export function failureNode(id: string, item: FailureItem, t: Localize): TreeNode {
  const { title, reason } = explainFailure(item.error, t);
  return { ...rowOf(id, item, t), label: reason, spoken: `${title}. ${reason}`, expansion: 'expanded' };
}

/** The row of a failure that left nothing else to show: what failed. The view's message says the rest, in full. */
export function wholeFailureNode(id: string, item: FailureItem, t: Localize): TreeNode {
  const { title, reason, remedy } = explainFailure(item.error, t);
  return { ...rowOf(id, item, t), label: title, spoken: `${title}. ${reason} ${remedy}` };
}

/** What is the matter, in a word or two: beside the name of what could not be read. */
export function failureWord({ failure }: TrailscopeError, t: Localize): string {
  switch (failure.kind) {
    case 'sign-in-needed':
    case 'expired':
      return t('sign in again');
    case 'no-credentials':
      return t('no credentials');
    case 'not-trusted':
      return t('not in Restricted Mode');
    case 'denied':
      return t('denied');
    case 'throttled':
      return t('throttled');
    case 'offline':
      return t('not reached');
    default:
      return t('failed');
  }
}

/** Why nothing could be loaded and what to do, for above the rows of a view. */
export function failureMessage(error: TrailscopeError, t: Localize): string {
  const { reason, remedy } = explainFailure(error, t);
  return `${reason} ${remedy}`;
}

/** The failure for a notification. */
export function notificationText(error: TrailscopeError, t: Localize): string {
  const { title, reason, remedy } = explainFailure(error, t);
  return withoutLinks(`${title}. ${reason} ${remedy}`);
}

/**
 * A text for a notification that quotes a service or the name of a file. VS Code makes a link of `[text](command:...)`
 * there, whose click runs the command: the text is kept from being one.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

function rowOf(id: string, item: FailureItem, t: Localize): Omit<TreeNode, 'label'> {
  return {
    id,
    icon: failureIcon(item.error),
    tooltip: () => failureTooltip(item.error, t),
    context: failureContext(item.error, t),
    subject: item,
  };
}

/** What to do about the failure, as the one row below it. */
export function remedyNode(failureId: string, error: TrailscopeError, t: Localize): TreeNode {
  const { remedy } = explainFailure(error, t);
  return {
    id: `${failureId}/remedy`,
    label: remedy,
    icon: { id: 'lightbulb' },
    tooltip: () => failureTooltip(error, t),
  };
}

/** The words of `when` clauses for a row that can be asked for again: `failure` and what else can be done. */
export function failureContext(error: TrailscopeError, t: Localize): string[] {
  return ['failure', ...explainFailure(error, t).actions];
}

/** Failures are told apart by shape: what is forbidden, what is cut off, what needs a sign-in, everything else. */
export function failureIcon({ failure }: TrailscopeError): NodeIcon {
  switch (failure.kind) {
    case 'denied':
      return { id: 'lock', color: 'list.warningForeground' };
    case 'no-credentials':
    case 'expired':
    case 'sign-in-needed':
      return { id: 'key', color: 'list.warningForeground' };
    case 'offline':
    case 'unavailable':
      return { id: 'debug-disconnect', color: 'list.warningForeground' };
    case 'throttled':
      return { id: 'watch', color: 'list.warningForeground' };
    default:
      return { id: 'error', color: 'list.errorForeground' };
  }
}

/** All that is known about the failure, the request id for a support case included. */
export function failureTooltip(error: TrailscopeError, t: Localize): readonly TooltipLine[] {
  const { title, reason, remedy } = explainFailure(error, t);
  const { requestId } = error.context;
  return [
    { text: title, style: 'title' },
    { text: reason },
    { text: remedy },
    ...(requestId === undefined ? [] : [{ text: t('Request id: {0}', requestId) }]),
  ];
}
