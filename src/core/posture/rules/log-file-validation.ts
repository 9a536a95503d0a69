import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { wantTrue } from './wanted-property.ts';

export const logFileValidation: Rule = {
  id: 'log-file-validation',
  family: 'posture',
  severity: 'warning',
  title: 'Log files cannot be proved unchanged',
  what: '`EnableLogFileValidation` of a trail is missing or false.',
  why: 'Without the hourly, signed digest files nobody can show afterwards that no log file was changed, deleted or forged. They cannot be made for the past.',
  fix: 'Set `EnableLogFileValidation` to true. Digests cost nothing but their storage.',
  alsoKnownAs: [
    'CKV_AWS_36',
    'AVD-AWS-0016',
    'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
    'CT.CLOUDTRAIL.PR.2',
    'CloudTrail.4',
    'CIS 3.2',
    'CloudTrailLogFileValidationEnabled',
  ],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
  ],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    yield* wantTrue(trail, 'EnableLogFileValidation', {
      message:
        'Nobody can prove later that log files were not changed or deleted, because this trail writes no digest files. Set EnableLogFileValidation to true.',
    });
  }
}
