import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Bucket, BucketSetting } from '../../state/bucket.ts';
import { malformedXml } from '../../wire/s3-rest-xml.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call, Operation } from '../service.ts';
import { elements, onBucket } from './bucket-call.ts';
import { defaultEncryption, ownerId } from './buckets.ts';

/** A setting that is read and written as one document. */
interface SettingSpec {
  readonly setting: BucketSetting;
  /** What the names of the operations have behind `Get` and `Put`. */
  readonly name: string;
  /** What `Delete` has behind it; undefined where there is no such operation. */
  readonly deleted?: string;
  /** What IAM's actions have behind `Get` and `Put`, where it is not the name. */
  readonly action?: string;
  /** What the names in records have behind `Get`, `Put` and `Delete`, where it is not the name. */
  readonly eventName?: string;
  /** The error for a setting that there is not: its code and message. No error when absent. */
  readonly missing?: readonly [string, string];
  /** The answer for a setting that there is not and that is no error; empty when absent. */
  readonly byDefault?: JsonObject;
  /** What is there after `Delete`; nothing when absent. */
  readonly afterDelete?: JsonObject;
  /** @throws ServiceError for a document that the service refuses */
  check?(document: JsonObject, call: Call, bucket: Bucket): void;
}

const specs: readonly SettingSpec[] = [
  {
    setting: 'PublicAccessBlockConfiguration',
    name: 'PublicAccessBlock',
    deleted: 'PublicAccessBlock',
    action: 'BucketPublicAccessBlock',
    eventName: 'BucketPublicAccessBlock',
    missing: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
    check(document) {
      const isSwitch = ([name, value]: readonly [string, unknown]): boolean =>
        publicAccessSwitches.includes(name) && (value === 'true' || value === 'false');
      if (!Object.entries(document).every(isSwitch)) {
        throw malformedXml();
      }
    },
  },
  {
    setting: 'ServerSideEncryptionConfiguration',
    name: 'BucketEncryption',
    deleted: 'BucketEncryption',
    action: 'EncryptionConfiguration',
    missing: [
      'ServerSideEncryptionConfigurationNotFoundError',
      'The server side encryption configuration was not found',
    ],
    afterDelete: defaultEncryption,
    check: checkEncryption,
  },
  {
    setting: 'OwnershipControls',
    name: 'BucketOwnershipControls',
    deleted: 'BucketOwnershipControls',
    missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
    check(document) {
      const ownership = nonEmptyString(elements(document, 'Rule')[0]?.['ObjectOwnership']) ?? '';
      if (!['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'].includes(ownership)) {
        throw malformedXml();
      }
    },
  },
  { setting: 'BucketLoggingStatus', name: 'BucketLogging', check: checkLogging },
  {
    setting: 'Tagging',
    name: 'BucketTagging',
    deleted: 'BucketTagging',
    missing: ['NoSuchTagSet', 'The TagSet does not exist'],
    check: checkTags,
  },
  {
    setting: 'LifecycleConfiguration',
    name: 'BucketLifecycleConfiguration',
    deleted: 'BucketLifecycle',
    action: 'LifecycleConfiguration',
    eventName: 'BucketLifecycle',
    missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
    check(document) {
      const rules = elements(document, 'Rule');
      const isRule = ({ Status }: JsonObject): boolean => Status === 'Enabled' || Status === 'Disabled';
      if (rules.length === 0 || rules.length > 1000 || !rules.every(isRule)) {
        throw malformedXml();
      }
    },
  },
  {
    setting: 'RequestPaymentConfiguration',
    name: 'BucketRequestPayment',
    byDefault: { Payer: 'BucketOwner' },
    check({ Payer }) {
      if (Payer !== 'BucketOwner' && Payer !== 'Requester') {
        throw malformedXml();
      }
    },
  },
  {
    setting: 'ObjectLockConfiguration',
    name: 'ObjectLockConfiguration',
    action: 'BucketObjectLockConfiguration',
    eventName: 'BucketObjectLockConfiguration',
    missing: [
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    ],
    check({ ObjectLockEnabled }, _call, { versioning }) {
      if (ObjectLockEnabled !== 'Enabled') {
        throw malformedXml();
      }
      if (versioning !== 'Enabled') {
        const message = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration";
        throw new ServiceError('InvalidBucketState', message, 409);
      }
    },
  },
];

const publicAccessSwitches = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
];

