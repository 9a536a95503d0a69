import { expect, test } from 'vitest';
import { awsOnWire, chain, failureOf, never } from '../../test/support/aws-on-wire.ts';
import { xml } from '../../test/support/fake-wire.ts';
import { inRegion } from '../core/connection.ts';

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

const denial =
  '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></Response>';

test('the Regions to choose from are the enabled ones', async () => {
  const { aws } = awsOnWire(() => xml(regions));
  expect(await aws.account.regionChoices(chain, never)).toEqual({ names: ['ap-east-1', 'us-east-1'] });
});

test('where they may not be asked for, the known ones of the partition are there, and why', async () => {
  const { aws } = awsOnWire(() => xml(denial, 403));
  expect(await aws.account.regionChoices(inRegion(chain, 'us-gov-west-1'), never)).toMatchObject({
    names: ['us-gov-east-1', 'us-gov-west-1'],
    error: { failure: { kind: 'denied', action: 'ec2:DescribeRegions' } },
  });
});

test('a cancelled choice is no choice', async () => {
  const { aws } = awsOnWire(() => xml(regions));
  const call = aws.account.regionChoices(chain, AbortSignal.abort());
  expect((await failureOf(call)).failure.kind).toBe('cancelled');
});

test.each([
  ['its alias', '<AccountAliases><member>acme-prod</member></AccountAliases>', 'acme-prod'],
  ['none', '<AccountAliases/>', undefined],
])('an account has %s', async (_, aliases, expected) => {
  const { aws, wire } = awsOnWire(() =>
    xml(
      `<ListAccountAliasesResponse><ListAccountAliasesResult>${aliases}</ListAccountAliasesResult></ListAccountAliasesResponse>`,
    ),
  );
  expect(await aws.account.alias(inRegion(chain, 'cn-north-1'), never)).toBe(expected);
  expect(wire.requests).toMatchObject([{ operation: 'ListAccountAliases', region: 'cn-north-1' }]);
});

test('an alias that may not be read is denied, with the action', async () => {
  const body = '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
  const { aws } = awsOnWire(() => xml(body, 403));
  expect((await failureOf(aws.account.alias(chain, never))).failure).toEqual({
    kind: 'denied',
    action: 'iam:ListAccountAliases',
  });
});
