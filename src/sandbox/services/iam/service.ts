import { awsQuery } from '../../wire/query.ts';
import type { Service } from '../service.ts';
import { rolePolicyOperations } from './role-policies.ts';
import { roleOperations } from './roles.ts';

/** AWS Identity and Access Management: roles with inline policies. */
export const iam: Service = {
  signingName: 'iam',
  eventSource: 'iam.amazonaws.com',
  protocol: awsQuery('https://iam.amazonaws.com/doc/2010-05-08/', '2010-05-08'),
  isGlobal: true,
  operations: {
    ...roleOperations,
    ...rolePolicyOperations,
    ListAccountAliases: {
      readOnly: true,
      run: ({ state }) => ({ AccountAliases: { member: [state.accountAlias] }, IsTruncated: false }),
    },
  },
};
