/** What the name of a log file says. */
export interface LogFilePlace {
  readonly accountId: string;
  /** Digest files have names of another form. */
  readonly kind: 'CloudTrail' | 'CloudTrail-Insight';
  readonly region: string;
  /** When it was delivered, epoch milliseconds. */
  readonly time: number;
  /** 16 letters and digits, which tell the files of a minute apart. */
  readonly unique: string;
}

/**
 * The key of a log file, as CloudTrail names it:
 * `…/CloudTrail/us-east-1/2026/11/19/111122223333_CloudTrail_us-east-1_20261119T1405Z_AbCdEfGhIjKlMnOp.json.gz`.
 *
 * @param folder where the account's files of this kind are, with a slash at its end
 */
export function logFileKey(folder: string, place: LogFilePlace): string {
  const { accountId, kind, region, time, unique } = place;
  const minute = `${compactTime(time).slice(0, 13)}Z`;
  return `${folder}${region}/${dayFolder(time)}/${accountId}_${kind}_${region}_${minute}_${unique}.json.gz`;
}

/** A day in UTC, as folders of log files have it: `2026/11/19`. */
export function dayFolder(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
}

/** A time as names of files have it: `20261119T140500Z`. */
export function compactTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
