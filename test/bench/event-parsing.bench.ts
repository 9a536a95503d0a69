import { eventFromRecord } from '../../src/core/events/parse-record.ts';
import { bench } from './runner.ts';

/** A record of a usual size: a role's session that changed something, with parameters and an answer. */
function recordText(index: number): string {
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLEEXAMPLE:deploy',
      arn: 'arn:aws:sts::111122223333:assumed-role/ci-deploy/deploy',
      accountId: '111122223333',
      accessKeyId: 'ASIAEXAMPLEEXAMPLE',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLEEXAMPLE',
          arn: 'arn:aws:iam::111122223333:role/ci-deploy',
          accountId: '111122223333',
          userName: 'ci-deploy',
        },
        attributes: { creationDate: '2026-11-19T13:00:00Z', mfaAuthenticated: 'false' },
      },
    },
    eventTime: '2026-11-19T14:02:11Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: {
      instancesSet: { items: [{ imageId: 'ami-0123456789abcdef0', minCount: 1, maxCount: 1 }] },
      instanceType: 't3.micro',
      monitoring: { enabled: false },
    },
    responseElements: {
      instancesSet: { items: [{ instanceId: `i-${index.toString(16).padStart(17, '0')}` }] },
    },
    requestID: '1a2b3c4d-0000-4000-8000-000000000000',
    eventID: `5e6f7a8b-0000-4000-8000-${index.toString().padStart(12, '0')}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  });
}

const texts = Array.from({ length: 10_000 }, (_, index) => recordText(index));

await bench('records to events', {
  unit: 'events/s',
  amount: texts.length,
  baseline: {
    label: 'JSON.parse alone',
    run: () => texts.map((text) => JSON.parse(text) as unknown).length > 0,
  },
  candidate: {
    label: 'JSON.parse and eventFromRecord',
    run: () => texts.map((text) => eventFromRecord(JSON.parse(text))).length > 0,
  },
});
