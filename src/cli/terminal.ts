import type { TreeSitterFiles } from '../iac/cdk/syntax/tree-sitter.ts';

/** What the command line needs of the process that it runs in. */
export interface Terminal {
  /** To standard output: what was asked for. */
  readonly print: (text: string) => void;
  /** To standard error: what else there is to say. */
  readonly remark: (text: string) => void;
  /** Waits until what was printed is taken; a large result is made no faster than it is read. */
  readonly drained: () => Promise<void>;
  readonly isColored: boolean;
  /** Absolute. */
  readonly cwd: string;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Of Trailscope. */
  readonly version: string;
  /** What reads source code, loaded when some is to be read. */
  readonly treeSitter: TreeSitterFiles;
  /** The bundle of the log engine's process. */
  readonly logEngine: string;
}

/** 0: nothing wrong; 1: findings; 2: the command line or the input is not as it should be. */
export type ExitCode = 0 | 1 | 2;

/**
 * Text from a template or a file's name as it may be shown in a terminal: control characters, which could move the
 * cursor, and characters that reverse the reading direction become visible escapes.
 */
export function harmless(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

/** A value as indented JSON, which may go to a terminal too: what is unsafe there is written as an escape. */
export function harmlessJson(value: unknown): string {
  // JSON.stringify has put its own line ends, and has escaped those of texts.
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, 2).replace(unsafe, (character) =>
    character === '\n' ? character : escaped(character),
  );
}

/** Control characters, and those that change the direction of reading or end a line. */
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;
