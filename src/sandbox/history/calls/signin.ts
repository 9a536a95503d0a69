import type { CallDetails } from '../record.ts';
import { serviceCalls } from './service-calls.ts';

const signin = serviceCalls({
  source: 'signin.amazonaws.com',
  version: '1.08',
  host: 'signin.aws.amazon.com',
});
const sso = serviceCalls({
  source: 'sso.amazonaws.com',
  version: '1.08',
  host: 'portal.sso.us-east-1.amazonaws.com',
});
const portal = 'https://acme.awsapps.com/start';
const home = 'https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&state=hashArgsFromTB';

export const consoleLogin = signin.write('ConsoleLogin', 0);
export const switchRole = signin.write('SwitchRole', 0);
export const checkMfa = signin.write('CheckMfa', 0);
/** IAM Identity Center's sign-in, by the person and not yet by a role. */
export const userAuthentication = signin.write('UserAuthentication', 0);

/** Its access portal hands a role over. */
export const federate = sso.write('Federate', 0);

/**
 * How a sign-in to the console went; a failed one has a message and no error code.
 * @param mfaDevice the ARN of the device that was used; undefined for a sign-in without MFA
 */
export function consoleLoginDetails(mfaDevice?: string, failure?: string): CallDetails {
  return {
    responseElements: { ConsoleLogin: failure === undefined ? 'Success' : 'Failure' },
    additionalEventData: {
      LoginTo: home,
      MobileVersion: 'No',
      ...(mfaDevice !== undefined && { MFAIdentifier: mfaDevice }),
      MFAUsed: mfaDevice === undefined ? 'No' : 'Yes',
    },
    eventType: 'AwsConsoleSignIn',
    requestId: null,
    ...(failure !== undefined && { error: { message: failure } }),
  };
}

/** The second factor was right. */
export const checkMfaDetails: CallDetails = {
  responseElements: { CheckMfa: 'Success' },
  additionalEventData: { MfaType: 'Virtual MFA' },
  eventType: 'AwsConsoleSignIn',
  requestId: null,
};

/** A person switched to a role in the console. */
export function switchRoleDetails(fromArn: string, region: string): CallDetails {
  return {
    responseElements: { SwitchRole: 'Success' },
    additionalEventData: {
      SwitchFrom: fromArn,
      RedirectTo: `https://${region}.console.aws.amazon.com/console/home?region=${region}#`,
    },
    eventType: 'AwsConsoleSignIn',
    requestId: null,
  };
}

/** A person signed in to IAM Identity Center. This record and the challenge before it are the only ones with the name. */
export function userAuthenticationDetails(userName: string, workflowId: string): CallDetails {
  return {
    additionalEventData: {
      AuthWorkflowID: workflowId,
      LoginTo: portal,
      CredentialType: 'TOTP',
      UserName: userName,
    },
    serviceEventDetails: { UserAuthentication: 'Success' },
    eventType: 'AwsServiceEvent',
  };
}

/** The person chose an account and a permission set in the access portal. */
export function federateDetails(accountId: string, permissionSet: string): CallDetails {
  return {
    serviceEventDetails: { role_name: permissionSet, account_id: accountId },
    eventType: 'AwsServiceEvent',
  };
}
