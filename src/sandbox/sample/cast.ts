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
