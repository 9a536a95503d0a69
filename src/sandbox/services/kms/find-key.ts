import { nonEmptyString } from '../../../core/json.ts';
import type { JsonValue } from '../../../core/json.ts';
import type { Key } from '../../state/resources.ts';
import type { SampleState } from '../../state/sample-state.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { allows, byCaller } from '../judge.ts';
import type { Call } from '../service.ts';

/** The key that an id, an ARN, an alias or an alias's ARN names, seen from a Region; undefined where there is none. */
export function resolveKey(state: SampleState, region: string, id: string): Key | undefined {
  const local = `arn:aws:kms:${region}:${state.accountId}:`;
  const arn = id.startsWith('arn:') ? id : id.startsWith('alias/') ? local + id : `${local}key/${id}`;
  const alias = state.aliases.get(arn);
  return state.keys.get(
    alias === undefined ? arn : `arn:aws:kms:${alias.region}:${state.accountId}:key/${alias.keyId}`,
  );
}

/**
 * The key that a call names; by an alias only where the operation takes one.
 * @throws ServiceError NotFoundException, InvalidArnException, ValidationException; AccessDeniedException where the
 * policy of the key does not allow the call
 */
export function findKey(
  call: Call,
  operation: string,
  { takesAlias = false, id = call.input['KeyId'] }: { takesAlias?: boolean; id?: JsonValue | undefined } = {},
): Key {
  const { state, region } = call;
  const text = nonEmptyString(id);
  if (text === undefined || text.length > 2048) {
    throw new ServiceError('ValidationException', "Value at 'keyId' failed to satisfy constraint");
  }
  const isAlias = /^(arn:[^:]*:kms:[^:]*:[^:]*:)?alias\//.test(text);
  if (isAlias && !takesAlias) {
    throw new ServiceError('ValidationException', `Invalid keyId ${text}`);
  }
  if (text.startsWith('arn:') && text.split(':')[3] !== region) {
    throw new ServiceError('NotFoundException', `Invalid arn ${text.split(':')[3] ?? ''}`);
  }
  const key = resolveKey(state, region, text);
  if (key === undefined) {
    const resource = text.startsWith('arn:')
      ? text
      : `arn:aws:kms:${region}:${state.accountId}:${isAlias ? '' : 'key/'}${text}`;
    const what = isAlias ? `Alias ${resource} is not found.` : `Key '${resource}' does not exist`;
    throw new ServiceError('NotFoundException', what);
  }
  if (!allows(key.policy.current, byCaller(`kms:${operation}`, key.arn))) {
    const message = `User is not authorized to perform: kms:${operation} on resource: ${key.arn} because no resource-based policy allows the kms:${operation} action`;
    throw new ServiceError('AccessDeniedException', message);
  }
  return key;
}

/**
 * Makes sure that a key can be used or changed.
 * @throws ServiceError KMSInvalidStateException, DisabledException
 */
export function checkUsable(key: Key, { evenDisabled = false } = {}): void {
  if (key.deletedAt !== undefined) {
    throw new ServiceError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  }
  if (!key.isEnabled && !evenDisabled) {
    throw new ServiceError('DisabledException', `${key.arn} is disabled.`);
  }
}
