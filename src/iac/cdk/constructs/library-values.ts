/**
 * What the names of the library's enums and constants are worth in a template. Names that are not here are unknown.
 * A test holds this against the library itself.
 */
const enums: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  'aws-cloudtrail.ReadWriteType': {
    READ_ONLY: 'ReadOnly',
    WRITE_ONLY: 'WriteOnly',
    ALL: 'All',
    NONE: 'None',
  },
  'aws-cloudtrail.DataResourceType': {
    LAMBDA_FUNCTION: 'AWS::Lambda::Function',
    S3_OBJECT: 'AWS::S3::Object',
  },
  'aws-cloudtrail.ManagementEventSources': {
    KMS: 'kms.amazonaws.com',
    RDS_DATA_API: 'rdsdata.amazonaws.com',
  },
  'aws-cloudtrail.InsightType': {
    API_CALL_RATE: 'ApiCallRateInsight',
    API_ERROR_RATE: 'ApiErrorRateInsight',
  },
  'aws-s3.BucketEncryption': {
    UNENCRYPTED: 'UNENCRYPTED',
    KMS_MANAGED: 'KMS_MANAGED',
    S3_MANAGED: 'S3_MANAGED',
    KMS: 'KMS',
    DSSE_MANAGED: 'DSSE_MANAGED',
    DSSE: 'DSSE',
  },
  'aws-s3.BucketAccessControl': {
    PRIVATE: 'Private',
    PUBLIC_READ: 'PublicRead',
    PUBLIC_READ_WRITE: 'PublicReadWrite',
    AUTHENTICATED_READ: 'AuthenticatedRead',
    LOG_DELIVERY_WRITE: 'LogDeliveryWrite',
    BUCKET_OWNER_READ: 'BucketOwnerRead',
    BUCKET_OWNER_FULL_CONTROL: 'BucketOwnerFullControl',
    AWS_EXEC_READ: 'AwsExecRead',
  },
  'aws-s3.ObjectOwnership': {
    BUCKET_OWNER_ENFORCED: 'BucketOwnerEnforced',
    BUCKET_OWNER_PREFERRED: 'BucketOwnerPreferred',
    OBJECT_WRITER: 'ObjectWriter',
  },
  'aws-logs.RetentionDays': {
    ONE_DAY: 1,
    THREE_DAYS: 3,
    FIVE_DAYS: 5,
    ONE_WEEK: 7,
    TWO_WEEKS: 14,
    ONE_MONTH: 30,
    TWO_MONTHS: 60,
    THREE_MONTHS: 90,
    FOUR_MONTHS: 120,
    FIVE_MONTHS: 150,
    SIX_MONTHS: 180,
    ONE_YEAR: 365,
    THIRTEEN_MONTHS: 400,
    EIGHTEEN_MONTHS: 545,
    TWO_YEARS: 731,
    THREE_YEARS: 1096,
    FIVE_YEARS: 1827,
    SIX_YEARS: 2192,
    SEVEN_YEARS: 2557,
    EIGHT_YEARS: 2922,
    NINE_YEARS: 3288,
    TEN_YEARS: 3653,
    INFINITE: 9999,
  },
  'aws-iam.Effect': { ALLOW: 'Allow', DENY: 'Deny' },
};

/** Names for removal policies, and the deletion policies that they become. */
const deletionPolicies: Readonly<Record<string, string>> = {
  'RemovalPolicy.DESTROY': 'Delete',
  'RemovalPolicy.RETAIN': 'Retain',
  'RemovalPolicy.SNAPSHOT': 'Snapshot',
  'RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE': 'RetainExceptOnCreate',
};

/** The value that a name of the library has; undefined for one that is not known. */
export function libraryValue(path: string): string | number | undefined {
  const dot = path.lastIndexOf('.');
  const members = ownOf(enums, path.slice(0, dot));
  return members === undefined ? undefined : ownOf(members, path.slice(dot + 1));
}

export function deletionPolicyOf(path: string): string | undefined {
  return ownOf(deletionPolicies, path);
}

/** The name of an enum's member with a value; undefined where none has it. */
export function enumMember(path: string, value: string | number | boolean): string | undefined {
  const members = ownOf(enums, path);
  return members === undefined ? undefined : Object.keys(members).find((name) => members[name] === value);
}

/** The names of every enum here, for the test. */
export const knownEnums: ReadonlyMap<string, Readonly<Record<string, string | number>>> = new Map(
  Object.entries(enums),
);

function ownOf<Result>(table: Readonly<Record<string, Result>>, name: string): Result | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
