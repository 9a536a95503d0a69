import { displayName, displayText } from './display-text.ts';
import type { CloudTrailEvent } from './event.ts';
import { listAt, numberAt, scalarText, textAt, valueAt } from './record-values.ts';
import { maskKeyId } from './redact.ts';

/** One thing that came of a call, such as `i-05c…: running → shutting-down`. */
export interface ResultFact {
  /** What it is about; undefined where the text says it all. */
  readonly label: string | undefined;
  readonly text: string;
}

/** Where a fact stands in the record, and how it is called. */
interface FactPlace {
  readonly label: string;
  readonly path: readonly (string | number)[];
  /** Access keys are not shown whole. */
  readonly isKeyId?: boolean;
  readonly isBytes?: boolean;
}

const from = (label: string, ...path: readonly (string | number)[]): FactPlace => ({ label, path });
const keyId = (label: string, ...path: readonly string[]): FactPlace => ({ label, path, isKeyId: true });
const bytes = (label: string, ...path: readonly string[]): FactPlace => ({ label, path, isBytes: true });

const request = 'requestParameters';
const response = 'responseElements';

const sessionFacts = [
  keyId('Temporary key', response, 'credentials', 'accessKeyId'),
  from('Session', response, 'assumedRoleUser', 'arn'),
  from('Expires', response, 'credentials', 'expiration'),
];
const transferFacts = [
  bytes('Sent', 'additionalEventData', 'bytesTransferredOut'),
  bytes('Received', 'additionalEventData', 'bytesTransferredIn'),
];

/** The facts worth showing without opening the record, by event name. */
const places = new Map<string, readonly FactPlace[]>([
  ['AssumeRole', sessionFacts],
  ['AssumeRoleWithSAML', sessionFacts],
  ['AssumeRoleWithWebIdentity', sessionFacts],
  ['GetSessionToken', sessionFacts],
  ['GetFederationToken', sessionFacts],
  ['GetObject', transferFacts],
  ['PutObject', transferFacts],
  [
    'CreateAccessKey',
    [keyId('Key', response, 'accessKey', 'accessKeyId'), from('Status', response, 'accessKey', 'status')],
  ],
  ['UpdateAccessKey', [keyId('Key', request, 'accessKeyId'), from('Status', request, 'status')]],
  ['DeleteAccessKey', [keyId('Key', request, 'accessKeyId')]],
  [
    'ScheduleKeyDeletion',
    [from('Deleted on', response, 'deletionDate'), from('State', response, 'keyState')],
  ],
  ['DeleteSecret', [from('Deleted on', response, 'deletionDate')]],
  ['CreateUser', [from('User', response, 'user', 'arn')]],
  ['CreateRole', [from('Role', response, 'role', 'arn')]],
  ['CreatePolicy', [from('Policy', response, 'policy', 'arn')]],
  [
    'CreateTrail',
    [from('Bucket', response, 's3BucketName'), from('All Regions', response, 'isMultiRegionTrail')],
  ],
  [
    'UpdateTrail',
    [
      from('Bucket', response, 's3BucketName'),
      from('All Regions', response, 'isMultiRegionTrail'),
      from('Log file validation', response, 'logFileValidationEnabled'),
    ],
  ],
  [
    'CreateDBInstance',
    [from('State', response, 'dBInstanceStatus'), from('Public', response, 'publiclyAccessible')],
  ],
  [
    'DeleteDBInstance',
    [from('State', response, 'dBInstanceStatus'), from('No final snapshot', request, 'skipFinalSnapshot')],
  ],
  ['CreateFunction', [from('Role', response, 'role'), from('Runtime', response, 'runtime')]],
  ['ConsoleLogin', [from('Signed in to', 'additionalEventData', 'LoginTo')]],
  [
    'SwitchRole',
    [from('From', 'additionalEventData', 'SwitchFrom'), from('To', 'additionalEventData', 'RedirectTo')],
  ],
  ['SendCommand', [from('Command', response, 'command', 'commandId')]],
  ['AttachUserPolicy', [from('Policy', request, 'policyArn')]],
  ['AttachRolePolicy', [from('Policy', request, 'policyArn')]],
]);

const mostFacts = 12;

/**
 * What came of the call, in a few short facts: changes of state, what was made, how much was transferred. Empty for
 * most reads and failures.
 */
export function resultChanges(event: CloudTrailEvent): readonly ResultFact[] {
  const { record, name } = event;
  const named = (places.get((name ?? '').replace(/\d{8}(v\d+)?$/, '')) ?? []).flatMap((place) =>
    factAt(record, place),
  );
  return [...stateChanges(record), ...openings(event), ...named].slice(0, mostFacts);
}

function factAt(record: unknown, { label, path, isKeyId, isBytes }: FactPlace): readonly ResultFact[] {
  const value = valueAt(record, ...path);
  if (isBytes === true) {
    const size = numberAt(value);
    return size === undefined || size <= 0 ? [] : [{ label, text: sizeText(size) }];
  }
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : scalarText(value);
  if (text === undefined) {
    return [];
  }
  return [{ label, text: displayName(isKeyId === true ? maskKeyId(text) : text, 160) }];
}

/** EC2 tells the state of instances before and after. */
function stateChanges(record: unknown): readonly ResultFact[] {
  return listAt(record, response, 'instancesSet', 'items')
    .slice(0, mostFacts)
    .flatMap((item) => {
      const id = textAt(item, 'instanceId');
      const before = textAt(item, 'previousState', 'name');
      const after = textAt(item, 'currentState', 'name') ?? textAt(item, 'instanceState', 'name');
      if (after === undefined) {
        return [];
      }
      const text = before === undefined ? after : `${before} → ${after}`;
      return [{ label: id === undefined ? undefined : displayName(id, 60), text: displayText(text, 80) }];
    });
}

/** What a security group's rule lets through, from the request: "tcp 22 from 0.0.0.0/0". */
function openings({ name, record }: CloudTrailEvent): readonly ResultFact[] {
  if (name === undefined || !/^(Authorize|Revoke)SecurityGroup(Ingress|Egress)$/.test(name)) {
    return [];
  }
  const preposition = name.endsWith('Egress') ? 'to' : 'from';
  return listAt(record, request, 'ipPermissions', 'items')
    .slice(0, mostFacts)
    .map((rule) => {
      const ranges = [
        ...listAt(rule, 'ipRanges', 'items').map((range) => textAt(range, 'cidrIp')),
        ...listAt(rule, 'ipv6Ranges', 'items').map((range) => textAt(range, 'cidrIpv6')),
        ...listAt(rule, 'groups', 'items').map((group) => textAt(group, 'groupId')),
      ].filter((range) => range !== undefined);
      const whom = ranges.length === 0 ? '' : ` ${preposition} ${ranges.slice(0, 5).join(', ')}`;
      return { label: 'Rule', text: displayText(`${protocolText(rule)}${whom}`, 160) };
    });
}

function protocolText(rule: unknown): string {
  const protocol = textAt(rule, 'ipProtocol');
  if (protocol === undefined || protocol === '-1') {
    return 'all traffic';
  }
  const first = numberAt(rule, 'fromPort');
  const last = numberAt(rule, 'toPort');
  if (first === undefined) {
    return protocol;
  }
  return last === undefined || first === last ? `${protocol} ${first}` : `${protocol} ${first}-${last}`;
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

function sizeText(size: number): string {
  const power = Math.min(Math.floor(Math.log10(size) / 3), units.length - 1);
  const shown = power <= 0 ? Math.round(size) : Number((size / 1000 ** power).toPrecision(3));
  return `${shown} ${units[Math.max(power, 0)] ?? ''}`;
}
