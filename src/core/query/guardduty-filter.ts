import { listAt, textAt, timeAt, valueAt } from '../events/record-values.ts';
import { isJsonObject } from '../json.ts';
import { allOf, anyOf, type EventFilter } from './event-filter.ts';
import { fieldIs } from './field-value.ts';
import { parseNetwork } from './network.ts';

/** A GuardDuty finding, as far as it leads to events. */
export interface FindingFilter {
  /** Such as `UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B`. */
  readonly type: string | undefined;
  readonly title: string | undefined;
  readonly filter: EventFilter;
}

/** How long before and after the finding's window events are looked for, in milliseconds. */
const margin = 3_600_000;

/** A finding is at most a few kilobytes; a list of 50 fits. */
const longestFinding = 1_000_000;

/**
 * The events around a GuardDuty finding, from its JSON as the console, the command line, EventBridge or Security Hub
 * give it (the first finding of a list): who acted, by key, caller or address, or what it was done to, in the
 * Region and account and the time of the finding with an hour around it. Undefined for a text that is no finding.
 */
export function guardDutyFilter(text: string): FindingFilter | undefined {
  const finding = text.length > longestFinding ? undefined : findingIn(parseJson(text));
  if (finding === undefined) {
    return undefined;
  }
  const who = actorTerms(finding);
  const what = resourceTerms(finding);
  const about = who.length > 0 ? who : what;
  if (about.length === 0) {
    return undefined;
  }
  return {
    type: textOf(finding, 'Type'),
    title: textOf(finding, 'Title'),
    filter: allOf(anyOf(...about), ...placeTerms(finding), ...timeTerms(finding)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The finding itself, out of what can be around it. */
function findingIn(value: unknown): unknown {
  const candidates = [
    value,
    valueAt(value, 'detail'),
    valueAt(value, 0),
    ...listAt(value, 'Findings'),
    ...listAt(value, 'findings'),
  ];
  return candidates.find(
    (each) =>
      isJsonObject(each) && textOf(each, 'Type') !== undefined && memberOf(each, 'Resource') !== undefined,
  );
}

/** A member that the API writes with a capital and EventBridge with a small letter. */
function memberOf(value: unknown, name: string): unknown {
  return valueAt(value, name) ?? valueAt(value, name.charAt(0).toLowerCase() + name.slice(1));
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(memberOf, value);
}

function textOf(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The best that is known of who acted: the key, else the caller, else the address. */
function actorTerms(finding: unknown): readonly EventFilter[] {
  const details = at(finding, 'Resource', 'AccessKeyDetails');
  const key = textOf(details, 'AccessKeyId');
  if (key !== undefined && /^A[A-Z0-9]{15,31}$/.test(key)) {
    return [fieldIs('key', key)];
  }
  const names = ['PrincipalId', 'UserName'].map((name) => textOf(details, name));
  const known = names.find((name) => name !== undefined && !name.startsWith('GeneratedFinding'));
  if (known !== undefined) {
    return [fieldIs('principal', known)];
  }
  const address = ['AwsApiCallAction', 'NetworkConnectionAction', 'PortProbeAction']
    .map((action) => textOf(finding, 'Service', 'Action', action, 'RemoteIpDetails', 'IpAddressV4'))
    .find((each) => each !== undefined && parseNetwork(each) !== undefined);
  return address === undefined ? [] : [fieldIs('ip', address)];
}

function resourceTerms(finding: unknown): readonly EventFilter[] {
  const resource = at(finding, 'Resource');
  const buckets = memberOf(resource, 'S3BucketDetails');
  const names = [
    textOf(resource, 'InstanceDetails', 'InstanceId'),
    ...(Array.isArray(buckets) ? buckets.map((bucket) => textOf(bucket, 'Name')) : []),
    textOf(resource, 'LambdaDetails', 'FunctionArn'),
    textOf(resource, 'EksClusterDetails', 'Arn'),
    textOf(resource, 'RdsDbInstanceDetails', 'DbInstanceArn'),
  ];
  return names.flatMap((name) => (name === undefined ? [] : [fieldIs('resource', name)]));
}

function placeTerms(finding: unknown): readonly EventFilter[] {
  const account = textOf(finding, 'AccountId');
  const region = textOf(finding, 'Region');
  return [
    ...(region === undefined ? [] : [fieldIs('region', region)]),
    ...(account === undefined ? [] : [fieldIs('account', account)]),
  ];
}

function timeTerms(finding: unknown): readonly EventFilter[] {
  const service = memberOf(finding, 'Service');
  const first = timeOf(service, 'EventFirstSeen') ?? timeOf(finding, 'CreatedAt');
  const last = timeOf(service, 'EventLastSeen') ?? timeOf(finding, 'UpdatedAt') ?? first;
  if (first === undefined || last === undefined) {
    return [];
  }
  return [
    {
      kind: 'time',
      from: { kind: 'at', time: Math.min(first, last) - margin },
      to: { kind: 'at', time: Math.max(first, last) + margin },
    },
  ];
}

function timeOf(value: unknown, name: string): number | undefined {
  return timeAt({ time: textAt({ text: memberOf(value, name) }, 'text') }, 'time');
}