function operationsOf(spec: SettingSpec): Record<string, Operation> {
  const { setting, name, action = name, eventName = name, deleted, missing, byDefault, afterDelete } = spec;
  const get = onBucket({
    action: `Get${action}`,
    readOnly: true,
    eventName: `Get${eventName}`,
    run(_call, bucket) {
      const document = bucket.settings.get(setting);
      if (document === undefined && missing !== undefined) {
        const details = { BucketName: bucket.name };
        throw new ServiceError(missing[0], missing[1], 404, { details });
      }
      return document ?? byDefault ?? {};
    },
  });
  const put = onBucket({
    action: `Put${action}`,
    readOnly: false,
    eventName: `Put${eventName}`,
    run(call, bucket) {
      const given = call.input[setting];
      if (given === undefined) {
        throw malformedXml();
      }
      const document = objectOrEmpty(given);
      spec.check?.(document, call, bucket);
      bucket.settings.set(setting, document);
      if (setting === 'BucketLoggingStatus' && Object.keys(document).length === 0) {
        // An empty document turns access logging off.
        bucket.settings.delete(setting);
      }
      return {};
    },
  });
  const remove = onBucket({
    action: `Put${action}`,
    readOnly: false,
    eventName: `Delete${eventName}`,
    run(_call, bucket) {
      bucket.settings.delete(setting);
      if (afterDelete !== undefined) {
        bucket.settings.set(setting, afterDelete);
      }
      return {};
    },
  });
  return {
    [`Get${name}`]: get,
    [`Put${name}`]: put,
    ...(deleted !== undefined && { [`Delete${deleted}`]: remove }),
  };
}

function checkEncryption(document: JsonObject): void {
  const rules = elements(document, 'Rule');
  const [rule] = rules;
  const byDefault = objectOrEmpty(rule?.['ApplyServerSideEncryptionByDefault']);
  const algorithm = nonEmptyString(byDefault['SSEAlgorithm']) ?? '';
  const isKnown = ['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm);
  if (rules.length !== 1 || !isKnown) {
    throw malformedXml();
  }
  if (algorithm === 'AES256' && byDefault['KMSMasterKeyID'] !== undefined) {
    const message = 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms';
    throw new ServiceError('InvalidArgument', message);
  }
}

function checkLogging(document: JsonObject, { state }: Call, bucket: Bucket): void {
  const target = nonEmptyString(objectOrEmpty(document['LoggingEnabled'])['TargetBucket']);
  if (document['LoggingEnabled'] === undefined) {
    return;
  }
  const home = target === undefined ? undefined : state.buckets.get(target);
  if (home === undefined) {
    const message = 'The target bucket for logging does not exist';
    throw new ServiceError('InvalidTargetBucketForLogging', message);
  }
  if (home.region !== bucket.region) {
    const message = 'S3 does not support cross-region logging';
    throw new ServiceError('CrossLocationLoggingProhibitted', message, 403);
  }
}

function checkTags(document: JsonObject): void {
  const keys = elements(document['TagSet'], 'Tag').map(({ Key }) => nonEmptyString(Key) ?? '');
  if (keys.length > 50) {
    throw new ServiceError('BadRequest', 'Bucket tag count cannot be greater than 50');
  }
  if (keys.some((key) => key === '' || key.length > 128)) {
    throw new ServiceError('InvalidTag', 'The TagKey you have provided is invalid');
  }
  if (new Set(keys).size < keys.length) {
    throw new ServiceError('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
}

const getBucketVersioning = onBucket({
  action: 'GetBucketVersioning',
  readOnly: true,
  run: (_call, { versioning }) => (versioning === 'Off' ? {} : { Status: versioning }),
});

const putBucketVersioning = onBucket({
  action: 'PutBucketVersioning',
  readOnly: false,
  run({ input }, bucket) {
    const status = objectOrEmpty(input['VersioningConfiguration'])['Status'];
    if (status !== 'Enabled' && status !== 'Suspended') {
      const message = 'The Versioning element must be specified';
      throw new ServiceError('IllegalVersioningConfigurationException', message);
    }
    bucket.versioning = status;
    return {};
  },
});

/** ACLs are disabled: the owner has everything, and nobody else anything. */
const getBucketAcl = onBucket({
  action: 'GetBucketAcl',
  readOnly: true,
  run: () => ({
    Owner: { ID: ownerId },
    AccessControlList: { Grant: { Grantee: { ID: ownerId }, Permission: 'FULL_CONTROL' } },
  }),
});

/** The operations that read and write the settings of a bucket. */
export const bucketSettingOperations: Readonly<Record<string, Operation>> = {
  ...Object.fromEntries(specs.flatMap((spec) => Object.entries(operationsOf(spec)))),
  GetBucketVersioning: getBucketVersioning,
  PutBucketVersioning: putBucketVersioning,
  GetBucketAcl: getBucketAcl,
};
