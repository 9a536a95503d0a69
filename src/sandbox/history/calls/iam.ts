import type { JsonObject } from '../../../core/json.ts';
import { sampleAccountId, samplePeople, sampleRoles } from '../../sample/cast.ts';
import { iamDate } from '../dates.ts';
import { roleArn } from '../identities.ts';
import type { CallDetails, CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import { serviceCalls } from './service-calls.ts';

const iam = serviceCalls({
  source: 'iam.amazonaws.com',
  version: '1.10',
  global: true,
  host: 'iam.amazonaws.com',
});

const roles = [sampleRoles.web, sampleRoles.orders, sampleRoles.deploy, sampleRoles.developer];
const users = [samplePeople.jonas.name, samplePeople.sven.name, 'deploy-bot'];
const noSuchRole = {
  code: 'NoSuchEntityException',
  message: 'The role with name shop-preview cannot be found.',
  requestParameters: { roleName: 'shop-preview' },
};

/** What CreateAccessKey is asked and answers; root's own key when no user is named. */
export function createAccessKeyDetails(site: CallSite, userName?: string): CallDetails {
  return {
    requestParameters: userName === undefined ? null : { userName },
    responseElements: {
      accessKey: {
        ...(userName !== undefined && { userName }),
        accessKeyId: `AKIA${site.random.keyCharacters(16)}`,
        status: 'Active',
        createDate: iamDate(site.time),
      },
    },
  };
}

export const createAccessKey = iam.write('CreateAccessKey', 1, (site) =>
  createAccessKeyDetails(site, site.random.pick(users)),
);
export const updateAccountPasswordPolicy = iam.write('UpdateAccountPasswordPolicy', 0);
export const getAccountSummary = iam.read('GetAccountSummary', 2);
export const listUsers = iam.read('ListUsers', 3, () => ({ requestParameters: { maxItems: 100 } }));
export const listAccessKeys = iam.read('ListAccessKeys', 2, (site) => ({
  requestParameters: { userName: site.random.pick(users) },
}));
export const putRolePolicy = iam.write('PutRolePolicy', 2, (site) => ({
  requestParameters: {
    roleName: site.random.pick(roles),
    policyName: site.random.pick(['read-assets', 'write-orders', 'publish-events']),
    policyDocument: policyDocument([
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: 'arn:aws:s3:::acme-shop-assets-us-east-1/*',
      },
    ]),
  },
}));

/** A policy as IAM's parameters carry it: a JSON text. */
export function policyDocument(statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Names under which changes make things of their own, so that one can be followed through the history. */
function madeName(site: CallSite, prefix: string): string {
  return `${prefix}-${site.random.hex(6)}`;
}

export const iamCalls: readonly ApiCall[] = [
  createAccessKey,
  getAccountSummary,
  listAccessKeys,
  putRolePolicy,
  iam.read('ListRoles', 4, () => ({ requestParameters: { maxItems: 100 } })),
  listUsers,
  iam.read('GetRole', 6, (site) => ({ requestParameters: { roleName: site.random.pick(roles) } }), [
    noSuchRole,
  ]),
  iam.read('GetUser', 3, (site) => ({ requestParameters: { userName: site.random.pick(users) } }), [
    {
      code: 'NoSuchEntityException',
      message: 'The user with name build-agent cannot be found.',
      requestParameters: { userName: 'build-agent' },
    },
  ]),
  iam.read('ListAttachedRolePolicies', 4, (site) => ({
    requestParameters: { roleName: site.random.pick(roles) },
  })),
  iam.write('CreateRole', 1, createRole),
  iam.write('AttachRolePolicy', 2, attachment),
  iam.write('DetachRolePolicy', 1, attachment),
  iam.write('TagRole', 1, (site) => ({
    requestParameters: {
      roleName: site.random.pick(roles),
      tags: [{ key: 'owner', value: site.random.pick(['Zoë', 'Aïsha', '劉']) }],
    },
  })),
  iam.write('CreatePolicyVersion', 1, (site) => ({
    requestParameters: {
      policyArn: `arn:aws:iam::${sampleAccountId}:policy/shop-service`,
      policyDocument: policyDocument([{ Effect: 'Allow', Action: 'dynamodb:Query', Resource: '*' }]),
      setAsDefault: true,
    },
    responseElements: {
      policyVersion: {
        versionId: `v${site.random.between(2, 5)}`,
        isDefaultVersion: true,
        createDate: iamDate(site.time),
      },
    },
  })),
];

function attachment(site: CallSite): CallDetails {
  const policy = site.random.pick([
    'AmazonSSMManagedInstanceCore',
    'ReadOnlyAccess',
    'CloudWatchAgentServerPolicy',
  ]);
  return {
    requestParameters: { roleName: site.random.pick(roles), policyArn: `arn:aws:iam::aws:policy/${policy}` },
  };
}

function createRole(site: CallSite): CallDetails {
  const roleName = madeName(site, 'preview');
  const trust = policyDocument([
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ]);
  return {
    requestParameters: { path: '/', roleName, assumeRolePolicyDocument: trust, maxSessionDuration: 3600 },
    responseElements: {
      role: {
        path: '/',
        roleName,
        roleId: `AROA${site.random.keyCharacters(17)}`,
        arn: roleArn(roleName),
        createDate: iamDate(site.time),
        assumeRolePolicyDocument: encodeURIComponent(trust),
      },
    },
  };
}
