import { awsQuery } from '../../wire/query.ts';
import type { Service } from '../service.ts';
import { topicOperations } from './topics.ts';

/** Amazon Simple Notification Service: topics. Nothing is sent to anybody. */
export const sns: Service = {
  signingName: 'sns',
  eventSource: 'sns.amazonaws.com',
  protocol: awsQuery('http://sns.amazonaws.com/doc/2010-03-31/', '2010-03-31', {
    deniedCode: 'AuthorizationError',
  }),
  operations: topicOperations,
};
