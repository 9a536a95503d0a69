import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Bucket, BucketSetting } from '../../state/bucket.ts';
import { Propagating } from '../../state/propagating.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call, Operation } from '../service.ts';
import { arnOf, bucketName, elements, onBucket, ownBucket, requestParameters } from './bucket-call.ts';
import { isBucketName } from './bucket-names.ts';

const createBucket: Operation = {
  ...onBucket({ action: 'CreateBucket', readOnly: false, run: () => ({}) }),
  run(call) {
    const { state, region, input, time } = call;
    const name = bucketName(input);
    if (!isBucketName(name)) {
      const details = { BucketName: name };
      throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.', 400, { details });
    }
    const home = locationOf(call);
    checkAcl(input);
    if (state.foreignBuckets.has(name)) {
      const message =
        'The requested bucket name is not available. The bucket namespace is shared by all users of the system. ' +
        'Please select a different name and try again.';
      throw new ServiceError('BucketAlreadyExists', message, 409, { details: { BucketName: name } });
    }
    const existing = state.buckets.get(name);
    if (existing === undefined) {
      const bucket = newBucket(name, home, time, settingsOf(input));
      if (input['ObjectLockEnabledForBucket'] === 'true') {
        bucket.versioning = 'Enabled';
        bucket.settings.set('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled' });
      }
      state.buckets.set(name, bucket);
    } else if (existing.region !== 'us-east-1' || home !== 'us-east-1') {
      // Where S3 is oldest, making one's own bucket again is no error.
      const message = 'Your previous request to create the named bucket succeeded and you already own it.';
      throw new ServiceError('BucketAlreadyOwnedByYou', message, 409, { details: { BucketName: name } });
    }
    const url = region === 'us-east-1' ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
    return { Location: url, BucketArn: arnOf(name) };
  },
};

/** A bucket as S3 makes it since April 2023: public access blocked, ACLs disabled, encrypted with S3's own keys. */
export function newBucket(
  name: string,
  region: string,
  createdAt: number,
  settings: Readonly<Partial<Record<BucketSetting, JsonObject>>> = {},
): Bucket {
  const defaults: Record<string, JsonObject> = {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: 'true',
      IgnorePublicAcls: 'true',
      BlockPublicPolicy: 'true',
      RestrictPublicBuckets: 'true',
    },
    OwnershipControls: { Rule: { ObjectOwnership: 'BucketOwnerEnforced' } },
    ServerSideEncryptionConfiguration: defaultEncryption,
  };
  return {
    name,
    region,
    createdAt,
    policy: new Propagating<string | undefined>(undefined),
    settings: new Map(Object.entries({ ...defaults, ...settings }) as [BucketSetting, JsonObject][]),
    versioning: 'Off',
    objects: new Map(),
  };
}

/** What encrypts objects where nothing else was asked for. */
export const defaultEncryption: JsonObject = {
  Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: 'false' },
};

/** The Region that a new bucket is asked for; only the oldest endpoint makes buckets of others. */
function locationOf({ state, region, input }: Call): string {
  const configuration = objectOrEmpty(input['CreateBucketConfiguration']);
  const asked = nonEmptyString(configuration['LocationConstraint']);
  if (asked === undefined) {
    if (region !== 'us-east-1') {
      throw illegalLocation('unspecified');
    }
    return region;
  }
  const location = asked === 'EU' ? 'eu-west-1' : asked;
  if (location === 'us-east-1' || !state.regions.includes(location)) {
    const details = { LocationConstraint: asked };
    const message = 'The specified location-constraint is not valid';
    throw new ServiceError('InvalidLocationConstraint', message, 400, { details });
  }
  if (region !== 'us-east-1' && region !== location) {
    throw illegalLocation(asked);
  }
  return location;
}

