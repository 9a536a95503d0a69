import { withoutRevision } from './api-words.ts';
import type { CloudTrailEvent } from './event.ts';
import { servicePrefix } from './services.ts';

/** Why an event deserves a second look. It is no verdict: most such calls are made by those who may. */
export interface Notable {
  /** What attackers use the call for: the end of a sentence that begins "used by attackers to". English. */
  readonly use: string;
  /** The technique's id in MITRE ATT&CK for Enterprise, version 19, such as `T1685.002`. */
  readonly technique: string;
}

type Entry = readonly [technique: string, use: string];

/** By service prefix and event name without a revision. */
const entries = new Map<string, Entry>([
  // Blinding the defenders
  ['cloudtrail:StopLogging', ['T1685.002', 'stop the record of what they do next']],
  ['cloudtrail:DeleteTrail', ['T1685.002', 'remove the trail that would show them']],
  ['cloudtrail:UpdateTrail', ['T1685.002', 'send log files elsewhere or record less']],
  ['cloudtrail:PutEventSelectors', ['T1685.002', 'leave their calls out of the record']],
  ['cloudtrail:PutInsightSelectors', ['T1685.002', 'switch off the watch for unusual activity']],
  ['cloudtrail:DeleteEventDataStore', ['T1685.002', 'destroy recorded events']],
  ['cloudtrail:StopEventDataStoreIngestion', ['T1685.002', 'stop the record of what they do next']],
  ['ec2:DeleteFlowLogs', ['T1685.002', 'hide their network traffic']],
  ['logs:DeleteLogGroup', ['T1685.002', 'destroy logs']],
  ['logs:DeleteLogStream', ['T1685.002', 'destroy logs']],
  ['logs:PutRetentionPolicy', ['T1685.002', 'let logs expire early']],
  ['s3:PutBucketLifecycle', ['T1685.002', 'let stored logs or backups expire early']],
  ['s3:PutBucketLogging', ['T1685.002', 'switch off the access log of a bucket']],
  ['config:StopConfigurationRecorder', ['T1685', 'stop the record of configuration changes']],
  ['config:DeleteConfigurationRecorder', ['T1685', 'remove the record of configuration changes']],
  ['config:DeleteDeliveryChannel', ['T1685', 'cut off the delivery of configuration changes']],
  ['guardduty:DeleteDetector', ['T1685', 'switch off threat detection']],
  ['guardduty:UpdateDetector', ['T1685', 'weaken threat detection']],
  ['guardduty:CreateIPSet', ['T1685', 'make their own addresses trusted']],
  ['guardduty:DisassociateFromMasterAccount', ['T1685', 'cut the account off from central detection']],
  ['guardduty:DisassociateFromAdministratorAccount', ['T1685', 'cut the account off from central detection']],
  ['securityhub:DisableSecurityHub', ['T1685', 'switch off the collection of findings']],
  ['monitoring:DeleteAlarms', ['T1685', 'silence alarms']],
  ['monitoring:DisableAlarmActions', ['T1685', 'silence alarms']],
  ['events:DisableRule', ['T1685', 'stop automatic reactions']],
  ['events:DeleteRule', ['T1685', 'remove automatic reactions']],
  ['wafv2:DeleteWebACL', ['T1686.001', 'open a way through the firewall']],
  ['organizations:LeaveOrganization', ['T1666', "escape the organization's policies and trails"]],
  // Staying in, and getting more rights
  ['iam:CreateAccessKey', ['T1098.001', 'get lasting credentials of another user']],
  ['iam:CreateLoginProfile', ['T1098.001', 'get a console password for a user that had none']],
  ['iam:UpdateLoginProfile', ['T1098.001', "take over a user's console password"]],
  ['iam:CreateUser', ['T1136.003', 'make an account of their own']],
  ['iam:AttachUserPolicy', ['T1098.003', 'give a user more rights']],
  ['iam:AttachRolePolicy', ['T1098.003', 'give a role more rights']],
  ['iam:AttachGroupPolicy', ['T1098.003', 'give a group more rights']],
  ['iam:PutUserPolicy', ['T1098.003', 'give a user more rights unobserved']],
  ['iam:PutRolePolicy', ['T1098.003', 'give a role more rights unobserved']],
  ['iam:PutGroupPolicy', ['T1098.003', 'give a group more rights unobserved']],
  ['iam:AddUserToGroup', ['T1098.003', 'give a user the rights of a group']],
  ['iam:CreatePolicyVersion', ['T1098.003', 'widen a policy that is already in use']],
  ['iam:SetDefaultPolicyVersion', ['T1098.003', 'bring back a wider version of a policy']],
  ['iam:UpdateAssumeRolePolicy', ['T1098.003', 'let themselves assume a role from outside']],
  ['iam:DeactivateMFADevice', ['T1556.006', 'get round multi-factor authentication']],
  ['iam:DeleteVirtualMFADevice', ['T1556.006', 'get round multi-factor authentication']],
  ['iam:CreateSAMLProvider', ['T1484.002', 'sign in through a provider that they control']],
  ['iam:UpdateSAMLProvider', ['T1484.002', 'sign in through a provider that they control']],
  ['iam:CreateOpenIDConnectProvider', ['T1484.002', 'sign in through a provider that they control']],
  ['rolesanywhere:CreateTrustAnchor', ['T1484.002', 'get credentials with certificates of their own']],
  ['sts:GetFederationToken', ['T1550.001', 'keep access after a key is deleted']],
  ['lambda:AddPermission', ['T1546', 'let an outsider run a function']],
  ['lambda:UpdateFunctionCode', ['T1648', 'run their own code in a function']],
  ['ec2:ModifyInstanceAttribute', ['T1578.005', 'run a script at the next start of an instance']],
  ['ssm:SendCommand', ['T1651', 'run commands on instances']],
  ['ssm:StartSession', ['T1021.008', 'get a shell on an instance']],
  ['ec2-instance-connect:SendSSHPublicKey', ['T1098.004', 'get a shell on an instance']],
  ['account:EnableRegion', ['T1535', 'work in a Region that nobody watches']],
  // Getting at secrets and data
  ['secretsmanager:GetSecretValue', ['T1555.006', 'collect passwords and keys']],
  ['secretsmanager:BatchGetSecretValue', ['T1555.006', 'collect passwords and keys']],
  ['ec2:GetPasswordData', ['T1552', 'get the administrator passwords of Windows instances']],
  ['ec2:ModifySnapshotAttribute', ['T1537', 'copy a disk to an account of theirs']],
  ['ec2:ModifyImageAttribute', ['T1537', 'copy an image to an account of theirs']],
  ['rds:ModifyDBSnapshotAttribute', ['T1537', 'copy a database to an account of theirs']],
  ['rds:StartExportTask', ['T1537', 'take out a database']],
  ['s3:PutBucketPolicy', ['T1530', 'open a bucket to outsiders']],
  ['s3:PutBucketAcl', ['T1530', 'open a bucket to outsiders']],
  ['s3:DeleteBucketPublicAccessBlock', ['T1530', 'open a bucket to the public']],
  ['s3:PutBucketReplication', ['T1537', 'copy new objects to a bucket of theirs']],
  ['ec2:CreateTrafficMirrorSession', ['T1040', 'listen to network traffic']],
  ['ec2:AuthorizeSecurityGroupIngress', ['T1686.001', 'open a way in through the firewall']],
  ['ec2:CreateNetworkAclEntry', ['T1686.001', 'open a way in through the firewall']],
  // Looking around
  ['iam:GetAccountAuthorizationDetails', ['T1087.004', 'learn about all users, roles and policies at once']],
  // Harm
  ['ec2:TerminateInstances', ['T1485', 'destroy evidence or disrupt services']],
  ['s3:DeleteBucket', ['T1485', 'destroy data']],
  ['s3:DeleteObjects', ['T1485', 'destroy data']],
  ['rds:DeleteDBInstance', ['T1485', 'destroy a database']],
  ['rds:DeleteDBCluster', ['T1485', 'destroy a database']],
  ['rds:DeleteDBSnapshot', ['T1490', 'make recovery impossible']],
  ['ec2:DeleteSnapshot', ['T1490', 'make recovery impossible']],
  ['backup:DeleteRecoveryPoint', ['T1490', 'make recovery impossible']],
  ['s3:PutBucketVersioning', ['T1490', 'make deleted objects unrecoverable']],
  ['dynamodb:DeleteTable', ['T1485', 'destroy data']],
  ['kms:ScheduleKeyDeletion', ['T1485', 'make all data under a key unreadable']],
  ['kms:DisableKey', ['T1486', 'make data unreadable for its owners']],
  ['kms:PutKeyPolicy', ['T1486', 'lock the owners out of their key']],
  ['secretsmanager:DeleteSecret', ['T1485', 'destroy credentials that others need']],
  ['iam:DeleteUser', ['T1531', 'lock out those who would stop them']],
  ['iam:DeleteLoginProfile', ['T1531', 'lock out those who would stop them']],
]);

