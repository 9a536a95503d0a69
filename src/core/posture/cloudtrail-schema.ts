import { editDistance } from './edit-distance.ts';

/**
 * The properties of CloudTrail's resources in CloudFormation, as data.
 *
 * Source: AWS's resource provider schemas of these types, and the CloudFormation template reference.
 */

/** When the tables were last compared with AWS's: what is not in them may have been added since. */
export const schemaDate = '2026-11-20';

/** What a property takes. CloudFormation makes texts of numbers, and booleans of `"true"` and `"false"`. */
export type PropertyType =
  'string' | 'boolean' | 'integer' | { readonly list: PropertyType } | { readonly object: ObjectSchema };

/** A resource's properties, or those of an object inside it. */
export interface ObjectSchema {
  /** As AWS names it. */
  readonly name: string;
  readonly properties: Readonly<Record<string, PropertyType>>;
  readonly required: readonly string[];
  /** Names that people take for a property, of other resources, tools and the API, and the one that they mean. */
  readonly wrongNames?: Readonly<Record<string, string>>;
  /** What CloudFormation gives out as attributes and does not take. */
  readonly attributes?: readonly string[];
}

const strings: PropertyType = { list: 'string' };

const tag: ObjectSchema = {
  name: 'Tag',
  properties: { Key: 'string', Value: 'string' },
  required: ['Key', 'Value'],
  wrongNames: { Name: 'Key' },
};

const dataResource: ObjectSchema = {
  name: 'DataResource',
  properties: { Type: 'string', Values: strings },
  required: ['Type'],
  wrongNames: { ResourceType: 'Type', Arn: 'Values', ARNs: 'Values' },
};

const eventSelector: ObjectSchema = {
  name: 'EventSelector',
  properties: {
    DataResources: { list: { object: dataResource } },
    ExcludeManagementEventSources: strings,
    IncludeManagementEvents: 'boolean',
    ReadWriteType: 'string',
  },
  required: [],
  wrongNames: { ReadWrite: 'ReadWriteType' },
};

const advancedFieldSelector: ObjectSchema = {
  name: 'AdvancedFieldSelector',
  properties: {
    EndsWith: strings,
    Equals: strings,
    Field: 'string',
    NotEndsWith: strings,
    NotEquals: strings,
    NotStartsWith: strings,
    StartsWith: strings,
  },
  required: ['Field'],
};

const advancedEventSelector: ObjectSchema = {
  name: 'AdvancedEventSelector',
  properties: { FieldSelectors: { list: { object: advancedFieldSelector } }, Name: 'string' },
  required: ['FieldSelectors'],
};

const insightSelectorOfTrail: ObjectSchema = {
  name: 'InsightSelector',
  properties: { EventCategories: strings, InsightType: 'string' },
  required: [],
};

const insightSelectorOfStore: ObjectSchema = {
  name: 'InsightSelector',
  properties: { InsightType: 'string' },
  required: [],
};

const aggregationConfiguration: ObjectSchema = {
  name: 'AggregationConfiguration',
  properties: { EventCategory: 'string', Templates: strings },
  required: ['EventCategory', 'Templates'],
};

const contextKeySelector: ObjectSchema = {
  name: 'ContextKeySelector',
  properties: { Equals: strings, Type: 'string' },
  required: ['Equals', 'Type'],
};

