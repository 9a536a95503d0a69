import { trailPage } from '../../core/console-links.ts';
import { parseConnection, type CallerIdentity, type Connection } from '../../core/connection.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Localize } from '../../core/localize.ts';
import type { UnreadTrail } from '../../core/ports.ts';
import { trailState, type Trail, type TrailState, type TrailStatus } from '../../core/trails/trail.ts';
import { hasConsole } from '../connections/console-access.ts';
import { connectionIcon, connectionName } from '../connections/connection-words.ts';
import { explainFailure } from '../../core/failures/explain-failure.ts';
import { failureIcon, failureNode, failureWord } from '../failures/failure-nodes.ts';
import type { Loaded } from '../loading/loadable.ts';
import { timeSince, type Times } from '../time/times.ts';
import type { NodeIcon, TooltipLine, TreeNode } from '../tree/tree-node.ts';

/** A trail as the commands on trails take it. Rows of trails are such values. */
export interface TrailItem {
  readonly connection: Connection;
  readonly trail: Trail;
}

/**
 * The argument of a command as a trail, or undefined for anything else: a command can be called from a keyboard
 * shortcut or another extension, with no argument or a foreign one.
 */
export function trailItem(argument: unknown): TrailItem | undefined {
  if (!isJsonObject(argument)) {
    return undefined;
  }
  const { connection, trail } = argument;
  const isItem =
    parseConnection(connection) !== undefined &&
    isJsonObject(trail) &&
    [trail['name'], trail['arn'], trail['homeRegion']].every((text) => typeof text === 'string');
  return isItem ? (argument as unknown as TrailItem) : undefined;
}

/** What words depend on besides the data: the language, the zone and the time. */
export interface Wording {
  readonly t: Localize;
  readonly times: Times;
  /** Epoch milliseconds. */
  readonly now: number;
}

export const connectionNodeId = 'connection';

/** How a connection stands among those of the view. */
export interface ConnectionPlace {
  /** Whether the Events view and the commands use it. */
  readonly isInUse: boolean;
  readonly isPinned: boolean;
  /** Whether it is the only one: then there is nothing to tell it from. */
  readonly isAlone: boolean;
}

/** What is known of the account behind a connection. */
export interface ConnectionAccount {
  readonly caller: Loaded<CallerIdentity>;
  /** Undefined where the account has none. */
  readonly alias: Loaded<string | undefined>;
  /** The endpoint in place of AWS's that the user configured. */
  readonly endpoint: Loaded<string | undefined>;
}

/** The row of a connection; its icon tells when the trails could not be read through it. */
export function connectionNode(
  connection: Connection,
  account: ConnectionAccount,
  trails: Loaded<readonly Trail[]>,
  place: ConnectionPlace,
  { t }: Wording,
): TreeNode {
  const name = connectionName(connection, t);
  const { isInUse, isAlone, isPinned } = place;
  const endpoint = valueOf(account.endpoint);
  const id = valueOf(account.caller)?.account;
  const description = [
    ...[valueOf(account.alias), id].filter((part) => part !== undefined),
    ...(endpoint === undefined ? [] : [t('endpoint {0}', endpoint)]),
    ...(isAlone || trails.state !== 'failed' ? [] : [failureWord(trails.error, t)]),
    ...(isAlone || !isInUse ? [] : [t('in use')]),
  ].join(' · ');
  return {
    id: connectionNodeId,
    label: name,
    description,
    icon: trails.state === 'failed' ? failureIcon(trails.error) : { id: connectionIcon(connection) },
    tooltip: () => connectionTooltip(connection, account, t),
    context: [
      'connection',
      isInUse ? 'inUse' : 'notInUse',
      isPinned ? 'pinned' : 'notPinned',
      ...(trails.state === 'failed' ? explainFailure(trails.error, t).actions : []),
    ],
    spoken: `${[name, description].join(' ').trim()}, ${connection.region}`,
    expansion: isInUse ? 'expanded' : 'collapsed',
    subject: { connection },
  };
}

function connectionTooltip(
  connection: Connection,
  account: ConnectionAccount,
  t: Localize,
): readonly TooltipLine[] {
  const caller = valueOf(account.caller);
  const [alias, endpoint] = [valueOf(account.alias), valueOf(account.endpoint)];
  return [
    { text: connectionName(connection, t), style: 'title' },
    ...(caller === undefined ? [] : [{ text: caller.arn, style: 'code' as const }]),
    ...(alias === undefined ? [] : [{ text: t('Account alias: {0}', alias) }]),
    ...(account.alias.state === 'failed'
      ? [{ text: t('Account alias: {0}', explainFailure(account.alias.error, t).reason) }]
      : []),
    { text: t('Region: {0}', connection.region) },
    ...(endpoint === undefined ? [] : [{ text: t('Custom endpoint: {0}', endpoint) }]),
  ];
}

function valueOf<T>(loaded: Loaded<T>): T | undefined {
  return loaded.state === 'ready' ? loaded.value : undefined;
}

/** The id of a trail's row. */
export function trailNodeId({ arn }: Pick<Trail, 'arn'>): string {
  return `trail:${arn}`;
}

