import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import { iamDate } from '../../history/dates.ts';
import { recordedMembers } from '../../state/call-record.ts';
import { jsonList } from '../../state/json-list.ts';
import { Propagating } from '../../state/propagating.ts';
import type { Role } from '../../state/resources.ts';
import type { SampleState } from '../../state/sample-state.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call, Operation } from '../service.ts';
import { entityName, findRole, noSuchEntity, policyText, validationError } from './find-role.ts';

/** The service's quota for the text of a trust policy. */
const longestTrustPolicy = 2048;

const createRole: Operation = {
  readOnly: false,
  responseElements(output) {
    const role = objectOrEmpty(output['Role']);
    const created = iamDate(Date.parse(nonEmptyString(role['CreateDate']) ?? ''));
    return recordedMembers({ Role: { ...role, CreateDate: created } });
  },
  run(call) {
    const { state, input, time } = call;
    const name = entityName(input, 'RoleName', 64);
    const path = nonEmptyString(input['Path']) ?? '/';
    if (!/^\/([\u0021-\u007e]+\/)?$/.test(path) || path.length > 512) {
      throw validationError('The specified value for path is invalid. It must begin and end with /.');
    }
    const trust = policyText(input['AssumeRolePolicyDocument'], 'trust', longestTrustPolicy);
    const taken = [...state.roles.keys()].some((each) => each.toLowerCase() === name.toLowerCase());
    if (taken) {
      throw new ServiceError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    }
    const role: Role = {
      id: `AROA${state.newId().replaceAll('-', '').slice(0, 17).toUpperCase()}`,
      name,
      path,
      arn: `arn:aws:iam::${state.accountId}:role${path}${name}`,
      description: nonEmptyString(input['Description']),
      maxSessionDuration: Number(input['MaxSessionDuration'] ?? 3600),
      boundaryArn: boundaryOf(call),
      createdAt: time,
      tags: new Map(
        jsonList(objectOrEmpty(input['Tags'])['member'])
          .map(objectOrEmpty)
          .map(({ Key, Value }) => [nonEmptyString(Key) ?? '', nonEmptyString(Value) ?? '']),
      ),
      trust: new Propagating<string | undefined>(undefined),
      policies: new Propagating<ReadonlyMap<string, string>>(new Map()),
    };
    role.trust.set(trust, state.lags.role ?? 0);
    state.roles.set(name, role);
    return { Role: described(role, false) };
  },
};

/** A boundary is a managed policy: one of the account's, or any of AWS's. */
function boundaryOf({ state, input }: Call): string | undefined {
  const arn = nonEmptyString(input['PermissionsBoundary']);
  if (arn !== undefined && !arn.startsWith('arn:aws:iam::aws:policy/') && !state.managedPolicies.has(arn)) {
    throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
  }
  return arn;
}

/** A role as the service answers with it; policies are percent-encoded. */
function described(role: Role, withDetails: boolean): JsonObject {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    AssumeRolePolicyDocument: encodePolicy(role.trust.current ?? ''),
    ...(role.description !== undefined && { Description: role.description }),
    ...(withDetails && { MaxSessionDuration: role.maxSessionDuration }),
    ...(role.boundaryArn !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: role.boundaryArn,
      },
    }),
    ...(role.tags.size > 0 && {
      Tags: { member: [...role.tags].map(([Key, Value]) => ({ Key, Value })) },
    }),
  };
}

/** Percent-encoded as RFC 3986 has it. */
export function encodePolicy(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function updateAssumeRolePolicy(call: Call): JsonObject {
  const role = findRole(call);
  const text = policyText(call.input['PolicyDocument'], 'trust', longestTrustPolicy);
  role.trust.set(text, call.state.lags.role ?? 0);
  return {};
}

function deleteRole(call: Call): JsonObject {
  const role = findRole(call);
  if (role.policies.current.size > 0) {
    throw new ServiceError('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409);
  }
  call.state.roles.delete(role.name);
  return {};
}

/** Roles by path, in the order of their names. */
function listRoles({ state, input }: Call): JsonObject {
  const prefix = nonEmptyString(input['PathPrefix']) ?? '/';
  const after = nonEmptyString(input['Marker']) ?? '';
  const limit = Number(nonEmptyString(input['MaxItems']) ?? 100);
  const roles = sortedRoles(state).filter(({ path, name }) => path.startsWith(prefix) && name > after);
  const page = roles.slice(0, limit);
  const isTruncated = roles.length > limit;
  return {
    Roles: { member: page.map((role) => described(role, true)) },
    IsTruncated: isTruncated,
    ...(isTruncated && { Marker: page.at(-1)?.name }),
  };
}

function sortedRoles(state: SampleState): Role[] {
  return [...state.roles.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The operations on roles. */
export const roleOperations: Readonly<Record<string, Operation>> = {
  CreateRole: createRole,
  GetRole: { readOnly: true, run: (call) => ({ Role: described(findRole(call), true) }) },
  UpdateAssumeRolePolicy: { readOnly: false, run: updateAssumeRolePolicy },
  DeleteRole: { readOnly: false, run: deleteRole },
  ListRoles: { readOnly: true, run: listRoles },
};
