import { describe, expect, test } from 'vitest';
import {
  account,
  failuresOf,
  getAtt,
  messagesOf,
  modelOf,
  outcomesOf,
  parameter,
  partition,
  ref,
  region,
  resource,
  sub,
  unknownValue,
  type Plain,
} from '../../../../test/support/posture.ts';
import type { PostureModel } from '../model.ts';
import type { Rule } from '../rule.ts';
import {
  bucketPolicyIncomplete,
  bucketPolicyMissing,
  bucketPolicyOrganization,
  bucketPolicyPrefix,
} from './bucket-policy.ts';
import { bucketPolicyDuplicate } from './bucket-policy-duplicate.ts';
import { bucketPolicyOrder } from './bucket-policy-order.ts';
import { sourceArnMismatch } from './source-arn.ts';

type Statement = Record<string, Plain>;

const service = { Service: 'cloudtrail.amazonaws.com' };
const bucketArn = getAtt('LogBucket', 'Arn');
const trailArn = sub`arn:${partition}:cloudtrail:${region}:${account}:trail/main`;

const look: Statement = {
  Effect: 'Allow',
  Principal: service,
  Action: 's3:GetBucketAcl',
  Resource: bucketArn,
};
const write: Statement = {
  Effect: 'Allow',
  Principal: service,
  Action: 's3:PutObject',
  Resource: sub`${bucketArn}/AWSLogs/${account}/*`,
  Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
};

interface Setup {
  readonly statements?: Plain;
  readonly trail?: Record<string, Plain>;
  readonly more?: Parameters<typeof modelOf>[0];
  readonly dependsOn?: readonly string[];
  readonly isComplete?: boolean;
}

/** A trail with a bucket and its policy. */
function setup({
  statements = [look, write],
  trail = {},
  more = {},
  dependsOn = ['Policy'],
  isComplete = true,
}: Setup = {}): PostureModel {
  return modelOf(
    {
      Trail: resource(
        'AWS::CloudTrail::Trail',
        { TrailName: 'main', S3BucketName: ref('LogBucket'), IsLogging: true, ...trail },
        { dependsOn },
      ),
      LogBucket: resource('AWS::S3::Bucket'),
      Policy: resource('AWS::S3::BucketPolicy', {
        Bucket: ref('LogBucket'),
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
      }),
      ...more,
    },
    { isComplete },
  );
}

const causes: readonly Rule[] = [
  bucketPolicyMissing,
  bucketPolicyIncomplete,
  bucketPolicyPrefix,
  bucketPolicyOrganization,
  sourceArnMismatch,
];

/** What the rules that share the judgement answer, each failure with its place. */
function judged(model: PostureModel): readonly string[] {
  return causes.flatMap((rule) => failuresOf(rule, model).map((at) => `${rule.id} at ${at}`));
}

function doubts(model: PostureModel): readonly string[] {
  return causes.flatMap((rule) =>
    outcomesOf(rule, model).flatMap(({ outcome }) => (outcome === 'unknown' ? [rule.id] : [])),
  );
}

const statementAt = (index: number, rest = ''): string => `Policy.PolicyDocument.Statement[${index}]${rest}`;

