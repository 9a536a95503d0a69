/**
 * The names that the sample account's parts agree on: what exists in it, and who acts in its history.
 * Account ids are those that AWS reserves for documentation; addresses are from the documentation ranges.
 */
export const sampleAccountId = '111122223333';
export const sampleAccountAlias = 'acme-sample';
export const sampleOrganizationId = 'o-exampleorgid';

/** The Regions that are enabled for the sample account. */
export const sampleRegions = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

/** The trails of the sample account, by the part they play. */
export const sampleTrails = {
  /** Multi-Region, of the organization, logging, encrypted, with CloudWatch Logs and advanced selectors. */
  audit: { name: 'org-audit', homeRegion: 'us-east-1', bucket: 'acme-audit-111122223333', prefix: 'prod' },
  /** Logging, but its last deliveries failed because its bucket denies them. */
  failing: { name: 'data-access', homeRegion: 'eu-west-1', bucket: 'acme-data-access-logs' },
  /** Single-Region and stopped twelve days ago. */
  stopped: { name: 'legacy', homeRegion: 'us-west-2', bucket: 'acme-legacy-logs' },
} as const;

/** Who the sample connection itself is, as GetCallerIdentity answers and as its own calls are recorded. */
export const sampleCaller = {
  arn: `arn:aws:sts::${sampleAccountId}:assumed-role/TrailscopeSample/explorer`,
  userId: 'AROAEXAMPLETRAILSCOPE:explorer',
} as const;

/**
 * The people of the account. Maria administers it through the role `Admin`, with MFA; Jonas develops, with long-lived
 * keys of an IAM user; Sven is a contractor whose IAM user has a password and no MFA; Aisha, Liu and Zoe come through
 * IAM Identity Center.
 */
export const samplePeople = {
  maria: { name: 'maria', address: '203.0.113.7', email: 'maria@example.com' },
  jonas: { name: 'jonas', address: '203.0.113.24', email: 'jonas@example.com' },
  sven: { name: 'sven', address: '198.51.100.88', email: 'sven@example.net' },
  aisha: { name: 'aisha', address: '198.51.100.42', email: 'aisha@example.com' },
  liu: { name: 'liu', address: '203.0.113.40', email: 'liu@example.com' },
  zoe: { name: 'zoe', address: '198.51.100.61', email: 'zoe@example.com' },
} as const;

/** The roles that people and machines act through, and what for. */
export const sampleRoles = {
  /** People who administer: assumed with MFA, mostly in the console. */
  admin: 'Admin',
  /** Developers: assumed with the command line. */
  developer: 'Developer',
  /** The role that Identity Center makes for the permission set PowerUserAccess. */
  powerUser: 'AWSReservedSSO_PowerUserAccess_4f2a9c81d07be365',
  /** The role that Identity Center makes for the permission set DataEngineer. */
  dataEngineer: 'AWSReservedSSO_DataEngineer_b3106d7e58c2f49a',
  /** The pipeline on GitHub, through its OpenID Connect provider. */
  ci: 'ci-runner',
  /** What the pipeline hands on to: the second link of its role chain. */
  deploy: 'deploy',
  /** Instances of the shop. */
  web: 'shop-web',
  /** The function that works orders off. */
  orders: 'orders-worker',
  /** The nightly batch, which starts instances. */
  batch: 'batch-scheduler',
  /** The security vendor, from an account of its own, with an external id. */
  vendor: 'VendorReadOnly',
} as const;

/** The pipeline: its IAM user, its role session, and the addresses of its runners. */
export const sampleCi = {
  user: 'deploy-bot',
  sessionName: 'deploy-bot',
  repository: 'acme/shop',
  addresses: ['192.0.2.10', '192.0.2.11', '192.0.2.12'],
} as const;

/** Accounts other than the sample account that show up in its history. */
export const sampleOtherAccounts = {
  /** The security vendor that reads the account's configuration. */
  vendor: '444455556666',
  /** A member of the organization. */
  member: '777788889999',
} as const;

/** Addresses with a part of their own in the stories. */
export const sampleAddresses = {
  /** Guesses passwords at the console. */
  intruder: '203.0.113.77',
  /** The root user's. */
  root: '203.0.113.9',
  /** The address translation of the shop's network, which its instances are seen from. */
  network: '192.0.2.50',
  /** The security vendor's scanner. */
  vendor: '198.51.100.200',
} as const;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * When the sample account's stories begin, in milliseconds before the end of its history. Whoever tells a trail's
 * state reads the times from here, so that the state and the history agree.
 */
export const sampleMoments = {
  /** StopLogging of `legacy`; nobody started it again. */
  legacyStopped: 12 * day,
  /** StopLogging of `org-audit`. */
  auditStopped: 3 * day + 2 * hour,
  /** StartLogging of `org-audit`, after it was changed. */
  auditStarted: 3 * day + 2 * hour - 6 * minute,
  /** PutBucketPolicy of the bucket of `data-access`, since when it denies CloudTrail's deliveries. */
  dataAccessDenied: 2 * day + 4 * hour,
  instanceTerminated: 23 * hour,
  consoleGuessed: 2 * day + 9 * hour,
  rootUsed: 6 * day + 3 * hour,
  accessDeniedStorm: 4 * day + 5 * hour,
  callRateSpike: 9 * day + 7 * hour,
  securityGroupOpened: 10 * hour,
  bucketMadePublic: 5 * day + 6 * hour,
  keyDeletionScheduled: 20 * day + 4 * hour,
  hostileText: 3 * hour,
} as const;