/** What stands for something only under conditions. */
const conditional: readonly (readonly [
  name: string,
  applies: (event: CloudTrailEvent) => boolean,
  entry: Entry,
])[] = [
  ['signin:ConsoleLogin', isRootSignIn, ['T1078.004', 'get all rights at once: this is the root user']],
  ['signin:ConsoleLogin', isFailedSignIn, ['T1110', 'guess passwords']],
  [
    'signin:ConsoleLogin',
    isSignInWithoutMfa,
    ['T1078.004', 'sign in with a stolen password: there was no MFA'],
  ],
];

/**
 * What attackers use such a call for, and the technique's id; undefined for calls that are nothing special. Reads
 * and failures count too: a denied call shows what was tried.
 */
export function notable(event: CloudTrailEvent): Notable | undefined {
  const key = `${servicePrefix(event.source ?? '')}:${withoutRevision(event.name ?? '')}`;
  const special = conditional.find(([name, applies]) => name === key && applies(event));
  const entry = special?.[2] ?? entries.get(key);
  return entry === undefined ? undefined : { technique: entry[0], use: entry[1] };
}

function isFailedSignIn(event: CloudTrailEvent): boolean {
  return event.error !== undefined;
}

function isRootSignIn(event: CloudTrailEvent): boolean {
  return event.error === undefined && event.actor.kind === 'root';
}

/** Roles sign in through a provider that has its own second factor. */
function isSignInWithoutMfa(event: CloudTrailEvent): boolean {
  return event.error === undefined && event.actor.kind === 'user' && event.actor.mfa === false;
}
