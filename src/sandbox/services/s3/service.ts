import { nonEmptyString } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import { s3RestXml } from '../../wire/s3-rest-xml.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call, Operation, Service } from '../service.ts';

const headBucket: Operation = {
  readOnly: true,
  requestParameters: (input) => ({ bucketName: bucketName(input), Host: 's3.amazonaws.com' }),
  resources: bucketResource,
  run: (call) => ({ BucketRegion: bucketRegion(call), AccessPointAlias: false }),
};

const getBucketLocation: Operation = {
  readOnly: true,
  requestParameters: (input) => ({ bucketName: bucketName(input), location: '', Host: 's3.amazonaws.com' }),
  resources: bucketResource,
  run(call) {
    // S3 tells the location of any bucket in us-east-1, and that Region has no name here: S3 is older than its Regions.
    const region = call.region === 'us-east-1' ? homeRegion(call) : bucketRegion(call);
    return { LocationConstraint: region === 'us-east-1' ? '' : region };
  },
};

/** Amazon S3, as far as it tells where a bucket is. */
export const s3: Service = {
  signingName: 's3',
  eventSource: 's3.amazonaws.com',
  protocol: s3RestXml,
  operations: { HeadBucket: headBucket, GetBucketLocation: getBucketLocation },
};

/** @throws ServiceError NoSuchBucket */
function homeRegion({ state, input }: Call): string {
  const home = state.buckets.get(bucketName(input));
  if (home === undefined) {
    throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
  }
  return home;
}

/**
 * The Region of the bucket that is asked for.
 * @throws ServiceError NoSuchBucket; PermanentRedirect with the right Region for a bucket of another Region
 */
function bucketRegion(call: Call): string {
  const home = homeRegion(call);
  if (home !== call.region) {
    const message =
      'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
      'Please send all future requests to this endpoint.';
    throw new ServiceError('PermanentRedirect', message, 301, { 'x-amz-bucket-region': home });
  }
  return home;
}

function bucketName(input: JsonObject): string {
  return nonEmptyString(input['Bucket']) ?? '';
}

function bucketResource(input: JsonObject): JsonObject[] {
  return [{ type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName(input)}` }];
}
