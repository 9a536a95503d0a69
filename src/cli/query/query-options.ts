import { english } from '../../core/localize.ts';
import { investigations, missingParameter } from '../../core/investigations/investigations.ts';
import type { Investigation, ParameterValues } from '../../core/investigations/investigation.ts';
import { unknownWord } from '../../core/posture/configuration.ts';
import { allOf, everything, type EventFilter } from '../../core/query/event-filter.ts';
import { fieldIn } from '../../core/query/field-value.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
import { parseTimeRange } from '../../core/query/time-bound.ts';
import { UsageError } from '../usage-error.ts';
import type { QueryFormat, QueryWords } from './query-words.ts';

/** What `trailscope query` is asked. */
export interface QueryOptions {
  /** Files and folders, as given. */
  readonly from: readonly string[];
  /** The time, accounts and Regions that the user asked for. */
  readonly range: EventFilter;
  readonly question: Question;
  readonly format: QueryFormat;
}

export type Question =
  | { readonly kind: 'filter'; readonly filter: EventFilter }
  | { readonly kind: 'sql'; readonly sql: string }
  | {
      readonly kind: 'investigation';
      readonly investigation: Investigation;
      readonly parameters: ParameterValues;
    };

/** @throws {UsageError} for what cannot be asked */
export function queryOptions(words: QueryWords): QueryOptions {
  if (words.from.length === 0) {
    throw new UsageError(
      'Say where the log files are: --from and a file or folder.',
      'A folder is read with all that is below it: trailscope query --from ./logs --filter "error:*"',
    );
  }
  return { from: words.from, range: rangeOf(words), question: questionOf(words), format: words.format };
}

function rangeOf({ since, until, account, region }: QueryWords): EventFilter {
  return allOf(
    timeOf(since, until),
    account.length === 0 ? everything : fieldIn('account', account),
    region.length === 0 ? everything : fieldIn('region', region),
  );
}

function timeOf(since: string | undefined, until: string | undefined): EventFilter {
  if (since === undefined && until === undefined) {
    return everything;
  }
  const range = parseTimeRange(`${since ?? ''}..${until ?? ''}`);
  if (range === undefined) {
    const wrong = [since, until].filter((each) => each !== undefined).join(' and ');
    throw new UsageError(
      `"${wrong}" is no time.`,
      'Times are written as 2026-11-19, 2026-11-19T14:02, -24h or now.',
    );
  }
  return range;
}

function questionOf(words: QueryWords): Question {
  const { filter, sql, investigation } = words;
  const given = [filter, sql, investigation].filter((each) => each !== undefined);
  if (given.length > 1) {
    throw new UsageError(
      'Ask one thing at a time: --filter, --sql or --investigation.',
      'SQL has its own WHERE; the time, accounts and Regions go with each of them.',
    );
  }
  if (investigation === undefined && words.param.length > 0) {
    throw new UsageError(
      '--param belongs to --investigation.',
      'Run "trailscope investigations" for a list.',
    );
  }
  if (sql !== undefined) {
    return { kind: 'sql', sql };
  }
  return investigation === undefined
    ? { kind: 'filter', filter: filterOf(filter ?? '') }
    : investigationOf(investigation, words.param);
}

function filterOf(text: string): EventFilter {
  const { filter, problem } = parseFilter(text, english);
  if (problem !== undefined) {
    const mark = `${' '.repeat(problem.start)}${'^'.repeat(Math.max(1, problem.end - problem.start))}`;
    throw new UsageError(`The filter cannot be read.\n  ${text}\n  ${mark}`, problem.message);
  }
  return filter;
}

function investigationOf(id: string, params: readonly string[]): Question {
  const investigation = investigations.find((each) => each.id === id);
  if (investigation === undefined) {
    const ids = investigations.map((each) => each.id);
    throw new UsageError(
      unknownWord('investigation', id, ids),
      'Run "trailscope investigations" for a list of them.',
    );
  }
  const parameters = parametersOf(investigation, params);
  const missing = missingParameter(investigation, parameters, english);
  if (missing !== undefined) {
    const names = investigation.parameters.map((each) => `--param ${each.id}=${each.example}`);
    throw new UsageError(missing, `For example: ${names.join(' ')}`);
  }
  return { kind: 'investigation', investigation, parameters };
}

function parametersOf({ parameters }: Investigation, params: readonly string[]): ParameterValues {
  const ids = parameters.map(({ id }) => id);
  return Object.fromEntries(
    params.map((text) => {
      const equals = text.indexOf('=');
      const id = equals < 0 ? text : text.slice(0, equals);
      if (equals < 0 || !ids.includes(id)) {
        throw new UsageError(
          equals < 0 ? `"${text}" has no value.` : unknownWord('parameter', id, ids),
          ids.length === 0
            ? 'This investigation takes no parameters.'
            : `Write --param ${ids[0] ?? ''}=VALUE. It takes ${ids.join(', ')}.`,
        );
      }
      return [id, text.slice(equals + 1)] as const;
    }),
  );
}
