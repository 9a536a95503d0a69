import { describe, expect, it } from 'vitest';
import { account, answers, emptyAccount, home } from '../../../../test/support/account-facts.ts';
import { connection } from '../../connection.ts';
import { TrailscopeError } from '../../failures/failure.ts';
import type { JsonObject } from '../../json.ts';
import type { AccountReader } from '../../ports.ts';
import { readAccount, readFacts, type ReadWorld } from './read-facts.ts';

const never = new AbortController().signal;

type Answers = Readonly<Record<string, (input: JsonObject) => JsonObject>>;

/** A world in which nothing exists but what the answers tell. */
function worldOf(given: Answers): ReadWorld {
  const reader: Pick<AccountReader, 'identity' | 'regions'> = {
    identity: () => Promise.resolve(emptyAccount.caller),
    regions: () => Promise.resolve(emptyAccount.regions),
  };
  return {
    caller: {
      // eslint-disable-next-line @typescript-eslint/require-await -- faults are thrown as an adapter throws them
      async call(_, { operation, input }) {
        const answer = given[operation];
        if (answer !== undefined) {
          return answer(input);
        }
        if (/^(Describe|List)/.test(operation) && operation !== 'DescribeOrganization') {
          return {};
        }
        throw new TrailscopeError({ kind: 'not-found', code: 'NotFound' }, operation);
      },
    },
    account: reader as AccountReader,
    connection: connection({ credentials: { kind: 'default-chain' }, region: home }),
    now: () => 0,
  };
}

describe('an organization', () => {
  const Organization = { Id: 'o-exampleorg', MasterAccountId: account, FeatureSet: 'ALL' };
  const service = { ServicePrincipal: 'cloudtrail.amazonaws.com' };

  it('is read to the end of its lists, whose pages may be empty', async () => {
    const pages = (member: string, last: JsonObject) => (input: JsonObject) => {
      const page = Number(input['NextToken'] ?? '0');
      return page < 2 ? { [member]: [], NextToken: String(page + 1) } : { [member]: [last] };
    };
    const asked: JsonObject[] = [];
    const world = worldOf({
      DescribeOrganization: () => ({ Organization }),
      ListAWSServiceAccessForOrganization: pages('EnabledServicePrincipals', service),
      ListDelegatedAdministrators: (input) => {
        asked.push(input);
        return pages('DelegatedAdministrators', { Id: '123456789012' })(input);
      },
    });
    const { organization } = await readFacts(answers({ isOrganization: true }), world, never);
    expect(organization).toMatchObject({
      kind: 'known',
      value: {
        trustsCloudTrail: { kind: 'known', value: true },
        delegates: { kind: 'known', value: ['123456789012'] },
      },
    });
    expect(asked).toHaveLength(3);
    expect(asked.every((input) => input['ServicePrincipal'] === 'cloudtrail.amazonaws.com')).toBe(true);
  });

  it('of which nobody may tell whom it trusts is known but for that', async () => {
    const denied = () => {
      throw new TrailscopeError({ kind: 'denied' }, 'no');
    };
    const world = worldOf({
      DescribeOrganization: () => ({ Organization }),
      ListAWSServiceAccessForOrganization: denied,
    });
    const { organization } = await readFacts(answers({ isOrganization: true }), world, never);
    expect(organization).toMatchObject({ value: { trustsCloudTrail: { kind: 'unknown', isDenied: true } } });
  });
});

describe('who manages things', () => {
  const trail = { Name: 'org-audit', TrailARN: `arn:aws:cloudtrail:${home}:${account}:trail/org-audit` };
  const things: Answers = {
    DescribeTrails: () => ({ trailList: [{ ...trail, HomeRegion: home }] }),
    GetBucketLocation: () => ({ LocationConstraint: home }),
  };
  const given = answers({ bucket: { kind: 'existing', name: 'acme-audit' } });
  const denied = () => {
    throw new TrailscopeError({ kind: 'denied' }, 'not allowed');
  };

  it('is told by tags', async () => {
    const TagSet = [{ Key: 'aws:cloudformation:stack-name', Value: 'base' }];
    const list = { TagsList: [{ Key: 'terraform', Value: 'live' }] };
    const world = worldOf({
      ...things,
      GetBucketTagging: () => ({ TagSet }),
      ListTags: () => ({ ResourceTagList: [list] }),
    });
    const { bucket, trails } = await readFacts(given, world, never);
    expect(bucket).toMatchObject({ value: { manager: { kind: 'cloudformation', name: 'base' } } });
    expect(trails).toMatchObject([{ manager: { kind: 'terraform', name: 'live' } }]);
  });

  it('is unknown where the tags may not be read, unless the name tells', async () => {
    const world = worldOf({ ...things, GetBucketTagging: denied, ListTags: denied });
    const { bucket, trails } = await readFacts(given, world, never);
    expect(bucket).toMatchObject({ value: { manager: { kind: 'unknown', name: 'not allowed' } } });
    expect(trails).toMatchObject([{ manager: { kind: 'unknown' } }]);
    const named = answers({ bucket: { kind: 'existing', name: 'aws-controltower-logs-1' } });
    const other = await readFacts(named, world, never);
    expect(other.bucket).toMatchObject({ value: { manager: { kind: 'control-tower' } } });
  });

  it('is nobody where there are no tags', async () => {
    const { bucket, trails } = await readFacts(given, worldOf(things), never);
    expect(bucket.kind === 'known' && bucket.value.manager).toBeUndefined();
    expect(trails[0]!.manager).toBeUndefined();
  });
});

describe('a Region', () => {
  const expired = () => {
    throw new TrailscopeError({ kind: 'expired' }, 'The security token included in the request is invalid');
  };

  it('that is not enabled is told from a session that is over', async () => {
    const world = worldOf({ DescribeTrails: expired });
    await expect(readAccount('af-south-1', world, never)).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
      message: 'The Region af-south-1 is not enabled in this account',
    });
    await expect(readAccount(home, world, never)).rejects.toMatchObject({ failure: { kind: 'expired' } });
  });
});
