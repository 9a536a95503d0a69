import { keyPrefixFault, longestKeyPrefix } from '../name-faults.ts';
import type { Posture } from '../posture.ts';
import { property, propertyAt, textOf } from '../properties.ts';
import type { Failed, Rule, Verdict } from '../rule.ts';
import type { SymbolicText } from '../symbolic-text.ts';

export const keyPrefix: Rule = {
  id: 'key-prefix',
  family: 'deploy',
  severity: 'error',
  title: 'A key prefix that is too long, or has slashes at its ends',
  what: '`S3KeyPrefix` is longer than 200 characters, or (a warning) begins or ends with a slash.',
  why: 'CloudTrail refuses a longer prefix with InvalidS3PrefixException. It puts a slash behind the prefix itself, so that a slash at an end makes a folder without a name, which the bucket policy and most tools do not expect.',
  fix: 'Shorten the prefix, or remove the slash.',
  alsoKnownAs: ['E3033'],
  sources: ['https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html'],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const text = textOf(property(trail, 'S3KeyPrefix'));
    const fault = text === undefined ? undefined : faultOf(text);
    if (fault !== undefined) {
      yield { outcome: 'fail', resource: trail, at: propertyAt(trail, 'S3KeyPrefix'), ...fault };
    }
  }
}

function faultOf(text: SymbolicText): Pick<Failed, 'message' | 'severity'> | undefined {
  switch (keyPrefixFault(text)) {
    case 'too-long':
      return {
        message: `CloudTrail refuses an S3KeyPrefix of more than ${longestKeyPrefix} characters. Shorten it.`,
      };
    case 'slash-at-end':
      return {
        message:
          'CloudTrail puts a slash behind the prefix itself, so the log files get into a folder without a name. Remove the slash.',
        severity: 'warning',
      };
    default:
      return undefined;
  }
}
