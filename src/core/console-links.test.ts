import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../test/support/records.ts';
import { eventPage, resourcePage, trailPage } from './console-links.ts';
import type { EventResource } from './events/event.ts';

function resource(type: string, name: string, arn?: string): EventResource {
  return { type, name, arn, accountId: undefined };
}

describe('pages of the console', () => {
  it.each([
    [
      'arn:aws:cloudtrail:us-east-1:111122223333:trail/org-audit',
      'https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/trails/arn:aws:cloudtrail:us-east-1:111122223333:trail/org-audit',
    ],
    [
      'arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/gov',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/cloudtrailv2/home?region=us-gov-west-1#/trails/arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/gov',
    ],
    ['arn:aws-iso:cloudtrail:us-iso-east-1:111122223333:trail/iso', undefined],
    ['arn:aws:s3:::bucket', undefined],
    ['org-audit', undefined],
  ])('of the trail %s', (arn, link) => {
    expect(trailPage(arn)).toBe(link);
  });

  it('of an event is the event history, filtered', () => {
    expect(eventPage('2222-aaaa', 'cn-north-1')).toBe(
      'https://cn-north-1.console.amazonaws.cn/cloudtrailv2/home?region=cn-north-1#/events?EventId=2222-aaaa',
    );
    expect(eventPage('2222-aaaa', 'not a region')).toBeUndefined();
  });

  it.each([
    [resource('AWS::S3::Bucket', 'acme-data'), '/s3/buckets/acme-data?region=us-east-1'],
    [
      resource('AWS::S3::Object', 'acme-data/in/a b.csv'),
      '/s3/object/acme-data?region=us-east-1&prefix=in%2Fa%20b.csv',
    ],
    [resource('AWS::IAM::Role', 'Admin'), '/iam/home?region=us-east-1#/roles/details/Admin'],
    [resource('AWS::IAM::User', 'maria@acme'), '/iam/home?region=us-east-1#/users/details/maria%40acme'],
    [
      resource('AWS::EC2::Instance', 'i-05c30218156bcc246'),
      '/ec2/home?region=us-east-1#InstanceDetails:instanceId=i-05c30218156bcc246',
    ],
    [
      resource('AWS::Logs::LogGroup', '/aws/cloudtrail'),
      '/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Fcloudtrail',
    ],
    [
      resource('AWS::KMS::Key', '1234abcd-12ab-34cd-56ef-1234567890ab'),
      '/kms/home?region=us-east-1#/kms/keys/1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
    [
      resource('AWS::SecretsManager::Secret', 'prod/db'),
      '/secretsmanager/secret?region=us-east-1&name=prod%2Fdb',
    ],
  ])('of %o', (thing, path) => {
    expect(resourcePage(thing, 'us-east-1')).toBe(`https://us-east-1.console.aws.amazon.com${path}`);
  });

  it('of a resource is in its own Region where its ARN tells one', () => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const key = resource('AWS::KMS::Key', '1234abcd-12ab-34cd-56ef-1234567890ab', arn);
    expect(resourcePage(key, 'us-east-1')).toMatch(/^https:\/\/eu-west-1\./);
  });

  it('are not made up for what has no known page', () => {
    expect(resourcePage(resource('AWS::Unheard::Of', 'x'), 'us-east-1')).toBeUndefined();
    expect(resourcePage(resource('constructor', 'x'), 'us-east-1')).toBeUndefined();
    expect(resourcePage({ ...resource('', 'x'), type: undefined }, 'us-east-1')).toBeUndefined();
    expect(resourcePage(resource('AWS::KMS::Key', 'alias/aws/ssm'), 'us-east-1')).toBeUndefined();
  });

  it('stay on the host of AWS, whatever the names hold', () => {
    const kinds = [
      'AWS::S3::Bucket',
      'AWS::S3::Object',
      'AWS::IAM::Role',
      'AWS::IAM::Policy',
      'AWS::Logs::LogGroup',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...kinds), hostileText, hostileText, (type, name, region) => {
        for (const place of ['us-east-1', region]) {
          const link = resourcePage(resource(type, name, `arn:aws:iam::111122223333:policy/${name}`), place);
          if (link !== undefined) {
            expect(new URL(link).host).toBe('us-east-1.console.aws.amazon.com');
            expect(link).toMatch(/^[\w:/?=&#.%$+~@-]+$/);
          }
        }
      }),
    );
  });
});
