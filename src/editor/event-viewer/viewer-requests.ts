import { commands, env, l10n } from 'vscode';
import { jsonPath } from '../../core/events/json-path.ts';
import type { EventFilter } from '../../core/query/event-filter.ts';
import { printFilter } from '../../core/query/print-filter.ts';
import { relatedFilter, sameValueFilter } from '../../core/query/related-events.ts';
import type { LinkKind } from '../../protocol/event-view.ts';
import type { ViewerRequest } from '../../protocol/messages.ts';
import type { CommandId } from '../command-ids.ts';
import type { EventItem } from '../events/event-selection.ts';
import { openAddress } from '../open-address.ts';
import { copiedText, copiedValue } from './copies.ts';
import { linkAddress, mayOpen, relationOf, type PageKind } from './links.ts';

/**
 * Does what a viewer asks for about the event that it shows, and says what was done where that is not plain to see.
 * What is copied or opened comes from the host's own event, never from the request.
 */
export async function answerRequest(
  request: Exclude<ViewerRequest, { kind: 'go' }>,
  item: EventItem,
): Promise<string | undefined> {
  switch (request.kind) {
    case 'copy':
      return copy(copiedText(request.what, item, request.masked));
    case 'copyValue':
      return copy(copiedValue(item.event.record, request.path, request.masked));
    case 'copyPath':
      return copy(jsonPath(request.path));
    case 'eventsWith':
      await explore(sameValueFilter(item.event, request.path), item);
      return undefined;
    case 'showJson':
      await commands.executeCommand('trailscope.showEventJson' satisfies CommandId, item);
      return undefined;
    case 'follow':
      await follow(request.link, request.index, item);
      return undefined;
  }
}

async function copy(text: string | undefined): Promise<string | undefined> {
  if (text === undefined) {
    return undefined;
  }
  await env.clipboard.writeText(text);
  return l10n.t('Copied');
}

/** In the account of the event, whichever connection is in use. */
async function explore(filter: EventFilter | undefined, { connection }: EventItem): Promise<void> {
  const command: CommandId = 'trailscope.exploreEvents';
  await (filter && commands.executeCommand(command, { filter: printFilter(filter), connection }));
}

async function follow(link: LinkKind, index: number, item: EventItem): Promise<void> {
  const relation = relationOf(link);
  if (relation !== undefined) {
    await explore(relatedFilter(item.event, relation, index), item);
    return;
  }
  const address = linkAddress(link as PageKind, index, item);
  if (address !== undefined && mayOpen(address)) {
    await openAddress(address);
  }
}
