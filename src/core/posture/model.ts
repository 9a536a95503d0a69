import type { Location } from './location.ts';
import type { MapValue, Value } from './value.ts';

/**
 * Trails and all they touch, as every reader makes it: CloudFormation and SAM templates, CDK source, an account.
 * The vocabulary is CloudFormation's, because each of the readers' sources ends there: a resource has a type such as
 * `AWS::CloudTrail::Trail` and properties of that type. A model holds for one scenario, so that a rule never meets a
 * condition.
 */
export interface PostureModel {
  /** The resources that exist in this scenario, by logical id, in the order of the source. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** False where the source could define more resources than are known (a macro): then nothing is provably missing. */
  readonly isComplete: boolean;
  /** What is known of where this is deployed; a member is absent where only its symbol is known. */
  readonly deployment: Deployment;
}

/** Known facts of a deployment; templates know none of them, an account knows all. */
export interface Deployment {
  readonly account?: string;
  readonly region?: string;
  readonly organization?: string;
}

export interface Resource {
  /** Logical id in a template, construct id in CDK, ARN in an account. */
  readonly id: string;
  /** CloudFormation's type, such as `AWS::S3::Bucket`. */
  readonly type: string;
  readonly properties: MapValue;
  /** Where the resource is named: its logical id. */
  readonly at: Location;
  /** Where a missing property is reported: the `Properties` key, or the resource's name when it has none. */
  readonly propertiesAt: Location;
  /** `DeletionPolicy` and `UpdateReplacePolicy`. */
  readonly deletionPolicy: Value;
  readonly updateReplacePolicy: Value;
  /** What it waits for: ids of resources in DependsOn, Ref, GetAtt and Sub anywhere in it, in this scenario. */
  readonly waitsFor: ReadonlySet<string>;
  /** Ids in Ref, GetAtt and Sub, each with the place where it is first named. */
  readonly references: ReadonlyMap<string, Location>;
  /** Ids that are in DependsOn, with their places: a fix adds to them. */
  readonly dependsOn: ReadonlyMap<string, Location>;
  /**
   * `written` by the user, or `generated` by a library or transform (a CDK L2's own policy, a SAM function's role):
   * rules about style stay silent on what nobody wrote.
   */
  readonly provenance: 'written' | 'generated';
  /** What a reader of CDK source knows beyond the properties; absent from all other sources. */
  readonly construct?: ConstructFacts;
}

/** How a resource is written in the source of a CDK app. */
export interface ConstructFacts {
  /** The library's class, such as `aws-cloudtrail.Trail` or `aws-cloudtrail.CfnTrail`. */
  readonly type: string;
  /** Its props under the library's names, as far as they are not properties of the resource, with their places. */
  readonly props: MapValue;
  /** Props whose value is a construct that was imported, such as the bucket of `Bucket.fromBucketName`. */
  readonly imported: ReadonlyMap<string, Location>;
}
