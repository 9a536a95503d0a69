import { nonEmptyString } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import type { Role } from '../../state/resources.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { policyProblem } from '../policy-text.ts';
import type { Call } from '../service.ts';

/** @throws ServiceError NoSuchEntity, ValidationError */
export function findRole({ state, input }: Call): Role {
  const name = entityName(input, 'RoleName', 64);
  const role = state.roles.get(name);
  if (role === undefined) {
    throw noSuchEntity(`The role with name ${name} cannot be found.`);
  }
  return role;
}

/** A name of IAM's: letters, digits and `+=,.@_-`. */
export function entityName(input: JsonObject, member: string, longest: number): string {
  const name = nonEmptyString(input[member]) ?? '';
  if (!/^[\w+=,.@-]+$/.test(name) || name.length > longest) {
    const field = member.charAt(0).toLowerCase() + member.slice(1);
    throw validationError(
      `The specified value for ${field} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  }
  return name;
}

/**
 * The text of a policy document: a trust policy has principals and no resources, the others the other way round.
 * @throws ServiceError MalformedPolicyDocument, LimitExceeded
 */
export function policyText(
  value: JsonValue | undefined,
  kind: 'trust' | 'permissions',
  longest: number,
): string {
  const text = nonEmptyString(value) ?? '';
  // The service counts no white space.
  if (text.replace(/\s/g, '').length > longest) {
    throw new ServiceError('LimitExceeded', `Cannot exceed quota for PolicySize: ${longest}`, 409);
  }
  const isTrust = kind === 'trust';
  const problem = policyProblem(text, { principal: isTrust, resource: !isTrust });
  switch (problem?.kind) {
    case undefined:
      return text;
    case 'json':
      throw malformed('This policy contains invalid Json');
    case 'resource':
      throw malformed(isTrust ? 'Has prohibited field Resource' : 'Resource must be in ARN format or "*".');
    case 'principal':
      throw malformed(
        isTrust ? 'Invalid principal in policy' : 'Policy document should not specify a principal.',
      );
    case 'action':
      throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    default:
      throw malformed('Syntax errors in policy.');
  }
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message);
}

export function noSuchEntity(message: string): ServiceError {
  return new ServiceError('NoSuchEntity', message, 404);
}

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
