import path from 'node:path';
import type { Localize } from '../../core/localize.ts';
import type { FileFault, LogPlace, LogReport, QuarantinedFile } from '../../core/log-engine.ts';
import { explainFailure } from '../../core/failures/explain-failure.ts';
import { failureIcon, failureWord } from '../failures/failure-nodes.ts';
import type { Times } from '../time/times.ts';
import type { TooltipLine, TreeNode } from '../tree/tree-node.ts';
import type { LogState, OpenedLog } from './opened-logs.ts';
import {
  counted,
  eventCount,
  faultWord,
  fileCount,
  filesRead,
  quarantineWords,
  reportWords,
} from './report-words.ts';

/** More rows than this nobody reads; the last one then says how many there are. */
const mostRows = 1000;

/** The id of the row of opened log files. */
export function logNodeId({ key }: OpenedLog): string {
  return `log:${key}`;
}

/** The id of the row above the files that could not be read. */
export function quarantineNodeId(log: OpenedLog): string {
  return `${logNodeId(log)}\n\nquarantine`;
}

/** The row of opened log files: what is in them, or how reading stands. */
export function logNode(log: OpenedLog, state: LogState, t: Localize, times: () => Times): TreeNode {
  const description = stateWords(state, t);
  return {
    id: logNodeId(log),
    label: log.name,
    description,
    icon: iconOf(log, state),
    tooltip: () => logTooltip(log, state, t, times()),
    context: ['log', ...(quarantineOf(state).length > 0 ? ['hasQuarantine'] : [])],
    spoken: [log.name, t('log files'), description].filter((part) => part !== '').join(', '),
    expansion: 'collapsed',
    subject: { log },
  };
}

/** The files of opened log files that could not be read, or not wholly. */
export function quarantineOf(state: LogState): readonly QuarantinedFile[] {
  return state.kind === 'ready' ? state.report.quarantine : [];
}

function stateWords(state: LogState, t: Localize): string {
  switch (state.kind) {
    case 'unread':
      return '';
    case 'stopped':
      return t('not read');
    case 'reading':
      return state.progress === undefined ? t('reading') : filesRead(state.progress.files, t);
    case 'failed':
      return failureWord(state.error, t);
    case 'ready':
      return [
        eventCount(state.report.events, t),
        ...(state.report.quarantine.length === 0 ? [] : [badFiles(state.report.quarantine.length, t)]),
      ].join(' · ');
  }
}

function badFiles(count: number, t: Localize): string {
  return count === 1 ? t('1 bad file') : t('{0} bad files', counted(count));
}

function iconOf({ paths }: OpenedLog, state: LogState): NonNullable<TreeNode['icon']> {
  switch (state.kind) {
    case 'reading':
      return { id: 'loading~spin' };
    case 'failed':
      return failureIcon(state.error);
    default:
      return { id: paths.length > 1 ? 'files' : 'file-zip' };
  }
}

function logTooltip(
  { name, paths }: OpenedLog,
  state: LogState,
  t: Localize,
  times: Times,
): readonly TooltipLine[] {
  return [
    { text: name, style: 'title' },
    { text: paths.join('\n'), style: 'code' },
    ...(state.kind === 'failed' ? [{ text: explainFailure(state.error, t).reason }] : []),
    ...(state.kind === 'ready' ? reportLines(state.report, t, times) : []),
  ];
}

function reportLines(report: LogReport, t: Localize, times: Times): readonly TooltipLine[] {
  const { extent, events, files } = report;
  return [
    { text: t('{0} in {1}', eventCount(events, t), fileCount(files.found, t)) },
    ...(extent === undefined
      ? []
      : [{ text: t('From {0} to {1}', times.full(extent.from), times.full(extent.to)) }]),
    ...reportWords(report, t).map((text) => ({ text })),
  ];
}

/** The row below opened log files of which reading was stopped. */
export function stoppedNode(log: OpenedLog, t: Localize): TreeNode {
  const title = t('Read them');
  return {
    id: `${logNodeId(log)}\n\nstopped`,
    label: t('Reading was stopped. Select to read them.'),
    icon: { id: 'debug-continue' },
    command: { id: 'trailscope.rereadLogs', title, arguments: [{ log }] },
  };
}

/** The rows below opened log files: what is wrong first, then where the events are from. */
export function reportNodes(log: OpenedLog, report: LogReport, t: Localize): readonly TreeNode[] {
  const { quarantine, places } = report;
  const own = logNodeId(log);
  const notes = reportWords({ ...report, quarantine: [] }, t);
  return [
    ...(quarantine.length === 0 ? [] : [quarantineNode(log, quarantine.length, t)]),
    ...limited(places, `${own}\n\nplaces`, t, (place) => placeNode(log, place, t)),
    ...notes.map((label, index) => ({ id: `${own}\n\nnote ${index}`, label, icon: { id: 'info' } })),
  ];
}

function quarantineNode(log: OpenedLog, count: number, t: Localize): TreeNode {
  return {
    id: quarantineNodeId(log),
    label: quarantineWords(count, t),
    icon: { id: 'warning', color: 'list.warningForeground' },
    expansion: 'collapsed',
    context: ['quarantine'],
    subject: { log },
  };
}

function placeNode(log: OpenedLog, { account, region, events }: LogPlace, t: Localize): TreeNode {
  const name = region ?? t('no Region');
  return {
    id: `${logNodeId(log)}\n\nplace ${account ?? ''} ${region ?? ''}`,
    label: name,
    description: [account, eventCount(events, t)].filter((part) => part !== undefined).join(' · '),
    icon: { id: 'globe' },
    command: {
      id: 'trailscope.exploreLogs',
      title: t('Explore the events'),
      arguments: [{ log, place: { account, region } }],
    },
  };
}

/** The rows of the files that could not be read, or not wholly. */
export function quarantinedNodes(
  log: OpenedLog,
  files: readonly QuarantinedFile[],
  t: Localize,
): readonly TreeNode[] {
  const own = quarantineNodeId(log);
  return limited(files, own, t, (file) => quarantinedNode(own, file, t));
}

function quarantinedNode(
  above: string,
  { path: file, fault, detail }: QuarantinedFile,
  t: Localize,
): TreeNode {
  const name = path.basename(file);
  const word = faultWord(fault, t);
  return {
    id: `${above}\n\n${fault} ${file}`,
    // The names of delivered files begin alike, and a side bar is narrow: what is wrong comes first.
    label: word,
    description: name,
    icon: { id: faultIcon(fault) },
    tooltip: () => [{ text: name, style: 'title' }, { text: file, style: 'code' }, { text: detail }],
    context: ['quarantinedFile'],
    spoken: `${name}, ${word}`,
    command: { id: 'trailscope.openQuarantinedFile', title: t('Open the file'), arguments: [{ file }] },
    subject: { file },
  };
}

/** A file of which nothing was taken, and one of which the rest was. */
function faultIcon(fault: FileFault): string {
  return fault === 'odd-records' || fault === 'truncated' ? 'warning' : 'error';
}

function limited<T>(
  items: readonly T[],
  id: string,
  t: Localize,
  node: (item: T) => TreeNode,
): readonly TreeNode[] {
  const rows = items.slice(0, mostRows).map(node);
  const left = items.length - rows.length;
  return left === 0 ? rows : [...rows, { id: `${id}\n\nmore`, label: t('… and {0} more', counted(left)) }];
}
