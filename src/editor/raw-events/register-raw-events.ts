import { Disposable, env, Uri, window, workspace } from 'vscode';
import type { AwsPorts } from '../../core/ports.ts';
import { registerCommands } from '../commands.ts';
import { eventConsoleUrl } from '../events/event-nodes.ts';
import { eventItem, type EventItem } from '../events/event-selection.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { openAddress } from '../open-address.ts';
import { provideText } from '../provide-text.ts';
import { EventDocuments, eventScheme, eventText } from './event-documents.ts';

/** What single events need. */
export interface RawEventsDeps {
  readonly ports: () => Promise<AwsPorts>;
  readonly present: FailurePresenter;
}

/** Registers the read-only documents of events and the commands that take one event anywhere else. */
export function registerRawEvents({ ports, present }: RawEventsDeps): Disposable {
  const documents = new EventDocuments(async () => (await ports()).events);
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(eventScheme, {
      provideTextDocumentContent: (uri, token) =>
        provideText(present, token, (signal) => documents.text(uri.query, signal)),
    }),
    ...registerCommands(present, {
      'trailscope.showEventJson': onEvent((item) => showDocument(documents, item)),
      'trailscope.copyEventId': onEvent(({ event }) => copy(event.id)),
      'trailscope.copyEventJson': onEvent(({ event }) => copy(eventText(event))),
      'trailscope.copyResourceArn': onEvent(({ event }) => copy(event.resources.find(({ arn }) => arn)?.arn)),
      'trailscope.copyCallerArn': onEvent(({ event }) => copy(event.actor.arn)),
      'trailscope.openEventInConsole': onEvent((item) => openAddress(eventConsoleUrl(item))),
    }),
  );
}

function onEvent(act: (item: EventItem) => unknown): (argument: unknown) => unknown {
  return (argument) => {
    const item = eventItem(argument);
    return item === undefined ? undefined : act(item);
  };
}

async function copy(text: string | undefined): Promise<void> {
  if (text !== undefined) {
    await env.clipboard.writeText(text);
  }
}

async function showDocument(documents: EventDocuments, item: EventItem): Promise<void> {
  const uri = Uri.from({ scheme: eventScheme, ...documents.add(item) });
  await window.showTextDocument(uri, { preview: true });
}
