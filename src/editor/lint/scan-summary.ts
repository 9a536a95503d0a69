import type { Localize } from '../../core/localize.ts';

/** What a scan of the workspace came to. */
export interface ScanSummary {
  /** Files that may be templates or sources, and how many of them were looked at. */
  readonly files: number;
  readonly done: number;
  readonly isCancelled: boolean;
  /** Templates and sources with CloudTrail in them. */
  readonly templates: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Files that could not be read, or are too large. */
  readonly unread: number;
}

/** The summary in a sentence or three. */
export function summaryText(summary: ScanSummary, t: Localize): string {
  const { files, done, isCancelled, unread } = summary;
  return [
    ...(isCancelled ? [t('Stopped after {0} of {1} files.', done, files)] : []),
    outcome(summary, t),
    ...(unread > 0
      ? [
          unread === 1
            ? t('One file was not read: the log says why.')
            : t('{0} files were not read: the log says why.', unread),
        ]
      : []),
  ].join(' ');
}

function outcome({ files, templates, errors, warnings, notes }: ScanSummary, t: Localize): string {
  if (templates === 0) {
    return t('No template or CDK source with CloudTrail was found in {0} files.', files);
  }
  const where = templates === 1 ? t('one file with CloudTrail') : t('{0} files with CloudTrail', templates);
  const counts = [
    ...(errors > 0 ? [errors === 1 ? t('1 error') : t('{0} errors', errors)] : []),
    ...(warnings > 0 ? [warnings === 1 ? t('1 warning') : t('{0} warnings', warnings)] : []),
    ...(notes > 0 ? [notes === 1 ? t('1 note') : t('{0} notes', notes)] : []),
  ];
  return counts.length === 0 ? t('No problems in {0}.', where) : t('{0} in {1}.', counts.join(', '), where);
}
