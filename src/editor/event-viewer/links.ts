import { resourcePage } from '../../core/console-links.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { summarise } from '../../core/events/summarise.ts';
import type { LinkKind } from '../../protocol/event-view.ts';
import type { Relation } from '../../core/query/related-events.ts';
import { hasConsole } from '../connections/console-access.ts';
import { eventConsoleUrl } from '../events/event-nodes.ts';
import type { EventItem } from '../events/event-selection.ts';

/** The links that lead to a page in the browser. */
export type PageKind = Exclude<LinkKind, `events-by-${Relation}`>;

const relations: Readonly<Record<Exclude<LinkKind, PageKind>, Relation>> = {
  'events-by-session': 'session',
  'events-by-key': 'key',
  'events-by-resource': 'resource',
  'events-by-address': 'address',
};

/** What the events of a link have in common; undefined for one that leads to a page. */
export function relationOf(kind: LinkKind): Relation | undefined {
  return kind in relations ? relations[kind as keyof typeof relations] : undefined;
}

/** Where a link of the viewer leads; undefined where there is nothing to open. */
export function linkAddress(kind: PageKind, index: number, item: EventItem): string | undefined {
  const { event, connection } = item;
  switch (kind) {
    case 'documentation':
      return documentationUrl(event);
    case 'event':
      return eventConsoleUrl(item);
    case 'resource': {
      const resource = hasConsole(connection) ? event.resources[index] : undefined;
      return resource && resourcePage(resource, event.region ?? connection.region);
    }
  }
}

/**
 * The search of AWS's documentation for a call, such as `ec2:TerminateInstances`: where a call is documented cannot
 * be told from its name. Undefined for an event that names no call.
 */
function documentationUrl(event: CloudTrailEvent): string | undefined {
  if (event.source === undefined || event.name === undefined) {
    return undefined;
  }
  const [service = '', call = ''] = summarise(event).action.split(':', 2);
  const address = new URL('https://docs.aws.amazon.com/search/doc-search.html');
  address.search = new URLSearchParams({
    searchPath: 'documentation',
    searchQuery: `${service} ${call}`,
  }).toString();
  return address.href;
}

/** The hosts that a viewer opens in the browser: AWS's documentation, and the consoles of its public partitions. */
const openedHosts =
  /^(docs\.aws\.amazon\.com|[a-z0-9-]+\.console\.(aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn|amazonaws-eusc\.eu))$/;

/** Whether an address may be opened: over https, on a host of AWS. It is built from an event, so it is checked. */
export function mayOpen(address: string): boolean {
  if (!URL.canParse(address)) {
    return false;
  }
  const { protocol, hostname, port, username } = new URL(address);
  return protocol === 'https:' && port === '' && username === '' && openedHosts.test(hostname);
}
