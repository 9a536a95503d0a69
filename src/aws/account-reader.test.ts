import { expect, test } from 'vitest';
import { awsOnWire, chain, failureOf, never } from '../../test/support/aws-on-wire.ts';
import { xml } from '../../test/support/fake-wire.ts';

const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:sts::111122223333:assumed-role/Admin/maria</Arn>
    <UserId>AROAEXAMPLE:maria</UserId>
    <Account>111122223333</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`;

const regions = `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>r-2</requestId>
  <regionInfo>
    <item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>
    <item><regionName>ap-east-1</regionName><optInStatus>opted-in</optInStatus></item>
  </regionInfo>
</DescribeRegionsResponse>`;

test('who the caller is', async () => {
  const { aws, wire } = awsOnWire(() => xml(identity));
  expect(await aws.account.identity(chain, never)).toEqual({
    account: '111122223333',
    arn: 'arn:aws:sts::111122223333:assumed-role/Admin/maria',
    userId: 'AROAEXAMPLE:maria',
  });
  expect(wire.requests).toMatchObject([
    { operation: 'GetCallerIdentity', url: 'https://sts.us-east-1.amazonaws.com/', region: 'us-east-1' },
  ]);
});

test('an answer without an identity is none', async () => {
  const { aws } = awsOnWire(() => xml(identity.replace(/<Account>.*<\/Account>/, '')));
  expect((await failureOf(aws.account.identity(chain, never))).failure).toEqual({
    kind: 'unavailable',
    status: 200,
  });
});

test('the enabled Regions, sorted', async () => {
  const { aws, wire } = awsOnWire(() => xml(regions));
  expect(await aws.account.regions(chain, never)).toEqual(['ap-east-1', 'us-east-1']);
  expect(wire.requests).toMatchObject([
    { operation: 'DescribeRegions', url: 'https://ec2.us-east-1.amazonaws.com/' },
  ]);
});
