import type { CloudTrailEvent } from '../../events/event.ts';
import { csvChunks } from './csv.ts';
import { jsonChunks, ndjsonChunks, recordsChunks } from './json.ts';
import { markdownChunks } from './markdown.ts';

/** The forms in which events are written: what a program reads, what CloudTrail writes, what a report shows. */
export const exportFormats = ['csv', 'json', 'ndjson', 'records', 'markdown'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Events as they come, from a view or page by page. */
export type EventStream = AsyncIterable<CloudTrailEvent> | Iterable<CloudTrailEvent>;

/** The ending of a file in the format, without a dot. */
export function fileEnding(format: ExportFormat): string {
  return format === 'markdown' ? 'md' : format === 'records' ? 'json' : format;
}

/**
 * The events as chunks of text, one event at a time: nothing is held that has been handed out. `json` is an array of
 * the records, `records` an object as CloudTrail's log files are; both, and `ndjson`, have the whole records, the
 * other two what a table shows.
 */
export function exportChunks(format: ExportFormat, events: EventStream): AsyncIterable<string> {
  switch (format) {
    case 'csv':
      return csvChunks(events);
    case 'json':
      return jsonChunks(events);
    case 'ndjson':
      return ndjsonChunks(events);
    case 'records':
      return recordsChunks(events);
    case 'markdown':
      return markdownChunks(events);
  }
}
