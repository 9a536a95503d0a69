import { sampleAccountId, sampleCaller } from '../../sample/cast.ts';
import { awsQuery } from '../../wire/query.ts';
import type { Service } from '../service.ts';

/** AWS Security Token Service. Whoever calls the sandbox, with whatever keys, is the sample caller. */
export const sts: Service = {
  signingName: 'sts',
  eventSource: 'sts.amazonaws.com',
  protocol: awsQuery('https://sts.amazonaws.com/doc/2011-06-15/', '2011-06-15'),
  operations: {
    GetCallerIdentity: {
      readOnly: true,
      requestParameters: () => null,
      run: () => ({ Arn: sampleCaller.arn, UserId: sampleCaller.userId, Account: sampleAccountId }),
    },
  },
};
