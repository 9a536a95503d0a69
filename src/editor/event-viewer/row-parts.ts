import type { Part, TextPart } from '../../protocol/event-view.ts';

/** Running text. */
export function plain(text: string): TextPart {
  return { kind: 'text', text };
}

/** Text that says what counts. */
export function strong(text: string): TextPart {
  return { kind: 'text', text, style: 'strong' };
}

/** Text that matters less; `title` is its long form. */
export function dim(text: string, title?: string): TextPart {
  return { kind: 'text', text, style: 'dim', ...(title !== undefined && title !== text && { title }) };
}

/** A name as it is written in code. */
export function code(text: string, title?: string): Part {
  return { kind: 'code', text, ...(title !== undefined && title !== text && { title }) };
}
