import { parseConnection, type Connection } from '../../core/connection.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { isJsonObject, nonEmptyString } from '../../core/json.ts';
import type { LogFile } from '../../core/log-files/newest-log-files.ts';
import type { ObjectStore } from '../../core/ports.ts';

/** The scheme of the read-only documents that show a log file. */
export const logFileScheme = 'cloudtrail-log-file';

/** A file grows several times over when it is decompressed and indented; the editor shows up to 50 MB. */
export const maxLogFileBytes = 10_000_000;

/** The parts of a document's address; the path names its tab, the query says which log file it is. */
export interface LogFileAddress {
  readonly path: string;
  readonly query: string;
}

/** The address of a log file's document. */
export function logFileAddress(connection: Connection, { bucket, key }: LogFile): LogFileAddress {
  const name = key.split('/').at(-1) ?? key;
  const clean = name.replace(/\.json\.gz$/, '').replace(/[^A-Za-z0-9_-]/g, '_');
  return { path: `/${clean}.json`, query: JSON.stringify({ connection, bucket, key }) };
}

/**
 * The text of the document with that query: the file's JSON, indented, or as it is where it is no JSON. Files are read
 * each time: they never change, and a tab that VS Code restores has to be read anyway.
 *
 * @param mayUse whether a connection is one that the user has added: anybody can write an address, and credentials must
 *   not be sent to where it says
 * @throws TrailscopeError `invalid-input` for an address that names no log file; and what reading throws
 */
export async function logFileText(
  store: () => Promise<ObjectStore>,
  query: string,
  mayUse: (connection: Connection) => boolean,
  signal: AbortSignal,
): Promise<string> {
  const { connection, bucket, key } = parseQuery(query);
  if (connection === undefined || bucket === undefined || key === undefined || !mayUse(connection)) {
    throw new TrailscopeError({ kind: 'invalid-input' }, 'Open the log file again from its trail.');
  }
  const objects = await store();
  return indented(await objects.readText(connection, { bucket, key }, maxLogFileBytes, signal));
}

function indented(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`;
  } catch {
    return text;
  }
}

function parseQuery(query: string): {
  readonly connection?: Connection | undefined;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
} {
  try {
    const value: unknown = JSON.parse(query);
    return isJsonObject(value)
      ? {
          connection: parseConnection(value['connection']),
          bucket: nonEmptyString(value['bucket']),
          key: nonEmptyString(value['key']),
        }
      : {};
  } catch {
    return {};
  }
}