test("AWS's own policy passes, in all partitions and with and without its conditions", () => {
  const arn = { 'aws:SourceArn': trailArn };
  const models = [
    setup(),
    setup({ statements: [look, { ...write, Resource: 'arn:aws:s3:::x/*' }], trail: { S3BucketName: 'x' } }),
    setup({
      statements: [
        { ...look, Condition: { StringEquals: arn } },
        { ...write, Condition: { StringEquals: { ...arn, 's3:x-amz-acl': 'bucket-owner-full-control' } } },
      ],
    }),
    setup({ statements: [look, { ...write, Resource: sub`arn:aws:s3:::${ref('LogBucket')}/AWSLogs/*` }] }),
    setup({ statements: [look, { ...write, Resource: sub`arn:aws-us-gov:s3:::${ref('LogBucket')}/*` }] }),
    setup({ statements: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' } }),
    setup({
      statements: [
        look,
        {
          ...write,
          Condition: { ArnLike: { 'aws:SourceArn': sub`arn:aws:cloudtrail:*:${account}:trail/*` } },
        },
      ],
    }),
  ];
  expect(models.map(judged)).toEqual(models.map(() => []));
  expect(models.map(doubts)).toEqual(models.map(() => []));
});

describe('bucket-policy-missing', () => {
  const bare = (more: Setup['more'] = {}, isComplete = true): PostureModel => {
    const { Trail, LogBucket } = {
      Trail: resource('AWS::CloudTrail::Trail', { S3BucketName: ref('LogBucket') }),
      LogBucket: resource('AWS::S3::Bucket', { BucketName: 'logs' }),
    };
    return modelOf({ Trail, LogBucket, ...more }, { isComplete });
  };

  test('fails on a bucket without a policy, and on a policy for others', () => {
    expect(judged(bare())).toEqual(['bucket-policy-missing at LogBucket']);
    const statements = [{ ...look, Principal: { Service: 'config.amazonaws.com' } }];
    expect(judged(setup({ statements }))).toEqual(['bucket-policy-missing at Policy']);
    expect(judged(setup({ statements: [{ ...write, Effect: 'Deny', Principal: '*' }] }))).toEqual([
      'bucket-policy-missing at Policy',
    ]);
  });

  test('passes on a bucket outside the file', () => {
    const trail = resource('AWS::CloudTrail::Trail', { S3BucketName: 'elsewhere' });
    expect(judged(modelOf({ Trail: trail }))).toEqual([]);
  });

  test.each<[string, PostureModel]>([
    [
      'a policy for a bucket that is not known',
      bare({ P: resource('AWS::S3::BucketPolicy', { Bucket: unknownValue() }) }),
    ],
    [
      'a policy for a parameter',
      bare({ P: resource('AWS::S3::BucketPolicy', { Bucket: sub`${parameter('B')}` }) }),
    ],
    ['a macro', bare({}, false)],
    [
      'a nested stack',
      bare({ S: resource('AWS::CloudFormation::Stack', { Parameters: { B: ref('LogBucket') } }) }),
    ],
    [
      'a nested stack that is told the name',
      bare({ S: resource('AWS::CloudFormation::Stack', { Parameters: { B: 'logs' } }) }),
    ],
    ['a custom resource', bare({ C: resource('Custom::Policy', { Arn: bucketArn }) })],
    ['a module', bare({ M: resource('Acme::S3::Policy::MODULE', { B: ref('LogBucket') }) })],
  ])('does not know with %s', (_, model) => {
    expect(judged(model)).toEqual([]);
    expect(doubts(model)).toEqual(['bucket-policy-missing']);
  });

  test('does not know of the accounts that CloudTrail acted as before it had a principal', () => {
    const old = { AWS: ['arn:aws:iam::086441151436:root', '859597730677'] };
    const statements = [look, write].map((statement) => ({ ...statement, Principal: old }));
    expect(judged(setup({ statements }))).toEqual([]);
    expect(new Set(doubts(setup({ statements })))).toEqual(new Set(['bucket-policy-incomplete']));
    const stranger = statements.map((statement) => ({ ...statement, Principal: { AWS: '123456789012' } }));
    expect(judged(setup({ statements: stranger }))).toEqual(['bucket-policy-missing at Policy']);
  });

  test('knows with a stack that is told nothing of it, and with what only empties the bucket', () => {
    const stack = resource('AWS::CloudFormation::Stack', { Parameters: { B: 'other' } });
    expect(judged(bare({ S: stack }))).toEqual(['bucket-policy-missing at LogBucket']);
    const emptier = resource('Custom::S3AutoDeleteObjects', { BucketName: ref('LogBucket') });
    expect(judged(bare({ E: emptier }))).toEqual(['bucket-policy-missing at LogBucket']);
  });
});

describe('bucket-policy-incomplete', () => {
  test('tells of a resource that Fn::Sub would have filled in', () => {
    const model = setup({ statements: [{ ...look, Resource: 'arn:aws:s3:::${LogBucket}' }, write] });
    expect(judged(model)).toEqual([`bucket-policy-incomplete at ${statementAt(0, '.Resource value')}`]);
    expect(messagesOf(bucketPolicyIncomplete, model)).toEqual([
      expect.stringContaining('for "arn:aws:s3:::${LogBucket}". Write it with Fn::Sub'),
    ]);
  });

  test.each<[string, Plain, readonly string[]]>([
    ['without GetBucketAcl', [write], ['Policy']],
    ['without PutObject', [look], ['Policy']],
    [
      'GetBucketAcl on the objects',
      [{ ...look, Resource: sub`${bucketArn}/*` }, write],
      [statementAt(0, '.Resource value')],
    ],
    [
      'PutObject on the bucket',
      [look, { ...write, Resource: bucketArn }],
      [statementAt(1, '.Resource value')],
    ],
    [
      'PutObject without AWSLogs',
      [look, { ...write, Resource: sub`${bucketArn}/logs/*` }],
      [statementAt(1, '.Resource value')],
    ],
    [
      'PutObject in a bucket of another name',
      [look, { ...write, Resource: 'arn:aws:s3:::a/b/*' }],
      [statementAt(1, '.Resource value')],
    ],
    [
      'the folder without a star',
      [look, { ...write, Resource: sub`${bucketArn}/AWSLogs/${account}/` }],
      [statementAt(1, '.Resource value')],
    ],
    [
      'another ACL',
      [look, { ...write, Condition: { StringEquals: { 's3:x-amz-acl': 'private' } } }],
      [statementAt(1, '.Condition.StringEquals.s3:x-amz-acl')],
    ],
    [
      'the ACL on GetBucketAcl too',
      [{ ...look, Condition: write['Condition'] }, write],
      [statementAt(0, '.Condition.StringEquals.s3:x-amz-acl')],
    ],
    [
      'another account as its source',
      [look, { ...write, Condition: { StringEquals: { 'aws:SourceAccount': 'not-an-account' } } }],
      [statementAt(1, '.Condition.StringEquals.aws:SourceAccount')],
    ],
    [
      'a Deny on the organization of a principal',
      [
        look,
        write,
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
        },
      ],
      [`${statementAt(2)} value`],
    ],
    [
      'a Deny outside a VPC',
      [
        look,
        write,
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 's3:PutObject',
          Resource: sub`${bucketArn}/*`,
          Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
        },
      ],
      [`${statementAt(2)} value`],
    ],
    [
      'a Deny to all but some role',
      [
        look,
        write,
        {
          Effect: 'Deny',
          NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/r' },
          Action: '*',
          Resource: '*',
        },
      ],
      [`${statementAt(2)} value`],
    ],
  ])('fails: %s', (_, statements, places) => {
    expect(judged(setup({ statements }))).toEqual(places.map((at) => `bucket-policy-incomplete at ${at}`));
  });

  test('says what is missing in one finding', () => {
    const statements = [{ ...look, Action: 's3:ListBucket' }];
    const messages = messagesOf(bucketPolicyIncomplete, setup({ statements }));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('may not call s3:GetBucketAcl and put objects under AWSLogs/<account>/');
  });

  const deny = (condition: Plain): Plain => [
    look,
    write,
    { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: condition },
  ];

  test.each<[string, Plain]>([
    ['a Deny of plain HTTP', deny({ Bool: { 'aws:SecureTransport': 'false' } })],
    [
      'a Deny that spares what has no organization',
      deny({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }),
    ],
    [
      'a Deny that spares services',
      deny({
        StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
    ],
    ['a Deny without a key that is there', deny({ Null: { 'aws:PrincipalArn': 'false' } })],
    [
      'only the folder of log files',
      [look, { ...write, Resource: sub`${bucketArn}/AWSLogs/${account}/CloudTrail/*` }],
    ],
  ])('passes: %s', (_, statements) => {
    expect(judged(setup({ statements }))).toEqual([]);
  });

  test.each<[string, Plain]>([
    [
      'a folder of a literal account',
      [look, { ...write, Resource: sub`${bucketArn}/AWSLogs/111122223333/*` }],
    ],
    ['a folder in a parameter', [look, { ...write, Resource: sub`${bucketArn}/${parameter('Folder')}` }]],
    ['a Deny by address', deny({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })],
    [
      'a Deny of unencrypted files',
      deny({ StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }),
    ],
    ['an unknown statement', [look, unknownValue()]],
  ])('does not know: %s', (_, statements) => {
    expect(judged(setup({ statements }))).toEqual([]);
    expect(doubts(setup({ statements }))).toContain('bucket-policy-incomplete');
  });

  test('judges a log archive by GetBucketAcl alone', () => {
    const archive = (statements: Plain): PostureModel => {
      const { LogBucket, Policy } = {
        LogBucket: resource('AWS::S3::Bucket'),
        Policy: resource('AWS::S3::BucketPolicy', {
          Bucket: ref('LogBucket'),
          PolicyDocument: { Statement: statements },
        }),
      };
      return modelOf({ LogBucket, Policy });
    };
    const elsewhere = { ...write, Resource: sub`${bucketArn}/AWSLogs/444455556666/*` };
    expect(judged(archive([look, elsewhere]))).toEqual([]);
    expect(judged(archive([elsewhere]))).toEqual(['bucket-policy-incomplete at Policy']);
  });
});

describe('bucket-policy-prefix', () => {
  const prefixed = (Resource: Plain): Plain => [look, { ...write, Resource }];

  test.each<[string, Plain, Plain]>([
    ['no prefix', 'trail', sub`${bucketArn}/AWSLogs/${account}/*`],
    ['another prefix', 'trail', sub`${bucketArn}/other/AWSLogs/${account}/*`],
    ['a prefix without its slash', 'trail', sub`${bucketArn}/trailAWSLogs/${account}/*`],
    [
      'no prefix, where the trail has a parameter',
      sub`${parameter('Prefix', '')}`,
      sub`${bucketArn}/AWSLogs/${account}/*`,
    ],
  ])('fails: %s', (_, S3KeyPrefix, policyResource) => {
    const model = setup({ trail: { S3KeyPrefix }, statements: prefixed(policyResource) });
    expect(judged(model)).toEqual([`bucket-policy-prefix at ${statementAt(1, '.Resource value')}`]);
  });

  test.each<[string, Plain, Plain]>([
    ['the prefix', 'trail', sub`${bucketArn}/trail/AWSLogs/${account}/*`],
    ['everything', 'trail', sub`${bucketArn}/*`],
    ['the same parameter', sub`${parameter('P', '')}`, sub`${bucketArn}/${parameter('P', '')}/AWSLogs/*`],
    ['a prefix of two parts', 'a/b', sub`${bucketArn}/a/b/*`],
  ])('passes: %s', (_, S3KeyPrefix, policyResource) => {
    const model = setup({ trail: { S3KeyPrefix }, statements: prefixed(policyResource) });
    expect([...judged(model), ...doubts(model)]).toEqual([]);
  });

  test('does not know a prefix that may be empty, or another one', () => {
    const maybe = setup({ trail: { S3KeyPrefix: sub`${parameter('P')}` } });
    expect([judged(maybe), doubts(maybe)]).toEqual([[], ['bucket-policy-incomplete']]);
    const statements = prefixed(sub`${bucketArn}/logs/AWSLogs/${account}/*`);
    const other = setup({ trail: { S3KeyPrefix: sub`${parameter('P', '')}` }, statements });
    expect([judged(other), doubts(other)]).toEqual([[], ['bucket-policy-incomplete']]);
  });

  test('leaves another fault of the statement to its own rule', () => {
    const statements = [look, { ...write, Resource: sub`${bucketArn}/x`, Action: 's3:GetObject' }];
    expect(judged(setup({ trail: { S3KeyPrefix: 'trail' }, statements }))).toEqual([
      'bucket-policy-incomplete at Policy',
    ]);
  });
});

describe('bucket-policy-organization', () => {
  const trail = { IsOrganizationTrail: true };
  const ofOrganization = (folder: Plain): Statement => ({ ...write, Resource: folder });

  test('fails without the folder of the organization', () => {
    expect(judged(setup({ trail }))).toEqual([
      `bucket-policy-organization at ${statementAt(1, '.Resource value')}`,
    ]);
  });

  test.each<[string, Plain]>([
    ['a folder with a wildcard', [look, write, ofOrganization(sub`${bucketArn}/AWSLogs/o-*/*`)]],
    ['all folders', [look, ofOrganization(sub`${bucketArn}/AWSLogs/*`)]],
  ])('passes: %s', (_, statements) => {
    const model = setup({ trail, statements });
    expect([...judged(model), ...doubts(model)]).toEqual([]);
  });

  test('does not know a literal organization, nor a parameter', () => {
    for (const folder of [
      sub`${bucketArn}/AWSLogs/o-exampleorgid/*`,
      sub`${bucketArn}/AWSLogs/${parameter('Org')}/*`,
    ]) {
      const model = setup({ trail, statements: [look, write, ofOrganization(folder)] });
      expect([judged(model), doubts(model)]).toEqual([[], ['bucket-policy-incomplete']]);
    }
  });

  test("does not ask for the account's folder beside the organization's", () => {
    const statements = [look, ofOrganization(sub`${bucketArn}/AWSLogs/o-exampleorgid/*`)];
    expect(judged(setup({ trail, statements }))).toEqual([]);
  });

  test('is not the cause where nothing may be put', () => {
    expect(judged(setup({ trail, statements: [look] }))).toEqual(['bucket-policy-incomplete at Policy']);
  });

  test('names the prefix as the cause where it is', () => {
    const statements = [
      look,
      ofOrganization(sub`${bucketArn}/p/AWSLogs/${account}/*`),
      ofOrganization(sub`${bucketArn}/AWSLogs/o-exampleorgid/*`),
    ];
    const model = setup({ trail: { ...trail, S3KeyPrefix: 'p' }, statements });
    expect(judged(model).map((one) => one.split(' ')[0])).toEqual(['bucket-policy-prefix']);
  });
});

describe('source-arn-mismatch', () => {
  const limited = (operator: string, arn: Plain): Plain =>
    [look, write].map((statement) => ({ ...statement, Condition: { [operator]: { 'aws:SourceArn': arn } } }));
  const place = statementAt(0, '.Condition');

  test.each<[string, string, Plain]>([
    ['another trail', 'StringEquals', sub`arn:${partition}:cloudtrail:${region}:${account}:trail/other`],
    ['another service', 'ArnLike', sub`arn:${partition}:s3:::${ref('LogBucket')}`],
    [
      'a wildcard under an exact operator',
      'StringEquals',
      sub`arn:${partition}:cloudtrail:${region}:${account}:trail/*`,
    ],
    ['no ARN', 'ArnEquals', 'main'],
    ['too few parts', 'ArnLike', 'arn:aws:cloudtrail:*'],
  ])('fails once for both statements: %s', (_, operator, arn) => {
    expect(judged(setup({ statements: limited(operator, arn) }))).toEqual([
      `source-arn-mismatch at ${place}.${operator}.aws:SourceArn`,
    ]);
  });

  test('fails on a Deny that spares another trail', () => {
    const other = sub`arn:${partition}:cloudtrail:${region}:${account}:trail/other`;
    const deny = {
      Effect: 'Deny',
      Principal: service,
      Action: 's3:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:SourceArn': other } },
    };
    expect(judged(setup({ statements: [look, write, deny] }))).toEqual([
      `source-arn-mismatch at ${statementAt(2, '.Condition.StringNotEquals.aws:SourceArn')}`,
    ]);
  });

  test.each<[string, string, Plain]>([
    ['the trail', 'StringEquals', trailArn],
    ['the trail by GetAtt', 'ArnEquals', getAtt('Trail', 'Arn')],
    [
      'a list with the trail',
      'StringEquals',
      ['arn:aws:cloudtrail:us-east-1:111122223333:trail/x', trailArn],
    ],
    ['a wildcard under Like', 'StringLike', sub`arn:*:cloudtrail:*:${account}:trail/*`],
  ])('passes: %s', (_, operator, arn) => {
    const model = setup({ statements: limited(operator, arn) });
    expect([...judged(model), ...doubts(model)]).toEqual([]);
  });

  test('does not know a literal account or Region', () => {
    const arn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main';
    const model = setup({ statements: limited('StringEquals', arn) });
    expect([judged(model), doubts(model).length > 0]).toEqual([[], true]);
  });

  test('is silent on statements for other trails where one is for this', () => {
    const other = limited(
      'StringEquals',
      'arn:aws:cloudtrail:us-east-1:111122223333:trail/other',
    ) as Statement[];
    expect(judged(setup({ statements: [...other, look, write] }))).toEqual([]);
  });

  test('fails in a log archive only on a wildcard under an exact operator', () => {
    const archive = (operator: string): PostureModel =>
      modelOf({
        LogBucket: resource('AWS::S3::Bucket'),
        Policy: resource('AWS::S3::BucketPolicy', {
          Bucket: ref('LogBucket'),
          PolicyDocument: { Statement: limited(operator, 'arn:aws:cloudtrail:*:111122223333:trail/*') },
        }),
      });
    expect(judged(archive('StringEquals'))).toEqual([
      `source-arn-mismatch at ${place}.StringEquals.aws:SourceArn`,
    ]);
    expect(judged(archive('StringLike'))).toEqual([]);
  });
});

