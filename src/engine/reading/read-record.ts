import { boundedRecord } from '../../core/events/bounded-record.ts';
import type { JsonObject } from '../../core/json.ts';
import { FileProblem } from './file-problem.ts';
import { parseContent } from './parse-content.ts';
import { readLogFile } from './read-file.ts';

/** A file as it was when its events were read. */
export interface KnownFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

/** Finds records in their files again. The last file stays open to it: people look at neighbours. */
export class RecordReader {
  private last: { readonly path: string; readonly records: readonly JsonObject[] } | undefined;

  /** @returns the record as far as events keep it; undefined where the file is gone, or is another than it was */
  async read(file: KnownFile, place: number): Promise<JsonObject | undefined> {
    if (this.last?.path !== file.path) {
      this.last = undefined;
      const records = await recordsOf(file);
      if (records === undefined) {
        return undefined;
      }
      this.last = { path: file.path, records };
    }
    const record = this.last.records[place];
    return record === undefined ? undefined : boundedRecord(record);
  }
}

async function recordsOf({ path, size, modified }: KnownFile): Promise<readonly JsonObject[] | undefined> {
  try {
    const content = await readLogFile(path, size);
    if (content.size !== size || content.modified !== modified) {
      return undefined;
    }
    const parsed = parseContent(content.bytes);
    return parsed === 'digest' ? undefined : parsed.records;
  } catch (error) {
    if (error instanceof FileProblem) {
      return undefined;
    }
    throw error;
  }
}
