import type { Connection } from './connection.ts';
import { parseArn } from './events/arn.ts';
import type { EventResource } from './events/event.ts';
import { isRegionName, partitionOf } from './partitions.ts';

/*
 * Links to pages of the AWS console. Every part that comes from a record is percent-encoded, and the Region must have
 * a Region's form before it becomes part of a host name. What has no known page has no link.
 */

/** Whether the console knows what a connection shows: not the sample account, nor what answers at a custom endpoint. */
export function hasConsole({ credentials, endpoint }: Connection): boolean {
  return credentials.kind !== 'sample' && endpoint === undefined;
}

/** The page of a trail, by its ARN; its Region is in the ARN. */
export function trailPage(arn: string): string | undefined {
  const region = parseArn(arn)?.region;
  return region === undefined || !arn.includes(':trail/')
    ? undefined
    : page(region, '/cloudtrailv2/home', `/trails/${inFragment(arn)}`);
}

/** The event history of a Region, filtered on one event. It shows management events of the last 90 days. */
export function eventPage(eventId: string, region: string): string | undefined {
  return page(region, '/cloudtrailv2/home', `/events?EventId=${encoded(eventId)}`);
}

/** The page of a resource, where its type has one. `region` is the event's, for resources without a Region of their own. */
export function resourcePage(resource: EventResource, region: string): string | undefined {
  const make = pages.get(resource.type ?? '');
  const own = resource.arn === undefined ? undefined : parseArn(resource.arn)?.region;
  return make?.(resource, own === undefined || own === '' ? region : own);
}

type PageMaker = (resource: EventResource, region: string) => string | undefined;

/** A page whose address ends in `#fragment` with the encoded name in it. */
const named =
  (path: string, fragment: string): PageMaker =>
  ({ name }, region) =>
    page(region, path, fragment + encoded(name));

const pages = new Map<string, PageMaker>([
  ['AWS::CloudTrail::Trail', ({ name, arn }, region) => trailOf(name, arn, region)],
  ['AWS::S3::Bucket', ({ name }, region) => address(region, `/s3/buckets/${encoded(name)}`)],
  ['AWS::S3::Object', objectPage],
  ['AWS::IAM::Role', named('/iam/home', '/roles/details/')],
  ['AWS::IAM::User', named('/iam/home', '/users/details/')],
  ['AWS::IAM::Group', named('/iam/home', '/groups/details/')],
  ['AWS::IAM::Policy', policyPage],
  ['AWS::EC2::Instance', named('/ec2/home', 'InstanceDetails:instanceId=')],
  ['AWS::EC2::Volume', named('/ec2/home', 'VolumeDetails:volumeId=')],
  ['AWS::EC2::Snapshot', named('/ec2/home', 'SnapshotDetails:snapshotId=')],
  ['AWS::EC2::Ami', named('/ec2/home', 'ImageDetails:imageId=')],
  ['AWS::EC2::SecurityGroup', named('/ec2/home', 'SecurityGroup:groupId=')],
  ['AWS::EC2::NetworkInterface', named('/ec2/home', 'NetworkInterface:networkInterfaceId=')],
  ['AWS::EC2::VPC', named('/vpcconsole/home', 'VpcDetails:VpcId=')],
  ['AWS::EC2::Subnet', named('/vpcconsole/home', 'SubnetDetails:subnetId=')],
  ['AWS::EC2::RouteTable', named('/vpcconsole/home', 'RouteTableDetails:RouteTableId=')],
  ['AWS::Lambda::Function', named('/lambda/home', '/functions/')],
  ['AWS::DynamoDB::Table', named('/dynamodbv2/home', 'table?name=')],
  ['AWS::SecretsManager::Secret', ({ name }, region) => address(region, '/secretsmanager/secret', { name })],
  ['AWS::KMS::Key', keyPage],
  ['AWS::Logs::LogGroup', logGroupPage],
  ['AWS::SNS::Topic', topicPage],
  ['AWS::RDS::DBInstance', named('/rds/home', 'database:id=')],
]);

function trailOf(name: string, arn: string | undefined, region: string): string | undefined {
  // Without the account in an ARN there is no page of one trail, only the list.
  return arn === undefined
    ? page(region, '/cloudtrailv2/home', `/trails?name=${encoded(name)}`)
    : trailPage(arn);
}

function objectPage({ name }: EventResource, region: string): string | undefined {
  const slash = name.indexOf('/');
  return slash < 1
    ? undefined
    : address(region, `/s3/object/${encoded(name.slice(0, slash))}`, { prefix: name.slice(slash + 1) });
}

function policyPage({ arn }: EventResource, region: string): string | undefined {
  return arn === undefined ? undefined : page(region, '/iam/home', `/policies/details/${encoded(arn)}`);
}

function keyPage({ name }: EventResource, region: string): string | undefined {
  return /^[\w-]{8,64}$/.test(name) ? page(region, '/kms/home', `/kms/keys/${encoded(name)}`) : undefined;
}

/** CloudWatch encodes names twice and writes `$` for the percent sign. */
function logGroupPage({ name }: EventResource, region: string): string | undefined {
  const twice = encoded(encoded(name)).replaceAll('%', '$');
  return page(region, '/cloudwatch/home', `logsV2:log-groups/log-group/${twice}`);
}

function topicPage({ arn }: EventResource, region: string): string | undefined {
  return arn === undefined ? undefined : page(region, '/sns/v3/home', `/topic/${inFragment(arn)}`);
}

function page(region: string, path: string, fragment: string): string | undefined {
  const base = address(region, path);
  return base === undefined ? undefined : `${base}#${fragment}`;
}

/** An address in the console of the Region's partition; undefined for what is no Region, or has no known console. */
function address(
  region: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string | undefined {
  const host = isRegionName(region) ? partitionOf(region).consoleHost : undefined;
  if (host === undefined) {
    return undefined;
  }
  const parameters = Object.entries({ region, ...query }).map(([name, value]) => `${name}=${encoded(value)}`);
  return `https://${region}.${host}${path}?${parameters.join('&')}`;
}

/** Percent-encoded, with what `encodeURIComponent` leaves alone though it may end a link in a text. */
function encoded(text: string): string {
  const wellFormed = text.replace(/\p{Cs}/gu, '\uFFFD');
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The console reads ARNs in fragments as they are, with their colons and slashes. */
function inFragment(arn: string): string {
  return encoded(arn).replaceAll('%3A', ':').replaceAll('%2F', '/');
}
