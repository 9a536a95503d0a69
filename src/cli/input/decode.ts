import type { Position } from '../../core/posture/location.ts';

/** Bytes as text, or why they are none. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'undecodable'; readonly at: Position; readonly message: string };

/** CloudFormation takes UTF-8 alone; what is something else is told by its first telling byte. */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Label(bytes);
  if (utf16 !== undefined) {
    const message = `The file is ${utf16.toUpperCase()}, but a template is UTF-8 text. Save it as UTF-8.`;
    return { kind: 'undecodable', at: { line: 0, character: 0 }, message };
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const message = 'The file has binary data in it (a zero byte), but a template is UTF-8 text.';
    return { kind: 'undecodable', at: positionOf(bytes, zero), message };
  }
  try {
    return { kind: 'text', text: strictUtf8.decode(bytes) };
  } catch {
    const fault = firstFault(bytes);
    const byte = (bytes[fault] ?? 0).toString(16).toUpperCase();
    const message = `The byte 0x${byte} here is not UTF-8, as a template is. Save the file as UTF-8.`;
    return { kind: 'undecodable', at: positionOf(bytes, fault), message };
  }
}

/** The text of a file that is looked at to see whether it is a template at all; wrong bytes become U+FFFD. */
export function decodeLoosely(bytes: Uint8Array): string {
  return new TextDecoder(utf16Label(bytes) ?? 'utf-8').decode(bytes);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** By the byte order mark, or by the zero bytes of ASCII characters at the beginning. */
function utf16Label([first, second, third, fourth]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (first && second === 0 && third && fourth === 0)) {
    return 'utf-16le';
  }
  return (first === 0xfe && second === 0xff) || (first === 0 && second && third === 0 && fourth)
    ? 'utf-16be'
    : undefined;
}

/** The offset of the first character that is not UTF-8: the end of the longest beginning that is. */
function firstFault(bytes: Uint8Array): number {
  let [sound, broken] = [0, bytes.length];
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (isSoundStart(bytes.subarray(0, middle))) {
      sound = middle;
    } else {
      broken = middle;
    }
  }
  return sound - unfinishedBytes(bytes.subarray(0, sound));
}

/** How many bytes at the end begin a character that would need more of them. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let count = 1; count <= 3; count++) {
    const byte = bytes.at(-count) ?? 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > count ? count : 0;
    }
  }
  return 0;
}

/** Whether all bytes are UTF-8, a character that is cut off at the end included. */
function isSoundStart(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function positionOf(bytes: Uint8Array, offset: number): Position {
  const lines = new TextDecoder().decode(bytes.subarray(0, offset)).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
