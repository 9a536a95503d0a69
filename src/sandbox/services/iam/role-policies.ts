import { ServiceError } from '../../wire/service-error.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Call, Operation } from '../service.ts';
import { entityName, findRole, noSuchEntity, policyText } from './find-role.ts';
import { encodePolicy } from './roles.ts';

/** The service's quota for all inline policies of a role together. */
const longestInlinePolicies = 10_240;

function putRolePolicy(call: Call): JsonObject {
  const role = findRole(call);
  const name = entityName(call.input, 'PolicyName', 128);
  const text = policyText(call.input['PolicyDocument'], 'permissions', longestInlinePolicies);
  const policies = new Map([...role.policies.current, [name, text]]);
  if ([...policies.values()].join('').replace(/\s/g, '').length > longestInlinePolicies) {
    const message = `Maximum policy size of ${longestInlinePolicies} bytes exceeded for role ${role.name}`;
    throw new ServiceError('LimitExceeded', message, 409);
  }
  role.policies.set(policies, call.state.lags.role ?? 0);
  return {};
}

function getRolePolicy(call: Call): JsonObject {
  const role = findRole(call);
  const name = entityName(call.input, 'PolicyName', 128);
  const text = role.policies.current.get(name);
  if (text === undefined) {
    throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  }
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encodePolicy(text) };
}

function deleteRolePolicy(call: Call): JsonObject {
  const role = findRole(call);
  const name = entityName(call.input, 'PolicyName', 128);
  const policies = new Map(role.policies.current);
  if (!policies.delete(name)) {
    throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  }
  role.policies.set(policies, call.state.lags.role ?? 0);
  return {};
}

function listRolePolicies(call: Call): JsonObject {
  const names = [...findRole(call).policies.current.keys()].sort();
  return { PolicyNames: { member: names }, IsTruncated: false };
}

/** No role here has managed policies. */
function listAttachedRolePolicies(call: Call): JsonObject {
  findRole(call);
  return { AttachedPolicies: { member: [] }, IsTruncated: false };
}

/** The operations on the policies of roles. */
export const rolePolicyOperations: Readonly<Record<string, Operation>> = {
  PutRolePolicy: { readOnly: false, run: putRolePolicy },
  GetRolePolicy: { readOnly: true, run: getRolePolicy },
  DeleteRolePolicy: { readOnly: false, run: deleteRolePolicy },
  ListRolePolicies: { readOnly: true, run: listRolePolicies },
  ListAttachedRolePolicies: { readOnly: true, run: listAttachedRolePolicies },
};
