import { l10n, ProgressLocation, window, type QuickPickItem } from 'vscode';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { cancelled, TrailscopeError } from '../../core/failures/failure.ts';
import type {
  Investigation,
  InvestigationParameter,
  ParameterValues,
} from '../../core/investigations/investigation.ts';
import {
  investigations,
  runInvestigation,
  type FetchEvents,
} from '../../core/investigations/investigations.ts';
import { allOf, everything, type EventFilter } from '../../core/query/event-filter.ts';
import type { Coverage } from '../../core/query/coverage.ts';
import { counted, quarantineWords } from '../opened-logs/report-words.ts';
import { timesSetting } from '../settings/settings.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { ExplorerData } from './explorer-data.ts';

/** Asks for a question and what it needs to know; undefined when the user cancels. */
export async function askInvestigation(): Promise<
  { readonly investigation: Investigation; readonly parameters: ParameterValues } | undefined
> {
  const items: (QuickPickItem & { readonly investigation: Investigation })[] = investigations.map(
    (investigation) => ({
      label: investigation.title(l10n.t),
      detail: investigation.description(l10n.t),
      investigation,
    }),
  );
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Investigate'),
    placeHolder: l10n.t('What do you want to know?'),
    matchOnDetail: true,
  });
  const parameters = picked && (await askParameters(picked.investigation));
  return picked && parameters && { investigation: picked.investigation, parameters };
}

async function askParameters(investigation: Investigation): Promise<ParameterValues | undefined> {
  const values: Record<string, string | undefined> = {};
  for (const parameter of investigation.parameters) {
    const value = await askParameter(investigation, parameter);
    if (value === undefined) {
      return undefined;
    }
    values[parameter.id] = value.trim() === '' ? undefined : value.trim();
  }
  return values;
}

function askParameter(
  investigation: Investigation,
  { label, example, isOptional }: InvestigationParameter,
): Thenable<string | undefined> {
  return window.showInputBox({
    title: investigation.title(l10n.t),
    prompt: isOptional ? l10n.t('{0} (optional)', label(l10n.t)) : label(l10n.t),
    placeHolder: example,
    ignoreFocusOut: true,
    validateInput: (text) =>
      !isOptional && text.trim() === '' ? l10n.t('This is needed, such as {0}', example) : undefined,
  });
}

/** An answer is made of all its events at once, and about 2 KB are kept of each. */
const mostEvents = 200_000;

/** A question about so many events takes long enough to be cancelled. */
const manyEvents = 50_000;

/** Reads what an investigation needs, and shows its answer above its events. */
export async function investigate(
  session: ExplorerSession,
  investigation: Investigation,
  parameters: ParameterValues,
): Promise<void> {
  const title = investigation.title(l10n.t);
  const { isWhole } = session.data;
  const range: EventFilter = isWhole
    ? everything
    : { kind: 'time', from: { kind: 'ago', amount: investigation.defaultHours, unit: 'h' } };
  const cautions = new Set<string>();
  const stopping = new AbortController();
  const stop = stopping.signal;
  let isFirst = true;
  const fetch: FetchEvents = async (filter) => {
    if (isFirst && !isWhole) {
      session.renew(filter);
    } else {
      session.show(filter);
    }
    isFirst = false;
    await session.data.read();
    if (session.filter !== filter) {
      // What was read is of another question: the user has gone on.
      throw new TrailscopeError({ kind: 'cancelled' }, 'The filter was changed');
    }
    const caution = session.data.plan?.caution;
    if (caution !== undefined) {
      cautions.add(caution);
    }
    badFiles(session.data).forEach((words) => cautions.add(words));
    const events: CloudTrailEvent[] = [];
    for await (const event of session.data.matching(filter)) {
      if (stop.aborted || session.filter !== filter) {
        throw cancelled();
      }
      if (events.length === mostEvents) {
        cautions.add(l10n.t('Only {0} of the events were looked at: there are more.', counted(mostEvents)));
        break;
      }
      events.push(event);
    }
    return { events, coverage: coverageOf(session.data) };
  };
  const { zone } = timesSetting();
  // What takes long can be cancelled; the event history is paused in the explorer.
  const isLong = isWhole && (await session.data.counts()).total > manyEvents;
  const location = isLong ? ProgressLocation.Notification : ProgressLocation.Window;
  const answer = await window.withProgress({ location, title, cancellable: isLong }, (_, token) => {
    token.onCancellationRequested(() => {
      stopping.abort();
    });
    return runInvestigation(investigation, { parameters, range, fetch, zone }, l10n.t);
  });
  session.show(allOf(investigation.filter(parameters), range));
  session.answer(title, { ...answer, unseen: [...answer.unseen, ...cautions] });
}

/** How many log files could not be read, in words. */
function badFiles({ sources }: ExplorerData): readonly string[] {
  return sources.flatMap(({ report }) =>
    report === undefined || report.quarantine.length === 0
      ? []
      : [quarantineWords(report.quarantine.length, l10n.t)],
  );
}

/** What all sources together have read. */
function coverageOf({ sources, range }: ExplorerData): Coverage | undefined {
  const [first] = sources;
  return (
    first && {
      asked: range,
      kinds: first.coverage.kinds,
      regions: sources.flatMap(({ coverage }) => coverage.regions),
      hidden: undefined,
    }
  );
}
