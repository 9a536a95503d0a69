import type { Localize } from '../../core/localize.ts';
import type { FileFault, LogReport, OpenProgress } from '../../core/log-engine.ts';

/** What a reader of log files should know of what came of reading them, a sentence each; none where all went well. */
export function reportWords({ engine, quarantine, duplicates, files }: LogReport, t: Localize): string[] {
  const { digests } = files;
  return [
    ...(quarantine.length === 0 ? [] : [quarantineWords(quarantine.length, t)]),
    ...(duplicates === 0
      ? []
      : [
          duplicates === 1
            ? t('1 event that was there twice was left out.')
            : t('{0} events that were there twice were left out.', counted(duplicates)),
        ]),
    ...(digests === 0
      ? []
      : [
          digests === 1
            ? t('1 digest file was set aside: it has no events.')
            : t('{0} digest files were set aside: they have no events.', counted(digests)),
        ]),
    ...(engine === 'plain'
      ? [t('The log engine is not there for this platform: there is no SQL, and a million events at most.')]
      : []),
  ];
}

/** How many events there are. */
export function eventCount(events: number, t: Localize): string {
  return events === 1 ? t('1 event') : t('{0} events', counted(events));
}

/** How many files there are. */
export function fileCount(files: number, t: Localize): string {
  return files === 1 ? t('1 file') : t('{0} files', counted(files));
}

/** How many files are read, of those that were found. */
export function filesRead({ done, found }: OpenProgress['files'], t: Localize): string {
  return t('{0} of {1} files', counted(done), counted(found));
}

/** A number as it is written in a sentence. */
export function counted(count: number): string {
  return count.toLocaleString('en');
}

/** How many files could not be read, or not wholly. */
export function quarantineWords(count: number, t: Localize): string {
  return count === 1
    ? t('1 file could not be read, or not wholly.')
    : t('{0} files could not be read, or not wholly.', counted(count));
}

/** What is wrong with a file, in two or three words. */
export function faultWord(fault: FileFault, t: Localize): string {
  switch (fault) {
    case 'empty':
      return t('empty');
    case 'truncated':
      return t('cut off');
    case 'corrupt':
      return t('damaged');
    case 'not-json':
      return t('not JSON');
    case 'not-cloudtrail':
      return t('not CloudTrail');
    case 'nul-bytes':
      return t('has NUL bytes');
    case 'too-large':
      return t('too large');
    case 'changing':
      return t('changed while it was read');
    case 'unreadable':
      return t('cannot be opened');
    case 'odd-records':
      return t('has records that are none');
  }
}
