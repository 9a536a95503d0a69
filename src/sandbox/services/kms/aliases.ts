import { nonEmptyString } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call, Operation } from '../service.ts';
import { checkUsable, findKey, resolveKey } from './find-key.ts';
import { keyOperation } from './keys.ts';

function createAlias(call: Call): JsonObject {
  const { state, region, time } = call;
  const name = aliasName(call.input);
  const arn = `arn:aws:kms:${region}:${state.accountId}:${name}`;
  const key = findKey(call, 'CreateAlias', { id: call.input['TargetKeyId'] });
  checkUsable(key, { evenDisabled: true });
  if (state.aliases.has(arn)) {
    throw new ServiceError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
  }
  state.aliases.set(arn, { name, arn, region, keyId: key.id, createdAt: time });
  return {};
}

function deleteAlias({ state, region, input }: Call): JsonObject {
  const arn = `arn:aws:kms:${region}:${state.accountId}:${aliasName(input)}`;
  if (!state.aliases.delete(arn)) {
    throw new ServiceError('NotFoundException', `Alias ${arn} is not found.`);
  }
  return {};
}

function aliasName(input: JsonObject): string {
  const name = nonEmptyString(input['AliasName']) ?? '';
  if (!name.startsWith('alias/')) {
    const message = 'Alias must start with the prefix "alias/".';
    throw new ServiceError('InvalidAliasNameException', message);
  }
  if (name.startsWith('alias/aws/') || !/^alias\/[\w/-]{1,250}$/.test(name)) {
    throw new ServiceError('InvalidAliasNameException', `The alias name ${name} is not valid.`);
  }
  return name;
}

function listAliases({ state, region, input }: Call): JsonObject {
  const id = nonEmptyString(input['KeyId']);
  const key = id === undefined ? undefined : resolveKey(state, region, id);
  if (id !== undefined && key === undefined) {
    throw new ServiceError('NotFoundException', `Key '${id}' does not exist`);
  }
  const aliases = [...state.aliases.values()].filter(
    (alias) => alias.region === region && (key === undefined || alias.keyId === key.id),
  );
  return {
    Aliases: aliases.map(({ name, arn, keyId, createdAt }) => ({
      AliasName: name,
      AliasArn: arn,
      TargetKeyId: keyId,
      CreationDate: createdAt / 1000,
      LastUpdatedDate: createdAt / 1000,
    })),
    Truncated: false,
  };
}

/** The operations on aliases. */
export const aliasOperations: Readonly<Record<string, Operation>> = {
  CreateAlias: keyOperation(false, createAlias),
  DeleteAlias: { readOnly: false, run: deleteAlias },
  ListAliases: { readOnly: true, run: listAliases },
};