describe('bucket-policy-order', () => {
  test('fails where the trail waits for the bucket alone', () => {
    expect(failuresOf(bucketPolicyOrder, setup({ dependsOn: [] }))).toEqual(['Trail.Properties']);
    expect(messagesOf(bucketPolicyOrder, setup({ dependsOn: [] }))[0]).toContain('Add DependsOn Policy');
  });

  test('passes where it waits, directly or not', () => {
    expect(failuresOf(bucketPolicyOrder, setup())).toEqual([]);
    const more = { Between: resource('AWS::X::Y', { P: ref('Policy') }) };
    expect(failuresOf(bucketPolicyOrder, setup({ dependsOn: ['Between'], more }))).toEqual([]);
  });

  test('is silent on a policy for others', () => {
    const tlsOnly = [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }];
    expect(failuresOf(bucketPolicyOrder, setup({ dependsOn: [], statements: tlsOnly }))).toEqual([]);
  });

  test('fails on a policy that waits for the trail, unless that makes a circle, which is for another rule', () => {
    const circular = [
      { ...look, Condition: { StringEquals: { 'aws:SourceArn': getAtt('Trail', 'Arn') } } },
      write,
    ];
    const late = setup({ dependsOn: [], statements: circular });
    expect(messagesOf(bucketPolicyOrder, late)[0]).toContain('Created after the trail, which needs Policy');
    expect(failuresOf(bucketPolicyOrder, late)).toEqual([
      'Policy.PolicyDocument.Statement[0].Condition.StringEquals.aws:SourceArn value',
    ]);
    expect(failuresOf(bucketPolicyOrder, setup({ statements: circular }))).toEqual([]);
  });
});

describe('bucket-policy-duplicate', () => {
  const second = (bucket: Plain) =>
    setup({
      more: {
        Second: resource('AWS::S3::BucketPolicy', { Bucket: bucket, PolicyDocument: { Statement: [] } }),
      },
    });

  test('fails on the second policy', () => {
    expect(failuresOf(bucketPolicyDuplicate, second(ref('LogBucket')))).toEqual(['Second.Bucket']);
  });

  test('passes on one policy, and does not know one that cannot be resolved', () => {
    expect(failuresOf(bucketPolicyDuplicate, setup())).toEqual([]);
    expect(failuresOf(bucketPolicyDuplicate, second(unknownValue()))).toEqual([]);
    expect(failuresOf(bucketPolicyDuplicate, second('other'))).toEqual([]);
  });
});
