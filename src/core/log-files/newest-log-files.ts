import type { Connection } from '../connection.ts';
import type { ObjectStore } from '../ports.ts';

/** Where a trail puts its log files. */
export interface LogFilePlace {
  readonly bucket: string;
  /** Without slashes at its ends; absent for none. */
  readonly keyPrefix?: string;
}

/** A log file in its bucket. */
export interface LogFile {
  readonly bucket: string;
  readonly key: string;
  /** Bytes, compressed. */
  readonly size: number;
  readonly region: string;
  /** The minute of its delivery, epoch milliseconds; undefined for a name that does not tell. */
  readonly time: number | undefined;
}

/** One account's folder of log files. */
export interface AccountFolder {
  /** The 12-digit id. */
  readonly account: string;
  /** With its slash at the end. */
  readonly folder: string;
}

/**
 * The accounts that have log files in the trail's bucket: `AWSLogs/ACCOUNT/CloudTrail/`, for an organization
 * `AWSLogs/ORGANIZATION/ACCOUNT/CloudTrail/` ("Finding your CloudTrail log files" in the CloudTrail user guide).
 */
export async function accountFolders(
  store: ObjectStore,
  connection: Connection,
  { bucket, keyPrefix }: LogFilePlace,
  signal: AbortSignal,
): Promise<readonly AccountFolder[]> {
  const top = `${keyPrefix === undefined ? '' : `${keyPrefix}/`}AWSLogs/`;
  const folders = await foldersOf(store, connection, bucket, top, signal);
  const organizations = folders.filter((folder) => lastName(folder).startsWith('o-'));
  const below = await Promise.all(
    organizations.map((folder) => foldersOf(store, connection, bucket, folder, signal)),
  );
  return [...folders, ...below.flat()]
    .map((folder) => ({ account: lastName(folder), folder }))
    .filter(({ account }) => /^\d{12}$/.test(account));
}

/**
 * The log files of the newest day of each Region, newest first. The folders are walked from the newest down, so that
 * a trail of many years takes as many calls as a new one.
 */
export async function newestLogFiles(
  store: ObjectStore,
  connection: Connection,
  bucket: string,
  { folder }: AccountFolder,
  signal: AbortSignal,
): Promise<readonly LogFile[]> {
  const regions = await foldersOf(store, connection, bucket, `${folder}CloudTrail/`, signal);
  const files = await Promise.all(
    regions.map(async (regionFolder) => {
      const day = await newestDay(store, connection, bucket, regionFolder, signal);
      return logFilesIn(store, connection, bucket, day, lastName(regionFolder), signal);
    }),
  );
  return files.flat().sort((a, b) => (b.time ?? 0) - (a.time ?? 0) || (a.key < b.key ? 1 : -1));
}

/** Year, month, day: the last folder of each is the newest, because their names have all their digits. */
async function newestDay(
  store: ObjectStore,
  connection: Connection,
  bucket: string,
  regionFolder: string,
  signal: AbortSignal,
): Promise<string> {
  let folder = regionFolder;
  for (let depth = 0; depth < 3; depth++) {
    const folders = await foldersOf(store, connection, bucket, folder, signal);
    folder = folders.at(-1) ?? folder;
  }
  return folder;
}

async function logFilesIn(
  store: ObjectStore,
  connection: Connection,
  bucket: string,
  folder: string,
  region: string,
  signal: AbortSignal,
): Promise<LogFile[]> {
  const files: LogFile[] = [];
  for await (const { objects } of store.list(connection, bucket, folder, signal)) {
    for (const { key, size } of objects) {
      if (key.endsWith('.json.gz')) {
        files.push({ bucket, key, size, region, time: timeOfLogFile(key) });
      }
    }
  }
  return files;
}

/**
 * When a log file was delivered, by its name `ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_UNIQUE.json.gz` ("CloudTrail log
 * file name format" in the user guide), in epoch milliseconds.
 */
function timeOfLogFile(key: string): number | undefined {
  const match = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z[^/]*$/.exec(key);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute] = match.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute);
}

async function foldersOf(
  store: ObjectStore,
  connection: Connection,
  bucket: string,
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const folders: string[] = [];
  for await (const page of store.list(connection, bucket, folder, signal)) {
    folders.push(...page.folders);
  }
  return folders;
}

function lastName(folder: string): string {
  return folder.split('/').at(-2) ?? '';
}