function illegalLocation(constraint: string): ServiceError {
  const message = `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  return new ServiceError('IllegalLocationConstraintException', message);
}

function checkAcl(input: JsonObject): void {
  const acl = nonEmptyString(input['ACL']) ?? 'private';
  const ownership = nonEmptyString(input['ObjectOwnership']) ?? 'BucketOwnerEnforced';
  if (!['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'].includes(ownership)) {
    throw new ServiceError('InvalidArgument', 'Invalid x-amz-object-ownership header: ' + ownership);
  }
  if (acl !== 'private' && ownership === 'BucketOwnerEnforced') {
    const message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
    throw new ServiceError('InvalidBucketAclWithObjectOwnership', message);
  }
  if (acl !== 'private') {
    // A public ACL needs the block of public access to be taken away first, and a new bucket has it.
    throw new ServiceError('InvalidBucketAclWithBlockPublicAccessError', 'Public ACLs are blocked');
  }
}

function settingsOf(input: JsonObject): Partial<Record<BucketSetting, JsonObject>> {
  const ownership = nonEmptyString(input['ObjectOwnership']);
  const tags = elements(objectOrEmpty(input['CreateBucketConfiguration'])['Tags'], 'Tag');
  return {
    ...(ownership !== undefined && { OwnershipControls: { Rule: { ObjectOwnership: ownership } } }),
    ...(tags.length > 0 && { Tagging: { TagSet: { Tag: tags } } }),
  };
}

const deleteBucket = onBucket({
  action: 'DeleteBucket',
  readOnly: false,
  run({ state }, bucket) {
    if (bucket.objects.size > 0) {
      const hasVersions = bucket.versioning !== 'Off';
      const message = 'The bucket you tried to delete is not empty';
      const hint = hasVersions ? '. You must delete all versions in the bucket.' : '';
      const details = { BucketName: bucket.name };
      throw new ServiceError('BucketNotEmpty', message + hint, 409, { details });
    }
    state.buckets.delete(bucket.name);
    return {};
  },
});

const listBuckets: Operation = {
  readOnly: true,
  requestParameters,
  run({ state, input }) {
    const prefix = nonEmptyString(input['Prefix']) ?? '';
    const region = nonEmptyString(input['BucketRegion']);
    const after = nonEmptyString(input['ContinuationToken']) ?? '';
    const limit = Number(nonEmptyString(input['MaxBuckets']) ?? 10_000);
    if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
      throw new ServiceError(
        'InvalidArgument',
        'Argument max-buckets must be an integer between 1 and 10000',
      );
    }
    const found = [...state.buckets.values()]
      .filter(({ name }) => name.startsWith(prefix) && name > after)
      .filter((bucket) => region === undefined || bucket.region === region)
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    const page = found.slice(0, limit);
    return {
      Buckets: {
        Bucket: page.map(({ name, createdAt, region: home }) => ({
          Name: name,
          CreationDate: new Date(createdAt).toISOString(),
          BucketRegion: home,
          BucketArn: arnOf(name),
        })),
      },
      Owner: { ID: ownerId },
      ...(found.length > limit && { ContinuationToken: page.at(-1)?.name }),
      ...(prefix !== '' && { Prefix: prefix }),
    };
  },
};

/** The canonical id of the account, as ACLs name it. */
export const ownerId = '75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a';

const headBucket = onBucket({
  action: 'ListBucket',
  readOnly: true,
  run: (_call, bucket) => ({
    BucketRegion: bucket.region,
    AccessPointAlias: false,
    BucketArn: arnOf(bucket.name),
  }),
});

const getBucketLocation = onBucket({
  action: 'GetBucketLocation',
  readOnly: true,
  run: (_call, bucket) => location(bucket),
});

/** S3 tells the location of any bucket in us-east-1, and that Region has no name here: S3 is older than its Regions. */
const getAnyBucketLocation: Operation = {
  ...getBucketLocation,
  run: (call) => (call.region === 'us-east-1' ? location(ownBucket(call)) : getBucketLocation.run(call)),
};

function location({ region }: Bucket): JsonObject {
  return { LocationConstraint: region === 'us-east-1' ? '' : region };
}

/** The operations on buckets as a whole. */
export const bucketOperations: Readonly<Record<string, Operation>> = {
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  ListBuckets: listBuckets,
  HeadBucket: headBucket,
  GetBucketLocation: getAnyBucketLocation,
};
