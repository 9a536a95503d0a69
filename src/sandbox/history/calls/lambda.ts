import { sampleRoles } from '../../sample/cast.ts';
import { roleArn } from '../identities.ts';
import type { CallDetails, CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import type { Named } from '../world.ts';
import { serviceCalls } from './service-calls.ts';

/** Lambda's event names carry the date of the API's version, some with a `v2` behind it. */
const lambda = serviceCalls({ source: 'lambda.amazonaws.com', version: '1.10' });

function functionOf({ random, world, region }: CallSite): Named {
  return random.pick(world.place(region).functions);
}

/** A function as Lambda answers with it after a change. */
function changed(site: CallSite, { name, arn }: Named): CallDetails['responseElements'] {
  return {
    functionName: name,
    functionArn: arn,
    runtime: 'nodejs22.x',
    role: roleArn(sampleRoles.orders),
    handler: 'index.handler',
    codeSize: site.random.between(20_000, 3_000_000),
    description: '',
    timeout: 30,
    memorySize: 512,
    lastModified: new Date(site.time).toISOString().replace('Z', '+0000'),
    codeSha256: `${site.random.base64(43)}=`,
    version: '$LATEST',
    tracingConfig: { mode: 'PassThrough' },
    revisionId: site.random.uuid(),
    state: 'Active',
    lastUpdateStatus: 'InProgress',
    packageType: 'Zip',
    architectures: ['arm64'],
    ephemeralStorage: { size: 512 },
  };
}

export const updateFunctionCode = lambda.write(
  'UpdateFunctionCode20150331v2',
  3,
  (site) => {
    const target = functionOf(site);
    return {
      requestParameters: {
        functionName: target.name,
        s3Bucket: `acme-build-artifacts-${site.region}`,
        s3Key: `builds/${target.name}/${site.random.hex(12)}.zip`,
        publish: false,
        dryRun: false,
      },
      responseElements: changed(site, target) ?? null,
    };
  },
  [
    {
      code: 'ResourceConflictException',
      message: 'The operation cannot be performed at this time. An update is in progress for resource.',
    },
  ],
);

export const lambdaCalls: readonly ApiCall[] = [
  updateFunctionCode,
  lambda.read('ListFunctions20150331', 3, () => ({ requestParameters: { maxItems: 50 } })),
  lambda.read(
    'GetFunction20150331v2',
    5,
    (site) => ({ requestParameters: { functionName: functionOf(site).name } }),
    [{ code: 'ResourceNotFoundException', message: 'The resource you requested does not exist.' }],
  ),
  lambda.write('UpdateFunctionConfiguration20150331v2', 2, (site) => {
    const target = functionOf(site);
    return {
      requestParameters: { functionName: target.name, timeout: 30, memorySize: 512, environment: {} },
      responseElements: changed(site, target) ?? null,
    };
  }),
  lambda.write('PublishVersion20150331', 1, (site) => {
    const target = functionOf(site);
    return {
      requestParameters: { functionName: target.name },
      responseElements: changed(site, target) ?? null,
    };
  }),
  lambda.write('AddPermission20150331v2', 1, (site) => {
    const { name, arn } = functionOf(site);
    const permission = {
      Sid: `allow-s3-${site.random.hex(4)}`,
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: arn,
    };
    return {
      requestParameters: {
        functionName: name,
        statementId: permission.Sid,
        action: permission.Action,
        principal: permission.Principal.Service,
      },
      responseElements: { statement: JSON.stringify(permission) },
    };
  }),
];
