import type { JsonObject } from '../../../core/json.ts';
import type { Organization } from '../../state/resources.ts';
import { awsJson } from '../../wire/aws-json.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call, Operation, Service } from '../service.ts';

/** The day on which services got trusted access, epoch seconds. */
const trustedSince = 1_672_531_200;

/** @throws ServiceError AWSOrganizationsNotInUseException */
function organizationOf({ state }: Call): Organization {
  if (state.organization === undefined) {
    const message = 'Your account is not a member of an organization.';
    throw new ServiceError('AWSOrganizationsNotInUseException', message);
  }
  return state.organization;
}

function describeOrganization(call: Call): JsonObject {
  const { id, managementAccountId: account, featureSet } = organizationOf(call);
  const arn = `arn:aws:organizations::${account}:`;
  return {
    Organization: {
      Id: id,
      Arn: `${arn}organization/${id}`,
      FeatureSet: featureSet,
      MasterAccountArn: `${arn}account/${id}/${account}`,
      MasterAccountId: account,
      MasterAccountEmail: 'aws-management@example.com',
      AvailablePolicyTypes: [],
    },
  };
}

/** What only the management account and delegated administrators may ask for. */
function asAdministrator(read: (organization: Organization) => JsonObject): Operation {
  return {
    readOnly: true,
    run(call) {
      const organization = organizationOf(call);
      const delegates = organization.delegatedAdministrators.map(({ Id }) => Id);
      const { accountId } = call.state;
      if (organization.managementAccountId !== accountId && !delegates.includes(accountId)) {
        const message = "You don't have permissions to access this resource.";
        throw new ServiceError('AccessDeniedException', message);
      }
      return read(organization);
    },
  };
}

/** AWS Organizations, as far as an organization trail needs it. */
export const organizations: Service = {
  signingName: 'organizations',
  eventSource: 'organizations.amazonaws.com',
  protocol: awsJson,
  isGlobal: true,
  operations: {
    DescribeOrganization: { readOnly: true, run: describeOrganization },
    ListAWSServiceAccessForOrganization: asAdministrator(({ trustedServices }) => ({
      EnabledServicePrincipals: trustedServices.map((principal) => ({
        ServicePrincipal: principal,
        DateEnabled: trustedSince,
      })),
    })),
    ListDelegatedAdministrators: asAdministrator(({ delegatedAdministrators }) => ({
      DelegatedAdministrators: delegatedAdministrators,
    })),
  },
};
