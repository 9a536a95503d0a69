/** What the command line needs of the process that it runs in. */
export interface Terminal {
  /** To standard output: what was asked for. */
  readonly print: (text: string) => void;
  /** To standard error: what else there is to say. */
  readonly remark: (text: string) => void;
  readonly isColored: boolean;
  /** Absolute. */
  readonly cwd: string;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Of Trailscope. */
  readonly version: string;
}

/** 0: nothing wrong; 1: findings; 2: the command line or the input is not as it should be. */
export type ExitCode = 0 | 1 | 2;

/**
 * Text from a template or a file's name as it may be shown in a terminal: control characters, which could move the
 * cursor, and characters that reverse the reading direction become visible escapes.
 */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
