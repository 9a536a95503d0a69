import type { JsonObject } from '../../json.ts';
import { known, type BucketFacts } from './facts.ts';
import { bucketCall, bucketPolicyReading, bucketReading, type BucketPlace } from './readings.ts';
import { addPolicyChange, guardOn, type PlanDraft } from './plan-draft.ts';
import { bucketStatements, logFolder, tlsOnlyStatement } from './policies.ts';
import { bucketRequests } from './policy-check.ts';
import { byteLength, policyOf } from './policy-document.ts';

/** Bytes (Amazon S3 User Guide, "Bucket policies"). */
const longestPolicy = 20 * 1024;

/** What CreateTrail answers before the bucket and its policy are visible. */
const settles = ['S3BucketDoesNotExistException', 'InsufficientS3BucketPolicyException'];

/** What S3 answers for a moment after a bucket was made. */
const fresh = ['NoSuchBucket', 'OperationAborted'];

/** Where the log bucket is; the home Region for a new one and where it is not known. */
export function bucketRegion({ answers, facts }: PlanDraft): string {
  const existing = answers.bucket.kind === 'existing' ? known(facts.bucket) : undefined;
  return existing?.region ?? answers.homeRegion;
}

/** Adds the steps for the bucket. */
export function addBucket(draft: PlanDraft): void {
  const { answers, facts } = draft;
  const place: BucketPlace = {
    bucket: answers.bucket.name,
    region: bucketRegion(draft),
    owner: facts.caller.account,
  };
  if (answers.bucket.kind === 'new') {
    addNewBucket(draft, place);
  } else {
    addExistingBucket(draft, place, answers.bucket.addsTlsOnly === true);
  }
}

function addNewBucket(draft: PlanDraft, place: BucketPlace): void {
  const { facts, t } = draft;
  const { bucket } = place;
  if (facts.bucket.kind === 'known') {
    draft.refuse(
      'bucket-taken',
      t('You have a bucket {0} already. Choose it as an existing one, or another name.', bucket),
    );
  } else if (facts.bucket.kind === 'unknown') {
    const message = facts.bucket.isDenied
      ? t('The bucket name {0} is taken by somebody else. Choose another one.', bucket)
      : t('Whether the bucket name {0} is free could not be found out: {1}', bucket, facts.bucket.reason);
    draft.refuse(facts.bucket.isDenied ? 'bucket-taken' : 'not-read', message);
  }
  settles.forEach((code) => draft.settling.add(code));
  addCreateBucket(draft, place);
  addSettings(draft, place);
  addNewPolicy(draft, place);
}

/** The policy of a new bucket: exactly what CloudTrail needs, and no requests without TLS. */
function newPolicy({ answers, subject }: PlanDraft, { bucket }: BucketPlace): string {
  return policyOf([
    ...bucketStatements(subject, bucket, answers.keyPrefix),
    tlsOnlyStatement(subject, bucket),
  ]);
}

function addCreateBucket(draft: PlanDraft, place: BucketPlace): void {
  const { answers, t } = draft;
  const { bucket, region, owner } = place;
  // us-east-1 is where S3 makes buckets by default, and the one Region that it does not take by name.
  const where: JsonObject =
    region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
  draft.add({
    id: 'bucket',
    call: {
      service: 's3',
      operation: 'CreateBucket',
      region,
      input: { Bucket: bucket, ...where, ObjectOwnership: 'BucketOwnerEnforced' },
    },
    why: t('A bucket of its own for the log files, without access control lists.'),
    cost: {
      kind: 'unknown',
      text: t('S3 charges for what is stored and for requests; how much depends on how much is recorded.'),
    },
    before: [guardOn(bucketReading(place), null, t('The bucket {0} exists by now.', bucket))],
    took: { kind: 'value', guard: guardOn(bucketReading(place), true, '') },
    undo: {
      kind: 'bucket',
      bucket,
      owner,
      region,
      folder: logFolder(answers.keyPrefix),
      only: [
        {
          read: bucketPolicyReading(place),
          oneOf: [null, newPolicy(draft, place)],
          otherwise: t('Somebody has given the bucket another policy.'),
        },
      ],
      text: t(
        "Deletes the bucket if it holds nothing but CloudTrail's own empty folder objects; otherwise it is kept.",
      ),
    },
    makes: `arn:${draft.subject.partition}:s3:::${bucket}`,
    retryOn: ['OperationAborted'],
  });
}

