import { awsJson } from '../../wire/aws-json.ts';
import type { Service } from '../service.ts';
import { aliasOperations } from './aliases.ts';
import { keyOperations } from './keys.ts';

/** AWS Key Management Service: symmetric keys and their aliases. Nothing is encrypted with them. */
export const kms: Service = {
  signingName: 'kms',
  eventSource: 'kms.amazonaws.com',
  protocol: awsJson,
  operations: { ...keyOperations, ...aliasOperations },
};
