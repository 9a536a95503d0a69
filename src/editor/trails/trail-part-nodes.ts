import { explainFailure } from '../../core/failures/explain-failure.ts';
import type { Localize } from '../../core/localize.ts';
import { describeSelectors, selectorLine, type SelectorWords } from '../../core/trails/describe-selectors.ts';
import type {
  Delivery,
  EventSelectors,
  InsightSelector,
  Trail,
  TrailStatus,
} from '../../core/trails/trail.ts';
import { failureContext, failureIcon, failureTooltip } from '../failures/failure-nodes.ts';
import type { Loadable, Loaded } from '../loading/loadable.ts';
import { timeSince } from '../time/times.ts';
import type { NodeIcon, TreeNode } from '../tree/tree-node.ts';
import { trailNodeId, type Wording } from './trail-nodes.ts';

/** The parts of a trail that each take a call of their own. */
export interface TrailParts {
  readonly status: Loadable<TrailStatus>;
  readonly selectors: Loadable<EventSelectors>;
  readonly insights: Loadable<readonly InsightSelector[]>;
  readonly tags: Loadable<ReadonlyMap<string, string>>;
}

export type TrailPartName = keyof TrailParts;

/** The ids of the rows that come from a part; the row of the trail itself shows the status too. */
export const partRows = {
  status: ['validation', 'delivery'],
  selectors: ['records'],
  insights: ['insights'],
  tags: ['tags'],
} as const satisfies Record<TrailPartName, readonly string[]>;

type PartRow = 'logs' | 'encryption' | 'cloudwatch' | 'sns' | (typeof partRows)[TrailPartName][number];

/** The id of a row below a trail. */
export function partNodeId(trail: Trail, row: PartRow): string {
  return `${trailNodeId(trail)}/${row}`;
}

/** The rows below a trail. A part that was denied or failed says so in its own row; the others show what they know. */
export function partNodes(trail: Trail, parts: TrailParts, wording: Wording): readonly TreeNode[] {
  return [
    logsNode(trail, wording.t),
    encryptionNode(trail, wording.t),
    validationNode(trail, parts.status, wording),
    recordsNode(trail, parts.selectors, wording.t),
    insightsNode(trail, parts.insights, wording.t),
    cloudWatchNode(trail, wording.t),
    snsNode(trail, wording.t),
    deliveryNode(trail, parts.status, wording),
    tagsNode(trail, parts.tags, wording.t),
  ];
}

function logsNode(trail: Trail, t: Localize): TreeNode {
  const address = `s3://${trail.bucket}${trail.keyPrefix === undefined ? '' : `/${trail.keyPrefix}`}`;
  return row(trail, 'logs', t('Logs'), address, { id: 'database' }, address);
}

function encryptionNode(trail: Trail, t: Localize): TreeNode {
  const { kmsKeyId } = trail;
  const icon = { id: kmsKeyId === undefined ? 'unlock' : 'lock' };
  const key = kmsKeyId === undefined ? t('no KMS key; as the bucket encrypts') : lastOf(kmsKeyId);
  return row(trail, 'encryption', t('Encryption'), key, icon, kmsKeyId);
}

function validationNode(trail: Trail, status: Loadable<TrailStatus>, { t, now }: Wording): TreeNode {
  const label = t('Validation');
  if (!trail.validatesLogFiles) {
    return row(trail, 'validation', label, t('off'), { id: 'circle-slash' });
  }
  const digests = status.current.state === 'ready' ? status.current.value.digests : {};
  if (digests.error !== undefined) {
    return row(trail, 'validation', label, t('on, digests failing: {0}', digests.error), warning);
  }
  const { lastSuccess } = digests;
  const words =
    lastSuccess === undefined ? t('on') : t('on, last digest {0} ago', timeSince(lastSuccess, now, t));
  return row(trail, 'validation', label, words, { id: 'verified' });
}

function recordsNode(trail: Trail, selectors: Loadable<EventSelectors>, t: Localize): TreeNode {
  return loadedRow(trail, 'records', t('Records'), { id: 'record' }, selectors, t, (value) => {
    const words = describeSelectors(value, t);
    return {
      description: words.length === 0 ? t('nothing') : words.map((each) => each.events).join('; '),
      ...(words.length > 0 && { expansion: 'collapsed' as const }),
    };
  });
}

/** The rows below Records, one for each thing that the trail records. */
export function selectorNodes(
  trail: Trail,
  selectors: Loaded<EventSelectors>,
  t: Localize,
): readonly TreeNode[] {
  const words = selectors.state === 'ready' ? describeSelectors(selectors.value, t) : [];
  return words.map((each, index) => selectorNode(`${partNodeId(trail, 'records')}/${index}`, each));
}

function selectorNode(id: string, words: SelectorWords): TreeNode {
  return {
    id,
    label: words.events,
    description: words.limits.join(', '),
    icon: { id: 'filter' },
    tooltip: () => [
      ...(words.name === undefined ? [] : [{ text: words.name, style: 'title' as const }]),
      { text: selectorLine(words) },
    ],
  };
}