function addSettings(draft: PlanDraft, place: BucketPlace): void {
  const { t } = draft;
  const settings: readonly (readonly [id: string, operation: string, input: JsonObject, why: string])[] = [
    [
      'bucket-public-access',
      'PutPublicAccessBlock',
      {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      },
      t('Nobody can make the log files public, not even by mistake.'),
    ],
    [
      'bucket-encryption',
      'PutBucketEncryption',
      {
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
      t("Whatever comes into the bucket is encrypted with S3's keys, if not with another."),
    ],
    [
      'bucket-versioning',
      'PutBucketVersioning',
      { VersioningConfiguration: { Status: 'Enabled' } },
      t('A log file that is deleted or overwritten can be had back.'),
    ],
  ];
  for (const [id, operation, input, why] of settings) {
    draft.add({
      id,
      call: bucketCall(place, operation, input),
      why,
      undo: { kind: 'with', step: 'bucket', text: t('Goes with the bucket.') },
      retryOn: fresh,
    });
  }
}

function addNewPolicy(draft: PlanDraft, place: BucketPlace): void {
  const { t } = draft;
  const policy = newPolicy(draft, place);
  const read = bucketPolicyReading(place);
  if (byteLength(policy) > longestPolicy) {
    draft.refuse(
      'policy-too-long',
      t(
        'The policy of {0} would have {1} bytes, and at most {2} are allowed.',
        place.bucket,
        byteLength(policy),
        longestPolicy,
      ),
    );
  }
  draft.add({
    id: 'bucket-policy',
    call: bucketCall(place, 'PutBucketPolicy', { Policy: policy }),
    why: t(
      'Lets CloudTrail put log files of this trail, and of no other, into the bucket; requests need TLS.',
    ),
    before: [guardOn(read, null, t('Somebody has given the bucket a policy.'))],
    took: { kind: 'value', guard: guardOn(read, policy, '') },
    undo: { kind: 'with', step: 'bucket', text: t('Goes with the bucket.') },
    changes: { of: place.bucket, before: null, after: policy },
    retryOn: fresh,
  });
}

function addExistingBucket(draft: PlanDraft, place: BucketPlace, addsTlsOnly: boolean): void {
  const { answers, facts, subject, t } = draft;
  const { bucket } = place;
  if (facts.bucket.kind === 'absent') {
    draft.refuse('bucket-missing', t('There is no bucket {0}.', bucket));
    return;
  }
  if (facts.bucket.kind === 'unknown') {
    const message = facts.bucket.isDenied
      ? t(
          'The bucket {0} belongs to another account, or you may not look at it. Let its owner put the statements for this trail into its policy, or choose another bucket.',
          bucket,
        )
      : t('The bucket {0} could not be looked at: {1}', bucket, facts.bucket.reason);
    draft.refuse(facts.bucket.isDenied ? 'bucket-of-other-account' : 'not-read', message);
    return;
  }
  const existing: BucketFacts = facts.bucket.value;
  if (known(existing.isRequesterPays) === true) {
    draft.refuse(
      'requester-pays',
      t('CloudTrail cannot deliver to {0}: it lets whoever makes a request pay for it.', bucket),
    );
  }
  addPolicyChange(draft, {
    id: 'bucket-policy',
    thing: bucket,
    current: existing.policy,
    statements: [
      ...bucketStatements(subject, bucket, answers.keyPrefix),
      ...(addsTlsOnly ? [tlsOnlyStatement(subject, bucket)] : []),
    ],
    isNeeded: addsTlsOnly,
    requests: bucketRequests(subject, bucket, answers.keyPrefix),
    limit: longestPolicy,
    read: bucketPolicyReading(place),
    put: (policy) => bucketCall(place, 'PutBucketPolicy', { Policy: policy }),
    member: 'Policy',
    remove: bucketCall(place, 'DeleteBucketPolicy'),
    why: t(
      'Lets CloudTrail put log files of this trail, and of no other, into the bucket; all else in its policy stays.',
    ),
    manager: existing.manager,
    settles: ['InsufficientS3BucketPolicyException'],
  });
}
