import { sampleAccountId } from '../../sample/cast.ts';
import { answeredDate } from '../dates.ts';
import type { CallDetails, CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import { serviceCalls } from './service-calls.ts';

const kms = serviceCalls({ source: 'kms.amazonaws.com', version: '1.11' });

/** What a call on a key is asked and answers; KMS names the key among the resources of every record. */
export function keyCall(keyArn: string, details: Omit<CallDetails, 'resources'>): CallDetails {
  return { ...details, resources: [{ accountId: sampleAccountId, type: 'AWS::KMS::Key', ARN: keyArn }] };
}

/** The id of a key, the last part of its ARN. */
export function keyIdOf(keyArn: string): string {
  return keyArn.slice(keyArn.lastIndexOf('/') + 1);
}

export const scheduleKeyDeletion = kms.write('ScheduleKeyDeletion', 0);
export const cancelKeyDeletion = kms.write('CancelKeyDeletion', 0);
export const enableKey = kms.write('EnableKey', 0);
export const describeKey = kms.read('DescribeKey', 3, (site) => {
  const arn = keyOf(site);
  return keyCall(arn, { requestParameters: { keyId: keyIdOf(arn) } });
});

/** What ScheduleKeyDeletion is asked and answers. The window is in days, 7 to 30. */
export function scheduleKeyDeletionDetails(site: CallSite, keyArn: string, windowDays: number): CallDetails {
  return keyCall(keyArn, {
    requestParameters: { keyId: keyIdOf(keyArn), pendingWindowInDays: windowDays },
    responseElements: {
      keyId: keyArn,
      keyState: 'PendingDeletion',
      deletionDate: answeredDate(site.time + windowDays * 86_400_000),
      pendingWindowInDays: windowDays,
    },
  });
}

function keyOf({ random, world, region }: CallSite): string {
  return random.pick(world.place(region).keys);
}

/** Decrypt, as a service makes it for a secret. */
export const decrypt = kms.read('Decrypt', 5, (site) => {
  const arn = keyOf(site);
  const secret = site.random.pick(site.world.place(site.region).secrets);
  return keyCall(arn, {
    requestParameters: {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: { SecretARN: secret.arn, SecretVersionId: site.random.uuid() },
    },
    additionalEventData: { keyMaterialId: site.random.hex(64) },
  });
});

export const generateDataKey = kms.read('GenerateDataKey', 3, (site) => {
  const arn = keyOf(site);
  return keyCall(arn, {
    requestParameters: {
      keyId: arn,
      keySpec: 'AES_256',
      encryptionContext: {
        'aws:s3:arn': `arn:aws:s3:::${site.random.pick(site.world.place(site.region).buckets)}`,
      },
    },
    additionalEventData: { keyMaterialId: site.random.hex(64) },
  });
});

export const kmsCalls: readonly ApiCall[] = [
  describeKey,
  kms.read('ListAliases', 2, () => ({ requestParameters: { limit: 100 } })),
  kms.read('GetKeyRotationStatus', 1, (site) => {
    const arn = keyOf(site);
    return keyCall(arn, { requestParameters: { keyId: keyIdOf(arn) } });
  }),
  kms.write('EnableKeyRotation', 1, (site) => {
    const arn = keyOf(site);
    return keyCall(arn, { requestParameters: { keyId: keyIdOf(arn) } });
  }),
  kms.write('CreateGrant', 1, (site) => {
    const arn = keyOf(site);
    return keyCall(arn, {
      requestParameters: {
        keyId: arn,
        granteePrincipal: 'dynamodb.us-east-1.amazonaws.com',
        operations: ['Encrypt', 'Decrypt', 'GenerateDataKey', 'RetireGrant', 'DescribeKey'],
      },
      responseElements: { grantId: site.random.hex(64), keyId: arn },
    });
  }),
];
