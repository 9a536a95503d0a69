import type { JsonObject } from '../../json.ts';
import { known, type KeyFacts } from './facts.ts';
import { isList } from './policy-document.ts';
import { bucketRegion } from './plan-bucket.ts';
import { addPolicyChange, guardOn, type PlanDraft } from './plan-draft.ts';
import type { Call, Reference } from './plan.ts';
import { keyStatements, newKeyPolicy } from './policies.ts';
import { keyRequests } from './policy-check.ts';
import { keyPolicyReading, keyReading } from './readings.ts';
import { serviceTags } from './service-tags.ts';

/** Bytes (AWS KMS Developer Guide, "Resource quotas"). */
export const longestKeyPolicy = 32 * 1024;

/** Days: the shortest wait that KMS allows before a key is deleted for good. */
const shortestWait = 7;

/** The key's ARN, for CreateTrail; undefined for S3's own keys. */
export function keyArn({ answers, facts }: PlanDraft): string | Reference | undefined {
  switch (answers.encryption.kind) {
    case 's3':
      return undefined;
    case 'new-key':
      return newKey;
    case 'existing-key':
      return known(facts.key)?.arn ?? answers.encryption.key;
  }
}

const newKey: Reference = { fromStep: 'key', member: 'KeyMetadata.Arn' };
const newKeyId: Reference = { fromStep: 'key', member: 'KeyMetadata.KeyId' };

/** What CreateTrail answers before the key and its policy are visible. */
const settles = ['KmsKeyNotFoundException', 'InsufficientEncryptionPolicyException'];

/** Adds the steps for the key that encrypts log files. */
export function addKey(draft: PlanDraft): void {
  const { encryption } = draft.answers;
  if (encryption.kind === 'new-key') {
    addNewKey(draft, `alias/${encryption.alias}`);
  } else if (encryption.kind === 'existing-key') {
    addExistingKey(draft, encryption.key);
  }
}

/** Whether CloudTrail has to decrypt: in an existing bucket with an S3 Bucket Key. */
function decrypts({ answers, facts }: PlanDraft): boolean {
  const bucket = answers.bucket.kind === 'existing' ? known(facts.bucket) : undefined;
  const encryption = bucket === undefined ? undefined : known(bucket.encryption);
  const rules = encryption?.['Rules'];
  return isList(rules) && rules.some((rule) => (rule as JsonObject | null)?.['BucketKeyEnabled'] === true);
}

function kms(draft: PlanDraft, operation: string, input: JsonObject): Call {
  return { service: 'kms', operation, region: bucketRegion(draft), input };
}

function addNewKey(draft: PlanDraft, alias: string): void {
  const { facts, t } = draft;
  if (facts.key.kind === 'known') {
    draft.refuse(
      'thing-exists',
      t('There is a key with the alias {0} already. Choose it as an existing key, or another alias.', alias),
    );
  }
  settles.forEach((code) => draft.settling.add(code));
  addCreateKey(draft, alias);
  draft.add({
    id: 'key-rotation',
    call: kms(draft, 'EnableKeyRotation', { KeyId: newKey }),
    why: t('New key material each year; older log files stay readable.'),
    undo: { kind: 'with', step: 'key', text: t('Goes with the key.') },
    retryOn: ['NotFoundException'],
  });
  addAlias(draft, alias);
}

