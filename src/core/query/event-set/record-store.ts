/** Keeps the texts of records by their row. Whoever has a better place than the heap hands in another. */
export interface RecordStore {
  /** Takes the record of the next row. */
  push(text: string): void;
  at(row: number): string;
}

/** Texts on the heap: a byte for each character of a record without others than those of Latin-1. */
export class TextStore implements RecordStore {
  private readonly texts: string[] = [];

  push(text: string): void {
    this.texts.push(text);
  }

  at(row: number): string {
    return this.texts[row] ?? '';
  }
}
