import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { eventResources } from './event-resources.ts';

describe('the resources of an event', () => {
  it('are those that the record lists', () => {
    const resources = [
      { accountId: '111122223333', type: 'AWS::KMS::Key', ARN: 'arn:aws:kms:us-east-1:111122223333:key/1' },
      { accountId: '111122223333', ARN: 'arn:aws:s3:::without-a-type' },
    ];
    expect(eventResources({ eventSource: 'kms.amazonaws.com', resources })).toEqual([
      { type: 'AWS::KMS::Key', name: 'arn:aws:kms:us-east-1:111122223333:key/1' },
    ]);
  });

  it('are those that parameters and answers name, each once', () => {
    const record = {
      eventSource: 'ec2.amazonaws.com',
      requestParameters: { keyName: 'web', instancesSet: { items: [{ imageId: 'ami-1' }] } },
      responseElements: {
        instancesSet: { items: [{ instanceId: 'i-1', imageId: 'ami-1', subnetId: 'subnet-1' }] },
      },
    };
    expect(eventResources(record)).toEqual([
      { type: 'AWS::EC2::KeyPair', name: 'web' },
      { type: 'AWS::EC2::Ami', name: 'ami-1' },
      { type: 'AWS::EC2::Instance', name: 'i-1' },
      { type: 'AWS::EC2::Subnet', name: 'subnet-1' },
    ]);
  });

  it('depend on the service, since names mean different things', () => {
    const requestParameters = { name: 'org-audit', groupName: 'admins' };
    const types = (eventSource: string) =>
      eventResources({ eventSource, requestParameters }).map(({ type }) => type);
    expect(types('cloudtrail.amazonaws.com')).toEqual(['AWS::CloudTrail::Trail']);
    expect(types('iam.amazonaws.com')).toEqual(['AWS::IAM::Group']);
    expect(types('constructor')).toEqual([]);
  });

  it('are known by their ids where a parameter takes any', () => {
    const items = ['i-1', 'vol-2', 'lt-3', 'plain'].map((resourceId) => ({ resourceId }));
    const record = { eventSource: 'ec2.amazonaws.com', requestParameters: { resourcesSet: { items } } };
    expect(eventResources(record)).toEqual([
      { type: 'AWS::EC2::Instance', name: 'i-1' },
      { type: 'AWS::EC2::Volume', name: 'vol-2' },
    ]);
  });

  it.each<[string, JsonObject]>([
    ['no members', {}],
    [
      'members of the wrong type',
      { eventSource: 7, resources: 'all', requestParameters: 'x', responseElements: [1] },
    ],
    ['resources that are no objects', { eventSource: 'ec2.amazonaws.com', resources: [null, 1, 'i-1', []] }],
    [
      'names that are no texts',
      { eventSource: 'ec2.amazonaws.com', requestParameters: { instanceId: { a: 1 } } },
    ],
    ['names of every object', { eventSource: 'ec2.amazonaws.com', requestParameters: { constructor: 'x' } }],
  ])('are none in a record with %s', (_, record) => {
    expect(eventResources(record)).toEqual([]);
  });

  it('are found in no endless depth', () => {
    let requestParameters: JsonObject = { instanceId: 'i-1' };
    for (let depth = 0; depth < 50_000; depth += 1) {
      requestParameters = { deeper: requestParameters };
    }
    expect(eventResources({ eventSource: 'ec2.amazonaws.com', requestParameters })).toEqual([]);
  });
});
