import { TrailscopeError } from '../../core/failures/failure.ts';
import type { Localize } from '../../core/localize.ts';
import type { QueryStatus } from '../../protocol/query-results.ts';
import type { LogState, OpenedLog } from '../opened-logs/opened-logs.ts';
import { resultColumns } from './cell-text.ts';
import { errorPlace } from './language/error-place.ts';
import { noSqlProblem, problemOf, type ProblemWords } from './query-problem.ts';
import type { QuerySession, QueryState } from './query-session.ts';
import type { ResultRows } from './result-rows.ts';

/** So many rows decide how wide the columns are at first. */
const measuredRows = 100;

/** Numbers and times as the user writes them. */
export interface QueryWords {
  readonly t: Localize;
  /** How far reading the log files is. */
  readonly stateOf: (log: OpenedLog) => LogState;
  /** The user's language, such as `en` or `pt-br`. */
  readonly language: string;
  /** Where in the document an offset is, counted from 1. */
  readonly lineAt: (offset: number) => { readonly line: number; readonly column: number } | undefined;
}

/** How the query of a session stands, as its page shows it. */
export function queryStatus(session: QuerySession, words: QueryWords): QueryStatus {
  const { state, result, question } = session;
  const rows = result?.rows;
  return {
    type: 'status',
    state: state.kind === 'no-sql' ? 'failed' : state.kind,
    text: statusText(state, session, words),
    source: question?.log.name,
    result: result?.number ?? 0,
    columns: rows === undefined ? [] : resultColumns(rows.columns, rows.slice(0, measuredRows)),
    rows: rows?.count ?? 0,
    sort: result?.question.sort,
    hasEvents: session.eventColumn !== undefined,
    problem: problemIn(session, words),
  };
}

/** How the query stands, in a sentence. */
function statusText(state: QueryState, { result, question }: QuerySession, words: QueryWords): string {
  const { t } = words;
  const rows = result?.rows;
  switch (state.kind) {
    case 'idle':
      return t('Run the query to see its result.');
    case 'running':
      return state.stage === 'opening' ? openingText(question?.log, words) : t('Running…');
    case 'failed':
    case 'no-sql':
      return t('No result');
    case 'cancelled':
      return t('Cancelled after {0} s', seconds(state.took, words));
    case 'done':
      return rows === undefined
        ? ''
        : t('{0} · answered in {1} s', countText(rows, words), seconds(state.took, words));
  }
}

function openingText(log: OpenedLog | undefined, { t, stateOf, language }: QueryWords): string {
  const state = log && stateOf(log);
  const files = state?.kind === 'reading' ? state.progress?.files : undefined;
  return files === undefined || files.found === 0
    ? t('Opening the log files…')
    : t(
        'Opening the log files: {0} of {1}…',
        files.done.toLocaleString(language),
        files.found.toLocaleString(language),
      );
}

/** How many rows there are, as far as that is known. */
function countText({ count, ending }: ResultRows, { t, language }: QueryWords): string {
  const number = count.toLocaleString(language);
  if (ending instanceof TrailscopeError) {
    return t('First {0} rows; then it failed: {1}', number, ending.message);
  }
  switch (ending) {
    case 'all':
      return count === 1 ? t('1 row') : t('{0} rows', number);
    case 'limit':
      return t('First {0} rows, and no more are shown: export the result to have them all', number);
    case 'left':
      return t('First {0} rows', number);
    case 'more':
      return t('First {0} rows, more below', number);
  }
}

function seconds(milliseconds: number, { language }: QueryWords): string {
  const value = milliseconds / 1000;
  return value.toLocaleString(language, { maximumFractionDigits: value < 10 ? 2 : 0 });
}

function problemIn(
  { state, question }: QuerySession,
  { t, lineAt }: QueryWords,
): QueryStatus['problem'] | undefined {
  const words = problemWords(state, question?.sql ?? '', t);
  if (words === undefined) {
    return undefined;
  }
  const span =
    state.kind === 'failed' && state.error.failure.kind === 'invalid-input' && question !== undefined
      ? errorPlace(state.error.message, question.sql)
      : undefined;
  return { ...words, place: span && lineAt((question?.offset ?? 0) + span.start) };
}

/** Why there is no result. */
export function problemWords(state: QueryState, sql: string, t: Localize): ProblemWords | undefined {
  switch (state.kind) {
    case 'failed':
      return problemOf(state.error, sql, t);
    case 'no-sql':
      return noSqlProblem(state.why, t);
    default:
      return undefined;
  }
}
