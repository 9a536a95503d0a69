import { Disposable, env, l10n, Uri, window, workspace, type CancellationToken } from 'vscode';
import { toTrailscopeError } from '../../core/failures/failure.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { registerCommands } from '../commands.ts';
import { eventConsoleUrl } from '../events/event-nodes.ts';
import { eventItem, type EventItem } from '../events/event-selection.ts';
import { failureMessage } from '../failures/failure-nodes.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { openAddress } from '../open-address.ts';
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
      provideTextDocumentContent: (uri, token) => provideText(documents, uri, token, present),
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

async function provideText(
  documents: EventDocuments,
  uri: Uri,
  token: CancellationToken,
  present: FailurePresenter,
): Promise<string> {
  const abort = new AbortController();
  token.onCancellationRequested(() => {
    abort.abort();
  });
  try {
    return await documents.text(uri.query, abort.signal);
  } catch (thrown) {
    // VS Code shows the message in the editor, in place of the text.
    const error = toTrailscopeError(thrown);
    present.record(error);
    throw new Error(failureMessage(error, l10n.t), { cause: thrown });
  }
}
