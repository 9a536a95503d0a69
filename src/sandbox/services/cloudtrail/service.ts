import { awsJson } from '../../wire/aws-json.ts';
import type { Service } from '../service.ts';
import { lookupEvents } from './lookup-events.ts';
import { readOperations } from './read-trails.ts';
import { changeOperations } from './change-trails.ts';

/** AWS CloudTrail. */
export const cloudTrail: Service = {
  signingName: 'cloudtrail',
  eventSource: 'cloudtrail.amazonaws.com',
  protocol: awsJson,
  operations: { ...readOperations, ...changeOperations, LookupEvents: lookupEvents },
};