const trail: ObjectSchema = {
  name: 'AWS::CloudTrail::Trail',
  properties: {
    AdvancedEventSelectors: { list: { object: advancedEventSelector } },
    AggregationConfigurations: { list: { object: aggregationConfiguration } },
    CloudWatchLogsLogGroupArn: 'string',
    CloudWatchLogsRoleArn: 'string',
    EnableLogFileValidation: 'boolean',
    EventSelectors: { list: { object: eventSelector } },
    IncludeGlobalServiceEvents: 'boolean',
    InsightSelectors: { list: { object: insightSelectorOfTrail } },
    IsLogging: 'boolean',
    IsMultiRegionTrail: 'boolean',
    IsOrganizationTrail: 'boolean',
    KMSKeyId: 'string',
    RecursiveLogging: 'boolean',
    S3BucketName: 'string',
    S3KeyPrefix: 'string',
    SnsTopicName: 'string',
    Tags: { list: { object: tag } },
    TrailName: 'string',
  },
  required: ['S3BucketName', 'IsLogging'],
  wrongNames: {
    BucketName: 'S3BucketName',
    CloudWatchLogGroupArn: 'CloudWatchLogsLogGroupArn',
    CloudWatchLogsGroupArn: 'CloudWatchLogsLogGroupArn',
    CloudWatchRoleArn: 'CloudWatchLogsRoleArn',
    EnableLogFileIntegrityValidation: 'EnableLogFileValidation',
    EnableLogging: 'IsLogging',
    IsMultiRegion: 'IsMultiRegionTrail',
    IsOrganization: 'IsOrganizationTrail',
    KmsKeyArn: 'KMSKeyId',
    LogFileValidationEnabled: 'EnableLogFileValidation',
    MultiRegionEnabled: 'IsMultiRegionTrail',
    Name: 'TrailName',
    S3Bucket: 'S3BucketName',
    S3Prefix: 'S3KeyPrefix',
    SnsTopicArn: 'SnsTopicName',
    TagsList: 'Tags',
  },
  attributes: ['Arn', 'SnsTopicArn'],
};

const eventDataStore: ObjectSchema = {
  name: 'AWS::CloudTrail::EventDataStore',
  properties: {
    AdvancedEventSelectors: { list: { object: advancedEventSelector } },
    BillingMode: 'string',
    ContextKeySelectors: { list: { object: contextKeySelector } },
    FederationEnabled: 'boolean',
    FederationRoleArn: 'string',
    IngestionEnabled: 'boolean',
    InsightSelectors: { list: { object: insightSelectorOfStore } },
    InsightsDestination: 'string',
    KmsKeyId: 'string',
    MaxEventSize: 'string',
    MultiRegionEnabled: 'boolean',
    Name: 'string',
    OrganizationEnabled: 'boolean',
    RetentionPeriod: 'integer',
    Tags: { list: { object: tag } },
    TerminationProtectionEnabled: 'boolean',
  },
  required: [],
  wrongNames: {
    EventDataStoreName: 'Name',
    IsMultiRegionTrail: 'MultiRegionEnabled',
    IsOrganizationTrail: 'OrganizationEnabled',
    KmsKeyArn: 'KmsKeyId',
    TagsList: 'Tags',
  },
  attributes: ['CreatedTimestamp', 'EventDataStoreArn', 'Status', 'UpdatedTimestamp'],
};

/** The resource types whose properties are known. */
export const cloudTrailSchemas: readonly ObjectSchema[] = [trail, eventDataStore];

/** The type of a property; undefined for a name that the schema does not have. */
export function typeOfProperty({ properties }: ObjectSchema, name: string): PropertyType | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/**
 * The property that an unknown name stands for: one that people are known to confuse with it, or the nearest by
 * spelling. Undefined where it resembles none, and for a known name.
 */
export function intendedProperty(schema: ObjectSchema, name: string): string | undefined {
  const known = Object.keys(schema.properties);
  if (known.includes(name)) {
    return undefined;
  }
  const { wrongNames = {} } = schema;
  if (Object.hasOwn(wrongNames, name)) {
    return wrongNames[name];
  }
  const lower = name.toLowerCase();
  const distances = known
    .map((property) => {
      const most = property.length > shortName ? 2 : 1;
      return { property, most, distance: editDistance(lower, property.toLowerCase(), most) };
    })
    .filter(({ most, distance }) => distance <= most);
  return distances.sort((a, b) => a.distance - b.distance)[0]?.property;
}

/** In names of at most this length two changes make another word. */
const shortName = 5;
