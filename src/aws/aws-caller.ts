import { inRegion } from '../core/connection.ts';
import { TrailscopeError } from '../core/failures/failure.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { AwsCaller } from '../core/ports.ts';
import { actionsOf } from '../core/trails/setup/call-actions.ts';
import type { Call, ServiceId } from '../core/trails/setup/plan.ts';
import type { Answer, AwsCalls } from './calls.ts';
import type { ClientCache, Clients } from './clients.ts';

/** The classes of a service's commands that can be called, by operation. */
type Commands = Readonly<Record<string, new (input: never) => object>>;

/** What all of the SDK's clients can do, whatever the types of their commands. */
interface Sender {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<Answer>;
}

interface Service {
  readonly clients: (clients: Clients) => ClientCache<unknown>;
  readonly commands: () => Promise<Commands>;
}

const services: Readonly<Record<ServiceId, Service>> = {
  cloudtrail: {
    clients: ({ cloudTrail }) => cloudTrail,
    commands: async () => (await import('./sdk-cloudtrail.ts')).cloudTrailCommands,
  },
  iam: { clients: ({ iam }) => iam, commands: async () => (await import('./sdk-iam.ts')).iamCommands },
  kms: { clients: ({ kms }) => kms, commands: async () => (await import('./sdk-kms.ts')).kmsCommands },
  logs: { clients: ({ logs }) => logs, commands: async () => (await import('./sdk-logs.ts')).logsCommands },
  organizations: {
    clients: ({ organizations }) => organizations,
    commands: async () => (await import('./sdk-organizations.ts')).organizationsCommands,
  },
  s3: { clients: ({ s3 }) => s3, commands: async () => (await import('./sdk-s3.ts')).s3Commands },
  sns: { clients: ({ sns }) => sns, commands: async () => (await import('./sdk-sns.ts')).snsCommands },
  sts: { clients: ({ sts }) => sts, commands: async () => (await import('./sdk-sts.ts')).stsCommands },
};

/** Makes the calls of plans on the SDK. Only operations in the lists of the `sdk-*` files can be called. */
export function awsCaller(calls: AwsCalls, clients: Clients): AwsCaller {
  return {
    async call(connection, call, signal) {
      const { service, operation, region } = call;
      const { clients: clientsOf, commands } = services[service];
      const listed = await commands();
      const Command = Object.hasOwn(listed, operation) ? listed[operation] : undefined;
      if (Command === undefined) {
        throw new TrailscopeError({ kind: 'bug' }, `${service}:${operation} is not to be called`);
      }
      checkOwner(call);
      checkForce(call);
      return calls.send({
        operation: actionsOf(call)[0] ?? `${service}:${operation}`,
        connection: inRegion(connection, region),
        signal,
        clients: clientsOf(clients),
        // The input has the shape of the service's model, which the SDK checks no further than its types.
        send: (client, options) => (client as Sender).send(new Command(call.input as never), options),
        read: toJson,
        changes: !/^(Get|List|Describe)/.test(operation),
      });
    },
  };
}

/** A call about a bucket says whose it must be, so that a name that changed hands leads nowhere. */
function checkOwner({ service, operation, input }: Call): void {
  const isAboutBucket = service === 's3' && input['Bucket'] !== undefined && operation !== 'CreateBucket';
  if (isAboutBucket && typeof input['ExpectedBucketOwner'] !== 'string') {
    throw new TrailscopeError({ kind: 'bug' }, `s3:${operation} does not say who owns the bucket`);
  }
}

/** Members that switch off a check by which a service keeps people from locking themselves out, or from losing data. */
const forces = [
  'BypassGovernanceRetention',
  'BypassPolicyLockoutSafetyCheck',
  'ConfirmRemoveSelfBucketAccess',
];

function checkForce({ service, operation, input }: Call): void {
  const force = forces.find((member) => input[member] === true);
  if (force !== undefined) {
    throw new TrailscopeError({ kind: 'bug' }, `${service}:${operation} is not to be called with ${force}`);
  }
}

/** The answer without what the SDK adds; times become ISO texts. */
function toJson(answer: Answer): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify({ ...answer, $metadata: undefined }));
  return isJsonObject(json) ? json : {};
}
