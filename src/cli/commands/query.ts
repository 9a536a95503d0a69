import path from 'node:path';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { runInvestigation, type FetchEvents } from '../../core/investigations/investigations.ts';
import { english } from '../../core/localize.ts';
import type { LogReport, LogSet } from '../../core/log-engine.ts';
import type { Coverage } from '../../core/query/coverage.ts';
import { allOf, type EventFilter } from '../../core/query/event-filter.ts';
import { exportChunks } from '../../core/query/export/event-export.ts';
import { tableColumns } from '../../core/query/export/table-columns.ts';
import { startEngine } from '../../engine/start-engine.ts';
import { queryOptions, type Question, type QueryOptions } from '../query/query-options.ts';
import type { QueryWords } from '../query/query-words.ts';
import { answerText } from '../query/write-answer.ts';
import { rowChunks } from '../query/write-rows.ts';
import { harmless, type ExitCode, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** Files that are set aside and named; of more only the number is told. */
const mostNamed = 20;

/** `trailscope query`: opens log files and asks them something. */
export async function query(words: QueryWords, terminal: Terminal): Promise<ExitCode> {
  const options = queryOptions(words);
  const engine = startEngine({ entry: terminal.logEngine });
  const { signal } = new AbortController();
  try {
    const paths = options.from.map((each) => path.resolve(terminal.cwd, each));
    const logs = await engine.open({ paths }, signal);
    terminal.remark(reportText(logs.report, terminal.cwd));
    if (isNothing(logs.report)) {
      terminal.remark(nothingRead);
      return 2;
    }
    for await (const chunk of answerChunks(logs, options, terminal.now())) {
      terminal.print(chunk);
      await terminal.drained();
    }
    return isWhole(logs.report, paths) ? 0 : 2;
  } catch (error) {
    throw asUsageError(error);
  } finally {
    engine.dispose();
  }
}

function isNothing({ files }: LogReport): boolean {
  return files.read + files.known + files.digests === 0;
}

const nothingRead = `trailscope: There is no log file to ask.
Name a log file, or a folder with files called .json, .json.gz, .ndjson or .jsonl.
`;

/** Whether all that was named could be read; in a folder some file may be broken. */
function isWhole({ quarantine }: LogReport, named: readonly string[]): boolean {
  return !quarantine.some((each) => named.includes(each.path) && each.fault !== 'odd-records');
}

/** What the user can mend is told as such; the rest is a bug or a limit, and its message says which. */
function asUsageError(error: unknown): unknown {
  if (!(error instanceof TrailscopeError) || error.failure.kind === 'bug') {
    return error;
  }
  return error.failure.kind === 'invalid-input'
    ? new UsageError(lines(error.message), 'The table is cloudtrail_logs, with the columns of Athena.')
    : new UsageError(
        lines(error.message),
        'Ask for less, such as a shorter time or fewer files, or try again.',
      );
}

/** DuckDB points at the place of a mistake in a line below it. */
function lines(message: string): string {
  return message.split('\n').map(harmless).join('\n');
}

async function* answerChunks(
  logs: LogSet,
  { question, range, format }: QueryOptions,
  now: number,
): AsyncIterable<string> {
  const { signal } = new AbortController();
  switch (question.kind) {
    case 'sql': {
      const within = { filter: range, now };
      const { columns, pages } = await logs.query({ sql: question.sql, within }, signal);
      yield* rowChunks(format, columns, pages);
      return;
    }
    case 'filter': {
      const events = eventsOf(logs, allOf(question.filter, range), now);
      yield* format === 'table' ? tableOf(events) : exportChunks(format, events);
      return;
    }
    case 'investigation':
      yield await investigate(logs, question, range, { format, now });
  }
}

async function* eventsOf(logs: LogSet, filter: EventFilter, now: number): AsyncIterable<CloudTrailEvent> {
  const { signal } = new AbortController();
  const view = await logs.view({ filter, now }, signal);
  try {
    for await (const page of view.events(signal)) {
      for (const { event } of page) {
        yield event;
      }
    }
  } finally {
    view.close();
  }
}

const shown = ['time', 'event', 'who', 'what', 'region', 'source_address', 'error'];
const shownColumns = tableColumns.filter(({ name }) => shown.includes(name));

function tableOf(events: AsyncIterable<CloudTrailEvent>): AsyncIterable<string> {
  const columns = shownColumns.map(({ name }) => ({ name: name.replace('_', ' '), type: 'VARCHAR' }));
  return rowChunks('table', columns, rowPages(events));
}

const pageSize = 500;

async function* rowPages(events: AsyncIterable<CloudTrailEvent>): AsyncIterable<readonly string[][]> {
  let page: string[][] = [];
  for await (const event of events) {
    page.push(shownColumns.map(({ valueOf }) => valueOf(event)));
    if (page.length === pageSize) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) {
    yield page;
  }
}

async function investigate(
  logs: LogSet,
  { investigation, parameters }: Extract<Question, { kind: 'investigation' }>,
  range: EventFilter,
  { format, now }: Pick<QueryOptions, 'format'> & { readonly now: number },
): Promise<string> {
  const coverage = coverageOf(logs.report);
  const fetch: FetchEvents = async (filter) => ({
    events: await listOf(eventsOf(logs, filter, now)),
    coverage,
  });
  return answerText(format, await runInvestigation(investigation, { parameters, range, fetch }, english));
}

async function listOf(events: AsyncIterable<CloudTrailEvent>): Promise<CloudTrailEvent[]> {
  const list: CloudTrailEvent[] = [];
  for await (const event of events) {
    list.push(event);
  }
  return list;
}

/** Whatever is in the files has been read. */
function coverageOf({ extent, kinds, places }: LogReport): Coverage | undefined {
  return extent === undefined
    ? undefined
    : {
        asked: extent,
        kinds,
        regions: places.map(({ account = '', region = '' }) => ({
          account,
          region,
          state: { kind: 'done' },
        })),
        hidden: undefined,
      };
}

/** What was read, for standard error. */
function reportText(report: LogReport, cwd: string): string {
  const { files, quarantine, duplicates, events } = report;
  const parts = [
    `${count(events)} events in ${count(files.read + files.known)} log files`,
    ...(duplicates > 0 ? [`${count(duplicates)} duplicates left out`] : []),
    ...(files.digests > 0 ? [`${count(files.digests)} digest files set aside`] : []),
    ...(report.why === undefined ? [] : ['read without DuckDB']),
  ];
  const named = quarantine.slice(0, mostNamed).map(({ path: file, detail }) => {
    return `  ${harmless(path.relative(cwd, file) || file)}: ${harmless(detail)}\n`;
  });
  const more = quarantine.length - named.length;
  return [
    `${parts.join(', ')}.\n`,
    ...(quarantine.length === 0 ? [] : [`Set aside, not or not wholly read: ${count(quarantine.length)}\n`]),
    ...named,
    ...(more > 0 ? [`  and ${count(more)} more\n`] : []),
  ].join('');
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