function insightsNode(trail: Trail, insights: Loadable<readonly InsightSelector[]>, t: Localize): TreeNode {
  return loadedRow(trail, 'insights', t('Insights'), { id: 'graph-line' }, insights, t, (value) => ({
    description: value.length === 0 ? t('off') : value.map(({ type }) => insightName(type, t)).join(', '),
  }));
}

function insightName(type: string, t: Localize): string {
  switch (type) {
    case 'ApiCallRateInsight':
      return t('API call rate');
    case 'ApiErrorRateInsight':
      return t('API error rate');
    default:
      return type;
  }
}

function cloudWatchNode(trail: Trail, t: Localize): TreeNode {
  const { logGroupArn } = trail;
  // A log group's ARN ends in `log-group:NAME:*`.
  const name = logGroupArn?.replace(/^.*:log-group:/, '').replace(/:\*$/, '');
  return row(trail, 'cloudwatch', t('CloudWatch Logs'), name ?? t('not sent'), { id: 'output' }, logGroupArn);
}

function snsNode(trail: Trail, t: Localize): TreeNode {
  const { snsTopicArn } = trail;
  const name = snsTopicArn === undefined ? t('no notifications') : lastOf(snsTopicArn);
  return row(trail, 'sns', t('SNS'), name, { id: 'bell' }, snsTopicArn);
}

function deliveryNode(trail: Trail, status: Loadable<TrailStatus>, { t, now }: Wording): TreeNode {
  return loadedRow(trail, 'delivery', t('Delivery'), { id: 'cloud-upload' }, status, t, (value) => {
    const failing = failingDeliveries(value, t);
    if (failing.length > 0) {
      const description = t('failing: {0}', failing.map(({ what, code }) => `${what} (${code})`).join(', '));
      return { description, icon: warning };
    }
    const { lastSuccess } = value.logFiles;
    const words =
      lastSuccess === undefined
        ? t('nothing delivered yet')
        : t('last log file {0} ago', timeSince(lastSuccess, now, t));
    return { description: words };
  });
}

function failingDeliveries(status: TrailStatus, t: Localize): { what: string; code: string }[] {
  const deliveries: [string, Delivery][] = [
    [t('log files'), status.logFiles],
    [t('digests'), status.digests],
    [t('CloudWatch Logs'), status.cloudWatchLogs],
    [t('notifications'), status.notifications],
  ];
  return deliveries.flatMap(([what, { error }]) => (error === undefined ? [] : [{ what, code: error }]));
}

function tagsNode(trail: Trail, tags: Loadable<ReadonlyMap<string, string>>, t: Localize): TreeNode {
  return loadedRow(trail, 'tags', t('Tags'), { id: 'tag' }, tags, t, (value) => ({
    description: value.size === 0 ? t('none') : [...value.keys()].join(', '),
    ...(value.size > 0 && { expansion: 'collapsed' as const }),
  }));
}

/** The rows below Tags. */
export function tagNodes(trail: Trail, tags: Loaded<ReadonlyMap<string, string>>): readonly TreeNode[] {
  const entries = tags.state === 'ready' ? [...tags.value] : [];
  return entries.map(([key, value]) => ({
    id: `${partNodeId(trail, 'tags')}/${key}`,
    label: key,
    description: value,
    tooltip: () => [{ text: `${key} = ${value}` }],
  }));
}

const warning: NodeIcon = { id: 'warning', color: 'list.warningForeground' };

function row(
  trail: Trail,
  part: PartRow,
  label: string,
  description: string,
  icon: NodeIcon,
  whole?: string,
): TreeNode {
  const tooltip = (): { text: string; style: 'title' | 'code' }[] => [
    { text: label, style: 'title' },
    { text: whole ?? description, style: 'code' },
  ];
  return {
    id: partNodeId(trail, part),
    label,
    description,
    icon,
    tooltip,
    spoken: `${label}: ${description}`,
  };
}

/** A row whose words take a call of their own: on its way, denied or failed in its place, or there. */
function loadedRow<T>(
  trail: Trail,
  part: PartRow,
  label: string,
  icon: NodeIcon,
  loadable: Loadable<T>,
  t: Localize,
  words: (value: T) => { description: string; expansion?: 'collapsed'; icon?: NodeIcon },
): TreeNode {
  const loaded = loadable.current;
  switch (loaded.state) {
    case 'loading':
      return { ...row(trail, part, label, t('loading…'), icon), tooltip: () => [] };
    case 'ready': {
      const { description, ...rest } = words(loaded.value);
      return { ...row(trail, part, label, description, icon), ...rest };
    }
    case 'failed': {
      const { error } = loaded;
      const explained = explainFailure(error, t);
      return {
        ...row(trail, part, label, explained.reason, failureIcon(error)),
        tooltip: () => failureTooltip(error, t),
        context: failureContext(error, t),
        spoken: `${label}: ${explained.reason} ${explained.remedy}`,
        subject: { error, retry: () => loadable.reload() },
      };
    }
  }
}

/** The last segment of an ARN, such as `alias/trail-logs` or a topic's name; other texts as they are. */
function lastOf(arn: string): string {
  return arn.startsWith('arn:') ? arn.slice(arn.lastIndexOf(':') + 1) : arn;
}
