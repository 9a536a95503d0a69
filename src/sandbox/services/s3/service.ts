import { s3RestXml } from '../../wire/s3-rest-xml.ts';
import type { Service } from '../service.ts';
import { bucketPolicyOperations } from './bucket-policy.ts';
import { bucketSettingOperations } from './bucket-settings.ts';
import { bucketOperations } from './buckets.ts';
import { listOperations } from './list-objects.ts';
import { objectOperations } from './objects.ts';

/** Amazon S3, as far as a trail and its log files need it. */
export const s3: Service = {
  signingName: 's3',
  eventSource: 's3.amazonaws.com',
  protocol: s3RestXml,
  operations: {
    ...bucketOperations,
    ...bucketPolicyOperations,
    ...bucketSettingOperations,
    ...listOperations,
    ...objectOperations,
  },
};
