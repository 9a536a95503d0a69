/**
 * Reads the filter language word by word. A word is what stands between blanks and parentheses, but for quotes: a
 * term such as `name:Terminate*`, `requestParameters["x-amz-acl"]:private`, `"free text"`, or an operator.
 */

/** A piece of a word's value. */
export type Piece =
  { readonly kind: 'literal'; readonly text: string; readonly isQuoted: boolean } | { readonly kind: 'star' };

/** What stands before the colon of a word. */
export type Prefix =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'path'; readonly path: readonly (string | number)[]; readonly isQuoted: boolean };

/** A place in the text that cannot be read, and why. */
export class FilterFault extends Error {
  override readonly name = 'FilterFault';
  readonly reason: FaultReason;
  readonly start: number;
  readonly end: number;
  /** What the message is about, such as the unknown word. */
  readonly subject: string;

  constructor(reason: FaultReason, start: number, end: number, subject = '') {
    super(`${reason} at ${start}: ${subject}`);
    this.reason = reason;
    this.start = start;
    this.end = end;
    this.subject = subject;
  }
}

export type FaultReason =
  | 'too-long'
  | 'too-many-terms'
  | 'too-deep'
  | 'too-many-wildcards'
  | 'unclosed-quote'
  | 'unclosed-parenthesis'
  | 'stray-parenthesis'
  | 'empty-parentheses'
  | 'parenthesis-in-word'
  | 'missing-value'
  | 'missing-term'
  | 'operator-in-values'
  | 'unknown-field'
  | 'unknown-member'
  | 'not-one-of'
  | 'no-network'
  | 'no-wildcards'
  | 'no-time';

const blank = /\s/;
const identifier = /[A-Za-z_$][\w$-]*/y;
const index = /\[(\d{1,9})\]/y;
const bareStep = /\.([^\s.:[\]()"*]+)/y;
const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** A cursor over the text of a filter. */
export class FilterLexer {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character at the cursor, after any blanks; empty at the end. */
  peek(): string {
    while (this.position < this.text.length && blank.test(this.current())) {
      this.position += 1;
    }
    return this.current();
  }

  current(): string {
    return this.text.charAt(this.position);
  }

  /** Goes over an operator that stands alone: `OR`, `AND`, `NOT`. */
  takeWord(word: string): boolean {
    this.peek();
    const end = this.position + word.length;
    if (!this.text.startsWith(word, this.position) || !/^[\s()]?$/.test(this.text.charAt(end))) {
      return false;
    }
    this.position = end;
    return true;
  }

  /** The field or path before a colon, which the cursor is then behind; undefined where the word has none. */
  takePrefix(): Prefix | undefined {
    const start = this.position;
    const prefix = this.readPrefix();
    if (prefix !== undefined && this.current() === ':' && !this.isAddressAhead(prefix)) {
      this.position += 1;
      return prefix;
    }
    this.position = start;
    return undefined;
  }

  /** Addresses of the web and ARNs look like fields. */
  private isAddressAhead(prefix: Prefix): boolean {
    return (
      this.text.startsWith('://', this.position) ||
      (prefix.kind === 'word' && prefix.word === 'arn' && this.text.startsWith(':aws', this.position))
    );
  }

  private readPrefix(): Prefix | undefined {
    const path: (string | number)[] = [];
    const isQuoted = this.current() === '[';
    const word = isQuoted ? undefined : this.match(identifier)?.[0];
    if (word !== undefined) {
      path.push(word);
    } else if (!isQuoted) {
      return undefined;
    }
    for (let step = this.takeStep(); step !== undefined; step = this.takeStep()) {
      path.push(step);
    }
    const [first] = path;
    if (typeof first !== 'string') {
      return undefined;
    }
    return word !== undefined && path.length === 1
      ? { kind: 'word', word }
      : { kind: 'path', path, isQuoted };
  }

  private takeStep(): string | number | undefined {
    const item = this.match(index)?.[1];
    if (item !== undefined) {
      return Number(item);
    }
    if (this.text.startsWith('["', this.position)) {
      const start = this.position;
      this.position += 1;
      const name = this.takeQuoted();
      if (this.current() !== ']') {
        this.position = start;
        return undefined;
      }
      this.position += 1;
      return name;
    }
    return this.match(bareStep)?.[1];
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text) ?? undefined;
    this.position += match?.[0].length ?? 0;
    return match;
  }

  /** The pieces up to the end of the word. */
  takePieces(): readonly Piece[] {
    const pieces: Piece[] = [];
    for (let unit = this.current(); unit !== '' && unit !== ')' && !blank.test(unit); unit = this.current()) {
      if (unit === '"') {
        pieces.push({ kind: 'literal', text: this.takeQuoted(), isQuoted: true });
      } else if (unit === '*') {
        this.position += 1;
        pieces.push({ kind: 'star' });
      } else if (unit === '(') {
        throw new FilterFault('parenthesis-in-word', this.position, this.position + 1);
      } else {
        pieces.push({ kind: 'literal', text: this.takeBare(), isQuoted: false });
      }
    }
    return pieces;
  }

  private takeBare(): string {
    const start = this.position;
    while (this.position < this.text.length && !/[\s()"*]/.test(this.current())) {
      this.position += 1;
    }
    return this.text.slice(start, this.position);
  }

  /** A text in quotes, with the escapes of JSON; a backslash before anything else stands for itself. */
  private takeQuoted(): string {
    const start = this.position;
    let text = '';
    for (this.position += 1; this.current() !== '"';) {
      const unit = this.current();
      if (unit === '') {
        throw new FilterFault('unclosed-quote', start, this.text.length);
      }
      const escape = unit === '\\' ? this.escapeAt(this.position + 1) : undefined;
      text += escape?.text ?? unit;
      this.position += escape?.length ?? 1;
    }
    this.position += 1;
    return text;
  }

  private escapeAt(at: number): { readonly text: string; readonly length: number } | undefined {
    const simple = escapes.get(this.text.charAt(at));
    if (simple !== undefined) {
      return { text: simple, length: 2 };
    }
    const [, code] = /^u([0-9a-f]{4})/i.exec(this.text.slice(at, at + 5)) ?? [];
    return code === undefined
      ? undefined
      : { text: String.fromCharCode(Number.parseInt(code, 16)), length: 6 };
  }
}
