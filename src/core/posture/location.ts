/** A place in a text: zero-based line, and zero-based UTF-16 code unit in the line, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` to before `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range of a document. `document` is the name that the reader was given for the text: a URI or a path. */
export interface Location {
  readonly document: string;
  readonly range: Range;
}
