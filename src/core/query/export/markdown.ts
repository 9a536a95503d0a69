import { displayText } from '../../events/display-text.ts';
import type { EventStream } from './event-export.ts';
import { tableColumns } from './table-columns.ts';

const shown = ['time', 'event', 'who', 'what', 'region', 'source_address', 'error'];
const columns = tableColumns.filter(({ name }) => shown.includes(name));

/** A table with what a report needs. */
export async function* markdownChunks(events: EventStream): AsyncIterable<string> {
  yield row(columns.map(({ name }) => name.replace('_', ' ')));
  yield `|${columns.map(() => ' --- ').join('|')}|\n`;
  for await (const event of events) {
    yield row(columns.map(({ valueOf }) => valueOf(event)));
  }
}

function row(values: readonly string[]): string {
  return `| ${values.map((value) => inert(displayText(value))).join(' | ')} |\n`;
}

/** Text that Markdown shows as it is: an event must not bring links, pictures or markup into a report. */
function inert(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|~<>&$@:]/g, (character) =>
      character === '<'
        ? '&lt;'
        : character === '>'
          ? '&gt;'
          : character === '&'
            ? '&amp;'
            : escaped(character),
    )
    .replace(/^[-=]/, '\\$&');
}

/** A colon or an at sign is what bare links are made with; a backslash before it would be shown. */
function escaped(character: string): string {
  switch (character) {
    case ':':
      return '&#58;';
    case '@':
      return '&#64;';
    default:
      return `\\${character}`;
  }
}
