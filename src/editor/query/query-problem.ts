import type { TrailscopeError } from '../../core/failures/failure.ts';
import { explainFailure } from '../../core/failures/explain-failure.ts';
import type { Localize } from '../../core/localize.ts';
import type { QueryProblem } from '../../protocol/query-results.ts';
import { isNoQuery } from './language/query-text.ts';

/** Why a query has no result, without its place. */
export type ProblemWords = Omit<QueryProblem, 'place'>;

/** Longer lists of candidates than this are no help. */
const longestDetail = 1500;

/** What went wrong with a query, in words. */
export function problemOf(error: TrailscopeError, sql: string, t: Localize): ProblemWords {
  const { failure, message } = error;
  if (failure.kind === 'invalid-input') {
    return isNoQuery(sql) || message.startsWith('Only SELECT is allowed')
      ? {
          title: t('Only SELECT is allowed'),
          detail: t('Log files are read, and never changed.'),
          advice: t('To keep a result, export it.'),
        }
      : mistake(message, t);
  }
  if (failure.kind === 'unavailable') {
    return limit(message, t);
  }
  const { title, reason, remedy } = explainFailure(error, t);
  return { title, detail: reason, advice: remedy };
}

/** The reader without DuckDB has no SQL. */
export function noSqlProblem(why: string | undefined, t: Localize): ProblemWords {
  return {
    title: t('SQL is not available here'),
    detail: why === undefined ? t('The log engine for this platform is not there.') : detailOf(why),
    advice: t(
      'Install the package of Trailscope that is made for this platform. Filters and investigations work without it: explore the events of these files.',
    ),
  };
}

function mistake(message: string, t: Localize): ProblemWords {
  const detail = detailOf(message);
  if (message.startsWith('There is more than one statement')) {
    return {
      title: t('One query runs at a time'),
      detail: t('There is more than one in this document.'),
      advice: t('Select the one that is to run.'),
    };
  }
  if (
    /^Permission Error|file system operations are disabled|configuration has been locked|\(\) cannot be read from/i.test(
      message,
    )
  ) {
    return {
      title: t('SQL cannot reach that'),
      detail,
      advice: t(
        'A query sees the table cloudtrail_logs alone: no file, no network, no setting of the engine.',
      ),
    };
  }
  if (/^Catalog Error: Table with name|^There is no table /.test(message)) {
    return {
      title: t('There is no such table'),
      detail: detail.replace(/\nDid you mean[^\n]*/, ''),
      advice: t('The table is called cloudtrail_logs.'),
    };
  }
  return { title: t('The query is not right'), detail, advice: '' };
}

function limit(message: string, t: Localize): ProblemWords {
  if (/^Out of Memory Error/i.test(message)) {
    return {
      title: t('The query needs more memory than it may have'),
      detail: '',
      advice: t('Ask for fewer columns, count in the query, or add a LIMIT.'),
    };
  }
  if (message.includes(' took longer than ')) {
    return { title: t('The query took too long'), detail: detailOf(message), advice: t('Ask for less.') };
  }
  return {
    title: t('The log engine stopped'),
    detail: detailOf(message),
    advice: t('Run the query again: the engine starts anew, and reads the files again if need be.'),
  };
}

/** What DuckDB said, without the picture of the line, and without the name of its error's class. */
function detailOf(message: string): string {
  const text = message
    .replace(/\n+LINE \d+: [\s\S]*$/, '')
    .replace(/^[A-Z][A-Za-z ]+ Error: /, '')
    .replace(/\t/g, '  ')
    .trim();
  return text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text;
}
