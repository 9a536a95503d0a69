import { english } from '../../localize.ts';
import { bucketNameFault } from '../name-faults.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { isSet, property, propertyAt, textOf } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { printText, type SymbolicText } from '../symbolic-text.ts';
import { literalBeginning } from '../text-facts.ts';
import { relatedTrail } from './access-fault.ts';
import { excerpt } from './refusal.ts';

export const bucketName: Rule = {
  id: 'bucket-name',
  family: 'deploy',
  severity: 'error',
  title: 'No legal name of a bucket',
  what: '`S3BucketName` is an ARN (`!GetAtt Bucket.Arn`), or no legal name: 3 to 63 lower-case letters, digits, dots and dashes, a letter or digit at both ends, no two dots side by side, not in the form of an IP address, and without the beginnings and ends that S3 keeps for itself.',
  why: 'CloudTrail refuses the trail with InvalidS3BucketNameException, or S3 the bucket.',
  fix: 'Give the name of the bucket: `!Ref Bucket`.',
  alsoKnownAs: ['E1040', 'E1161'],
  sources: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-s3-bucket-naming-requirements.html',
  ],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const trail of posture.trails) {
    const value = property(trail, 'S3BucketName');
    const text = textOf(value);
    const fault = text === undefined ? undefined : faultOf(text);
    if (text === undefined || fault === undefined) {
      continue;
    }
    const shown = excerpt(printText(text));
    const bucket = fault.isArn ? undefined : namedBucket(posture, trail);
    yield bucket === undefined
      ? {
          outcome: 'fail',
          resource: trail,
          at: propertyAt(trail, 'S3BucketName'),
          message: `CloudTrail refuses the bucket name ${shown}: ${fault.reason}.`,
        }
      : {
          outcome: 'fail',
          resource: bucket,
          at: propertyAt(bucket, 'BucketName'),
          message: `S3 refuses the bucket name ${shown}: ${fault.reason}.`,
          related: relatedTrail(trail),
        };
  }
}

/** The bucket of the file that has the name as its own: there it has to be corrected. */
function namedBucket({ linked }: Posture, trail: Resource): Resource | undefined {
  const link = linked(property(trail, 'S3BucketName'), ['AWS::S3::Bucket']);
  return link.kind === 'resource' && isSet(property(link.resource, 'BucketName')) === 'yes'
    ? link.resource
    : undefined;
}

interface Fault {
  readonly isArn: boolean;
  readonly reason: string;
}

/** What is surely wrong with a name; undefined where nothing is. */
function faultOf(text: SymbolicText): Fault | undefined {
  if (literalBeginning(text).startsWith('arn:')) {
    return { isArn: true, reason: 'it is an ARN. Use Ref, which gives the name' };
  }
  const reason = bucketNameFault(text, english);
  return reason === undefined ? undefined : { isArn: false, reason };
}
