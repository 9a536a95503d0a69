import type { JsonObject } from '../../../core/json.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import { isoSeconds } from '../dates.ts';
import type { CallDetails, CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import type { Named } from '../world.ts';
import { serviceCalls } from './service-calls.ts';

const secretsManager = serviceCalls({ source: 'secretsmanager.amazonaws.com', version: '1.08' });
const ssm = serviceCalls({ source: 'ssm.amazonaws.com', version: '1.11' });
const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';

function secretOf({ random, world, region }: CallSite): Named {
  return random.pick(world.place(region).secrets);
}

function parameterOf({ random, world, region }: CallSite): Named {
  return random.pick(world.place(region).parameters);
}

/** Systems Manager names a parameter among the resources, but not its type. */
function parameterResources({ arn }: Named): JsonObject[] {
  return [{ accountId: sampleAccountId, ARN: arn }];
}

export const getSecretValue = secretsManager.read('GetSecretValue', 5, (site) => ({
  requestParameters: { secretId: secretOf(site).arn },
}));

/** Secrets Manager removes a version in the background: nobody calls this, so both are service events. */
export const startSecretVersionDelete = secretsManager.write('StartSecretVersionDelete', 0);
export const endSecretVersionDelete = secretsManager.write('EndSecretVersionDelete', 0);

/** What the two events of a version's removal say, both the same. */
export function versionDeletion({ name, arn }: Named, time: number): CallDetails {
  return {
    additionalEventData: { ARN: arn, Name: name },
    requestId: `SecretDeleteMessage:${arn}:${isoSeconds(time)}`,
    eventType: 'AwsServiceEvent',
  };
}

export const getParameter = ssm.read(
  'GetParameter',
  6,
  (site) => {
    const parameter = parameterOf(site);
    return {
      requestParameters: { name: parameter.name, withDecryption: true },
      resources: parameterResources(parameter),
    };
  },
  [
    {
      code: 'ParameterNotFound',
      message: 'Parameter /shop/preview/api-url not found.',
      requestParameters: { name: '/shop/preview/api-url', withDecryption: true },
    },
  ],
);

export const updateInstanceInformation = ssm.write('UpdateInstanceInformation', 0, (site) => ({
  requestParameters: {
    instanceId: site.random.pick(site.world.place(site.region).instances).id,
    agentVersion: '3.3.2299.0',
    agentStatus: 'Active',
    platformType: 'Linux',
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    agentName: 'amazon-ssm-agent',
  },
}));

export const secretCalls: readonly ApiCall[] = [
  getSecretValue,
  getParameter,
  secretsManager.read(
    'DescribeSecret',
    3,
    (site) => ({ requestParameters: { secretId: secretOf(site).name } }),
    [{ code: 'ResourceNotFoundException', message: "Secrets Manager can't find the specified secret." }],
  ),
  secretsManager.write('PutSecretValue', 1, (site) => {
    const { arn } = secretOf(site);
    return {
      requestParameters: { secretId: arn, clientRequestToken: site.random.uuid() },
      responseElements: { arn },
    };
  }),
  secretsManager.write('RotateSecret', 1, (site) => {
    const { name, arn } = secretOf(site);
    const clientRequestToken = site.random.uuid();
    return {
      requestParameters: { secretId: name, clientRequestToken, rotateImmediately: true },
      responseElements: { arn, name, versionId: clientRequestToken },
    };
  }),
  ssm.write('PutParameter', 3, (site) => {
    const parameter = parameterOf(site);
    return {
      requestParameters: {
        name: parameter.name,
        value: hidden,
        type: 'SecureString',
        overwrite: true,
        tier: 'Standard',
      },
      responseElements: { version: site.random.between(2, 60), tier: 'Standard' },
      resources: parameterResources(parameter),
    };
  }),
  ssm.read('DescribeInstanceInformation', 2, () => ({ requestParameters: { maxResults: 50 } })),
  ssm.write(
    'StartSession',
    1,
    (site) => {
      const target = site.random.pick(site.world.place(site.region).instances).id;
      return {
        requestParameters: { target },
        responseElements: {
          sessionId: `session-${site.random.hex(17)}`,
          tokenValue: hidden,
          streamUrl: `wss://ssmmessages.${site.region}.amazonaws.com/v1/data-channel/session-${site.random.hex(17)}?role=publish_subscribe`,
        },
      };
    },
    [{ code: 'TargetNotConnected', message: 'The target is not connected.' }],
  ),
  ssm.write('SendCommand', 1, (site) => ({
    requestParameters: {
      instanceIds: [site.random.pick(site.world.place(site.region).instances).id],
      documentName: 'AWS-RunShellScript',
      parameters: hidden,
      timeoutSeconds: 600,
      interactive: false,
    },
    responseElements: {
      command: { commandId: site.random.uuid(), status: 'Pending', documentName: 'AWS-RunShellScript' },
    },
  })),
];
