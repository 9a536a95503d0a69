import type { JsonObject } from '../../core/json.ts';
import { bucketCall } from '../history/calls/s3.ts';
import { serviceCalls } from '../history/calls/service-calls.ts';
import type { CallDetails, CallSite } from '../history/record.ts';
import { sampleAccountId } from '../sample/cast.ts';

const s3 = serviceCalls({ source: 's3.amazonaws.com', version: '1.11', isData: true });

export const getObject = s3.read('GetObject', 0);
export const putObject = s3.write('PutObject', 0);
export const deleteObject = s3.write('DeleteObject', 0);

/** An object, and how many bytes a call takes in or gives out. */
export interface ObjectTransfer {
  readonly bucket: string;
  readonly key: string;
  readonly bytesIn?: number;
  readonly bytesOut?: number;
}

/** What a call on an object is asked. The first of its resources is the object, the second its bucket. */
export function objectCall(site: CallSite, transfer: ObjectTransfer): CallDetails {
  const { bucket, key, bytesIn = 0, bytesOut = 0 } = transfer;
  const arn = `arn:aws:s3:::${bucket}`;
  const asked = bucketCall(site, bucket, { key }, bytesIn);
  return {
    ...asked,
    additionalEventData: { ...asked.additionalEventData, bytesTransferredOut: bytesOut },
    resources: [
      { type: 'AWS::S3::Object', ARN: `${arn}/${key}` },
      { accountId: sampleAccountId, type: 'AWS::S3::Bucket', ARN: arn },
    ],
  };
}

/** What S3 answers to whoever writes an object. */
export const written: JsonObject = { 'x-amz-server-side-encryption': 'AES256' };

/** The same call without credentials: it is not signed. */
export function unsigned(details: CallDetails): CallDetails {
  const signature = new Set(['SignatureVersion', 'AuthenticationMethod']);
  const members = Object.entries(details.additionalEventData ?? {});
  return {
    ...details,
    additionalEventData: Object.fromEntries(members.filter(([name]) => !signature.has(name))),
  };
}