function addCreateKey(draft: PlanDraft, alias: string): void {
  const { answers, facts, subject, t } = draft;
  const region = bucketRegion(draft);
  const policy = newKeyPolicy(subject, facts.caller.account, decrypts(draft));
  // No other key has this description, so that a key whose answer was lost can be found.
  const description = `Log files of the CloudTrail trail ${answers.name} (${new Date(facts.readAt).toISOString()})`;
  const schedule = kms(draft, 'ScheduleKeyDeletion', { KeyId: newKeyId, PendingWindowInDays: shortestWait });
  const isOurs = guardOn(
    keyPolicyReading(newKey, region),
    policy,
    t('Somebody has changed the policy of the key.'),
  );
  draft.add({
    id: 'key',
    call: kms(draft, 'CreateKey', {
      Description: description,
      Policy: policy,
      ...serviceTags('TagKey', 'TagValue', answers.tags),
    }),
    why: t('A key of your own decides who can read the log files, and each use of it is recorded.'),
    cost: { kind: 'known', text: t('1 USD a month for the key, and a little for each use.') },
    before: [guardOn(keyReading(alias, region), null, t('The alias {0} is taken by now.', alias))],
    took: { kind: 'key', description },
    undo: {
      kind: 'calls',
      calls: [{ call: schedule, only: [isOurs], gone: ['NotFoundException', 'KMSInvalidStateException'] }],
      text: t(
        'Schedules the key for deletion in {0} days, the shortest wait; until then that can be cancelled.',
        shortestWait,
      ),
    },
    makes: t('a key'),
  });
}

function addAlias(draft: PlanDraft, alias: string): void {
  const { t } = draft;
  const exists = keyReading(alias, bucketRegion(draft));
  const isOurs = guardOn(
    { ...exists, at: ['KeyMetadata', 'Arn'] },
    newKey,
    t('The alias points to another key by now.'),
  );
  draft.add({
    id: 'key-alias',
    call: kms(draft, 'CreateAlias', { AliasName: alias, TargetKeyId: newKey }),
    why: t('A name by which people find the key.'),
    before: [guardOn(exists, null, t('The alias {0} is taken by now.', alias))],
    took: { kind: 'value', guard: isOurs },
    undo: {
      kind: 'calls',
      calls: [
        {
          call: kms(draft, 'DeleteAlias', { AliasName: alias }),
          only: [isOurs],
          gone: ['NotFoundException'],
        },
      ],
      text: t('Deletes the alias.'),
    },
    makes: alias,
    retryOn: ['NotFoundException'],
  });
}

function addExistingKey(draft: PlanDraft, name: string): void {
  const { facts, subject, t } = draft;
  if (facts.key.kind === 'absent') {
    draft.refuse(
      'thing-missing',
      t(
        'There is no key {0} in {1}. Key and bucket have to be in the same Region.',
        name,
        bucketRegion(draft),
      ),
    );
    return;
  }
  if (facts.key.kind === 'unknown') {
    draft.refuse('not-read', t('The key {0} could not be looked at: {1}', name, facts.key.reason));
    return;
  }
  const key = facts.key.value;
  checkKey(draft, key);
  addPolicyChange(draft, {
    id: 'key-policy',
    thing: key.arn,
    current: key.policy,
    statements: keyStatements(subject, decrypts(draft)),
    requests: keyRequests(subject, key.arn, decrypts(draft)),
    limit: longestKeyPolicy,
    read: keyPolicyReading(key.arn, key.region),
    put: (policy) => putKeyPolicy(key, policy),
    member: 'Policy',
    why: t('Lets CloudTrail encrypt the log files of this trail with the key; all else in its policy stays.'),
    manager: key.manager,
    settles: ['InsufficientEncryptionPolicyException'],
  });
}

function checkKey(draft: PlanDraft, key: KeyFacts): void {
  const { t } = draft;
  if (key.state !== 'Enabled') {
    draft.refuse('key-disabled', t('The key {0} cannot be used: it is {1}.', key.arn, key.state));
  }
  if (key.region !== bucketRegion(draft)) {
    draft.refuse(
      'key-region',
      t(
        'The key is in {0} and the bucket in {1}; they have to be in the same Region.',
        key.region,
        bucketRegion(draft),
      ),
    );
  }
  if (key.isAwsManaged || key.spec !== 'SYMMETRIC_DEFAULT') {
    draft.refuse(
      'key-kind',
      t('The key {0} cannot be used: log files need a symmetric key that you manage.', key.arn),
    );
  }
}

/** Never past KMS's own check that somebody can still change the policy. */
export function putKeyPolicy({ arn, region }: KeyFacts, policy: string): Call {
  const input = { KeyId: arn, PolicyName: 'default', Policy: policy };
  return { service: 'kms', operation: 'PutKeyPolicy', region, input };
}
