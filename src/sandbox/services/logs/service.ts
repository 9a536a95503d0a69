import { awsJson } from '../../wire/aws-json.ts';
import type { Service } from '../service.ts';
import { logGroupOperations } from './log-groups.ts';

/** Amazon CloudWatch Logs: log groups and their settings. */
export const logs: Service = {
  signingName: 'logs',
  eventSource: 'logs.amazonaws.com',
  protocol: awsJson,
  operations: logGroupOperations,
};
