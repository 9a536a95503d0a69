import { sampleAccountId, sampleOtherAccounts } from '../../sample/cast.ts';
import { answeredDate } from '../dates.ts';
import type { ApiCall } from '../scene.ts';
import { serviceCalls } from './service-calls.ts';

const route53 = serviceCalls({
  source: 'route53.amazonaws.com',
  version: '1.09',
  global: true,
  host: 'route53.amazonaws.com',
  apiVersion: '2013-04-01',
});
const cloudfront = serviceCalls({
  source: 'cloudfront.amazonaws.com',
  version: '1.11',
  global: true,
  host: 'cloudfront.amazonaws.com',
  apiVersion: '2020_05_31',
});
const organizations = serviceCalls({
  source: 'organizations.amazonaws.com',
  version: '1.10',
  global: true,
  host: 'organizations.us-east-1.amazonaws.com',
});
const hostedZoneId = 'Z0ACMESHOPEXAMPLE';
const distributionId = 'E2ACMESHOP0001';

/** Services with one endpoint for all Regions, whose events are in us-east-1. */
export const globalCalls: readonly ApiCall[] = [
  route53.read('ListHostedZones', 2, () => ({ requestParameters: null })),
  route53.read('ListResourceRecordSets', 3, () => ({ requestParameters: { hostedZoneId } })),
  route53.write(
    'ChangeResourceRecordSets',
    2,
    (site) => ({
      requestParameters: {
        hostedZoneId,
        changeBatch: {
          changes: [
            {
              action: 'UPSERT',
              resourceRecordSet: {
                name: `${site.random.pick(['shop', 'api', 'preview'])}.example.com.`,
                type: 'CNAME',
                tTL: 300,
                resourceRecords: [{ value: `lb-${site.random.hex(6)}.elb.amazonaws.com` }],
              },
            },
          ],
        },
      },
      responseElements: {
        changeInfo: {
          id: `/change/C${site.random.keyCharacters(20)}`,
          status: 'PENDING',
          submittedAt: answeredDate(site.time),
        },
      },
      additionalEventData: { Note: 'Do not use to reconstruct hosted zone' },
    }),
    [
      {
        code: 'InvalidChangeBatch',
        message:
          "[Tried to create resource record set [name='api.example.com.', type='CNAME'] but it already exists]",
      },
    ],
  ),
  cloudfront.write('CreateInvalidation', 2, (site) => ({
    requestParameters: {
      distributionId,
      invalidationBatch: {
        callerReference: `cli-${Math.floor(site.time / 1000)}-${site.random.below(1_000_000)}`,
        paths: { quantity: 1, items: ['/*'] },
      },
    },
    responseElements: {
      invalidation: {
        id: `I${site.random.keyCharacters(13)}`,
        status: 'InProgress',
        createTime: answeredDate(site.time),
      },
      location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distributionId}/invalidation/`,
    },
  })),
  cloudfront.read('ListDistributions', 1, () => ({ requestParameters: null })),
  organizations.read('DescribeOrganization', 2),
  organizations.read('ListAccounts', 2),
  organizations.read('ListPolicies', 1, () => ({ requestParameters: { filter: 'SERVICE_CONTROL_POLICY' } })),
  organizations.write('TagResource', 1, () => ({
    requestParameters: {
      resourceId: sampleOtherAccounts.member,
      tags: [{ key: 'owner', value: `payments (${sampleAccountId})` }],
    },
  })),
];