/** The row of a trail; its icon's shape and its description tell the state. */
export function trailNode(item: TrailItem, status: Loaded<TrailStatus>, wording: Wording): TreeNode {
  const { trail } = item;
  const description = [stateWords(status, wording), ...badges(item, wording.t)]
    .filter((part) => part !== undefined)
    .join(' · ');
  return {
    id: trailNodeId(trail),
    label: trail.name,
    description,
    icon: stateIcon(status),
    tooltip: () => trailTooltip(item, status, wording),
    context: trailContext(item, status),
    spoken: `${trail.name}, ${stateName(status, wording.t)}, ${description}`,
    expansion: 'collapsed',
    subject: item,
  };
}

/** The id of the row of a trail of which only the name is known. */
export function unreadTrailNodeId(trail: UnreadTrail): string {
  return `unread-trail:${trail.arn}`;
}

/** The row of a trail of which only the name is known: why that is. */
export function unreadTrailNode(trail: UnreadTrail, retry: () => Promise<void>, t: Localize): TreeNode {
  const node = failureNode(unreadTrailNodeId(trail), { error: trail.error, retry }, t);
  return { ...node, label: trail.name, description: `${trail.homeRegion} · ${node.label}` };
}

function trailContext(item: TrailItem, status: Loaded<TrailStatus>): string[] {
  return [
    'trail',
    ...(status.state === 'ready' ? [trailState(status.value)] : []),
    ...(trailConsoleUrl(item) === undefined ? [] : ['hasConsole']),
  ];
}

/** The trail's page in the console; undefined for those that no console has. */
export function trailConsoleUrl({ connection, trail }: TrailItem): string | undefined {
  return hasConsole(connection) ? trailPage(trail.arn) : undefined;
}

/** How far the trail reaches, and its home Region. */
function badges({ trail }: TrailItem, t: Localize): string[] {
  return [
    ...(trail.isMultiRegion ? [t('all Regions')] : []),
    ...(trail.isOrganization ? [t('org')] : []),
    trail.homeRegion,
  ];
}

/** What is wrong with the trail, or undefined while all is well: a trail that logs needs no words for it. */
function stateWords(status: Loaded<TrailStatus>, { t, now }: Wording): string | undefined {
  if (status.state !== 'ready') {
    return status.state === 'failed' ? t('status unknown') : undefined;
  }
  switch (trailState(status.value)) {
    case 'logging':
      return undefined;
    case 'stopped':
      return status.value.stoppedAt === undefined
        ? t('not logging')
        : t('stopped {0} ago', timeSince(status.value.stoppedAt, now, t));
    case 'failing':
      return t('delivery failing: {0}', status.value.logFiles.error ?? '');
  }
}

function stateName(status: Loaded<TrailStatus>, t: Localize): string {
  if (status.state === 'loading') {
    return t('loading');
  }
  return status.state === 'failed' ? t('status unknown') : nameOfState(trailState(status.value), t);
}

function nameOfState(state: TrailState, t: Localize): string {
  switch (state) {
    case 'logging':
      return t('logging');
    case 'stopped':
      return t('stopped');
    case 'failing':
      return t('delivery failing');
  }
}

function stateIcon(status: Loaded<TrailStatus>): NodeIcon {
  if (status.state === 'loading') {
    return { id: 'loading~spin' };
  }
  if (status.state === 'failed') {
    return failureIcon(status.error);
  }
  switch (trailState(status.value)) {
    case 'logging':
      return { id: 'circle-filled', color: 'testing.iconPassed' };
    case 'stopped':
      return { id: 'circle-slash', color: 'list.warningForeground' };
    case 'failing':
      return { id: 'warning', color: 'list.warningForeground' };
  }
}

function trailTooltip(
  item: TrailItem,
  status: Loaded<TrailStatus>,
  { t, times }: Wording,
): readonly TooltipLine[] {
  const { trail } = item;
  const reach = [
    trail.isMultiRegion ? t('Records every Region.') : t('Records {0} only.', trail.homeRegion),
    ...(trail.isOrganization ? [t('Records every account of the organization.')] : []),
  ];
  return [
    { text: trail.name, style: 'title' },
    { text: trail.arn, style: 'code' },
    { text: reach.join(' ') },
    ...statusLines(status, t, times),
    ...consoleLine(item, t),
  ];
}

function consoleLine(item: TrailItem, t: Localize): TooltipLine[] {
  const link = trailConsoleUrl(item);
  return link === undefined ? [] : [{ text: t('Open in the AWS console'), link }];
}

function statusLines(status: Loaded<TrailStatus>, t: Localize, times: Times): TooltipLine[] {
  if (status.state === 'failed') {
    return [{ text: explainFailure(status.error, t).reason }];
  }
  if (status.state === 'loading') {
    return [];
  }
  const { isLogging, startedAt, stoppedAt, logFiles } = status.value;
  const line = (text: string, time: number | undefined): TooltipLine[] =>
    time === undefined ? [] : [{ text: `${text} ${times.full(time)}` }];
  return [
    ...(isLogging ? line(t('Logging since'), startedAt) : line(t('Stopped'), stoppedAt)),
    ...line(t('Last log file'), logFiles.lastSuccess),
    ...(logFiles.error === undefined ? [] : [{ text: t('Delivery fails: {0}', logFiles.error) }]),
  ];
}
