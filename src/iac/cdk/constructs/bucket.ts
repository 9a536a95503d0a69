import type { Location } from '../../../core/posture/location.ts';
import type { Value } from '../../../core/posture/value.ts';
import { literalText } from '../../../core/posture/symbolic-text.ts';
import type { LibraryObject, Use } from '../evaluation/abstract-value.ts';
import type { Draft } from './draft.ts';
import { generatedStatement, mapOf } from './iam.ts';
import { resourceGrant } from './grants.ts';
import { lifecycleRule } from './lifecycle.ts';
import { PendingPolicy } from './pending-policy.ts';
import type { Props } from './props.ts';
import type { Synthesis } from './synthesis.ts';

/** `s3.Bucket`: encryption, versions and the rest only as far as they are asked for; kept when the stack goes. */
export function bucket(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::S3::Bucket');
  const props = synthesis.props(object);
  draft.isComplete &&= props.isComplete;
  synthesis.copy(draft, props, 'bucketName', 'BucketName');
  setEncryption(synthesis, draft, props);
  const versioned = props.get('versioned');
  const enabled = mapOf(versioned?.at ?? draft.at, { Status: text('Enabled', versioned?.at ?? draft.at) });
  synthesis.setIf(draft, versioned, props.flag('versioned', false), 'VersioningConfiguration', enabled);
  setPublicAccess(synthesis, draft, props);
  setAccessControl(synthesis, draft, props);
  setAccessLogs(synthesis, draft, props);
  setLifecycle(synthesis, draft, props);
  setObjectLock(synthesis, draft, props);
  synthesis.setRemovalPolicy(draft, props, true);
  addStatements(synthesis, object, draft, props);
  addEmptier(synthesis, object, props);
}

function text(literal: string, at: Location): Value {
  return { kind: 'text', text: literalText(literal), at };
}

function unknown(at: Location): Value {
  return { kind: 'unknown', canBeAbsent: true, at };
}

/** The policy of a bucket of level 2, which exists as soon as there is something in it. */
export function bucketPolicyOf(synthesis: Synthesis, object: LibraryObject, draft: Draft): PendingPolicy {
  return synthesis.policyOf(object, () => {
    const policy = synthesis.draft(object, 'AWS::S3::BucketPolicy', '/Policy');
    synthesis.within(policy, () => {
      policy.set('Bucket', synthesis.resolver.value(attribute(object, 'bucketName')));
    });
    return new PendingPolicy(policy, 'PolicyDocument', draft.isComplete);
  });
}

function attribute(object: LibraryObject, name: string) {
  return { kind: 'attribute', object, path: [name], span: object.nameSpan } as const;
}

/** A made-up key without a name of its own has the construct's place. */
function setEncryption(synthesis: Synthesis, draft: Draft, props: Props): void {
  const prop = props.get('encryption');
  const key = props.get('encryptionKey');
  const place = prop ?? key;
  const at = place?.at ?? draft.at;
  const kind = prop === undefined ? (key === undefined ? undefined : 'KMS') : kindOf(prop.value);
  if (kind === undefined && prop === undefined) {
    return;
  }
  const algorithm = kind === undefined || !Object.hasOwn(algorithms, kind) ? undefined : algorithms[kind];
  if (kind === 'UNENCRYPTED') {
    return;
  }
  if (algorithm === undefined) {
    draft.set('BucketEncryption', unknown(at), place);
    return;
  }
  const keyValue =
    key && synthesis.within(draft, () => synthesis.resolver.value(keyArn(synthesis, key.value)));
  const byDefault = mapOf(at, {
    SSEAlgorithm: text(algorithm, at),
    ...(keyValue === undefined ? {} : { KMSMasterKeyID: keyValue }),
  });
  const bucketKey = props.get('bucketKeyEnabled');
  const rule = mapOf(at, {
    ServerSideEncryptionByDefault: byDefault,
    ...(bucketKey === undefined ? {} : { BucketKeyEnabled: synthesis.resolver.value(bucketKey.value) }),
  });
  const rules: Value = { kind: 'list', items: [rule], isComplete: true, at };
  draft.set('BucketEncryption', mapOf(at, { ServerSideEncryptionConfiguration: rules }), place);
}

const algorithms: Readonly<Record<string, string>> = {
  S3_MANAGED: 'AES256',
  KMS: 'aws:kms',
  KMS_MANAGED: 'aws:kms',
  DSSE: 'aws:kms:dsse',
  DSSE_MANAGED: 'aws:kms:dsse',
};

function kindOf(value: { readonly kind: string }): string | undefined {
  return value.kind === 'library' && 'path' in value && typeof value.path === 'string'
    ? /^aws-s3\.BucketEncryption\.(\w+)$/.exec(value.path)?.[1]
    : undefined;
}

/** What stands for a key: its ARN, where it is a construct. */
export function keyArn(synthesis: Synthesis, value: Parameters<Synthesis['mainOf']>[0] & object) {
  const chosen = synthesis.resolver.chosen(value);
  return chosen.kind === 'made'
    ? ({ kind: 'attribute', object: chosen, path: ['keyArn'], span: chosen.span } as const)
    : chosen;
}

const switches = [
  'blockPublicAcls',
  'blockPublicPolicy',
  'ignorePublicAcls',
  'restrictPublicBuckets',
] as const;

/** Switches that are left out are on or off by a feature flag of the app, which is not in the file. */
function setPublicAccess(synthesis: Synthesis, draft: Draft, props: Props): void {
  const prop = props.get('blockPublicAccess');
  if (prop === undefined) {
    return;
  }
  const { value, at } = prop;
  const path = value.kind === 'library' ? value.path : '';
  const constant = Object.hasOwn(constants, path) ? constants[path] : undefined;
  const options =
    value.kind === 'made' && value.type === 'aws-s3.BlockPublicAccess'
      ? synthesis.props(value, 0)
      : undefined;
  if (constant === undefined && options === undefined) {
    draft.set('PublicAccessBlockConfiguration', unknown(at), prop);
    return;
  }
  const members = switches.map((name) => {
    const given = options?.get(name);
    const isOn = constant?.[name];
    const place = given ?? { keyAt: at, at };
    const own: Value =
      given !== undefined
        ? synthesis.resolver.value(given.value)
        : isOn === undefined
          ? unknown(at)
          : { kind: 'boolean', value: isOn, at };
    return [
      name.charAt(0).toUpperCase() + name.slice(1),
      { keyAt: place.keyAt, at: place.at, value: own },
    ] as const;
  });
  draft.set(
    'PublicAccessBlockConfiguration',
    { kind: 'map', members: new Map(members), isComplete: true, at },
    prop,
  );
}

const constants: Readonly<Record<string, Partial<Readonly<Record<(typeof switches)[number], boolean>>>>> = {
  'aws-s3.BlockPublicAccess.BLOCK_ALL': {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  'aws-s3.BlockPublicAccess.BLOCK_ACLS': { blockPublicAcls: true, ignorePublicAcls: true },
  'aws-s3.BlockPublicAccess.BLOCK_ACLS_ONLY': {
    blockPublicAcls: true,
    blockPublicPolicy: false,
    ignorePublicAcls: true,
    restrictPublicBuckets: false,
  },
};

/** Access control lists that work with the ownership that S3 has by default. */
const harmlessAcls = /\.(?:PRIVATE|BUCKET_OWNER_READ|BUCKET_OWNER_FULL_CONTROL)$/;

function setAccessControl(synthesis: Synthesis, draft: Draft, props: Props): void {
  synthesis.copy(draft, props, 'accessControl', 'AccessControl');
  const acl = props.get('accessControl');
  const ownership = props.get('objectOwnership');
  const needsWriter = acl?.value.kind === 'library' && !harmlessAcls.test(acl.value.path);
  const place = ownership ?? acl;
  if (ownership === undefined && needsWriter && synthesis.facts.aclsSetOwnership !== 'yes') {
    if (synthesis.facts.aclsSetOwnership === 'unknown') {
      draft.set('OwnershipControls', unknown(acl.at), acl);
    }
    return;
  }
  if (place === undefined || (ownership === undefined && !needsWriter)) {
    if (acl !== undefined && acl.value.kind !== 'library') {
      draft.set('OwnershipControls', unknown(acl.at), acl);
    }
    return;
  }
  const { at } = place;
  const value =
    ownership === undefined ? text('ObjectWriter', at) : synthesis.resolver.value(ownership.value);
  const rules: Value = { kind: 'list', items: [mapOf(at, { ObjectOwnership: value })], isComplete: true, at };
  draft.set('OwnershipControls', mapOf(at, { Rules: rules }), place);
}

function setAccessLogs(synthesis: Synthesis, draft: Draft, props: Props): void {
  const target = props.get('serverAccessLogsBucket');
  const prefix = props.get('serverAccessLogsPrefix');
  const place = target ?? prefix;
  if (place === undefined) {
    return;
  }
  const { at } = place;
  const members = synthesis.within(draft, () => ({
    ...(target === undefined
      ? {}
      : {
          DestinationBucketName: synthesis.resolver.value(
            target.value.kind === 'made' ? attribute(target.value, 'bucketName') : target.value,
          ),
        }),
    ...(prefix === undefined ? {} : { LogFilePrefix: synthesis.resolver.value(prefix.value) }),
  }));
  const isKnown = place.value.kind !== 'unknown';
  draft.set('LoggingConfiguration', isKnown ? mapOf(at, members) : unknown(at), place);
}

function setLifecycle(synthesis: Synthesis, draft: Draft, props: Props): void {
  const prop = props.get('lifecycleRules');
  const items: Value[] = [];
  let isComplete = draft.isComplete;
  if (prop?.value.kind === 'list') {
    items.push(...prop.value.items.map((item) => lifecycleRule(synthesis, item)));
    isComplete &&= prop.value.isComplete;
  } else if (prop !== undefined) {
    isComplete = false;
  }
  for (const { path, arguments: given, guard, isRepeated } of draft.owner.uses) {
    const isAdded = synthesis.resolver.holds(guard);
    const [rule = given.keywords] = given.positional;
    if (path.join('.') === 'addLifecycleRule' && isAdded !== false && rule !== undefined) {
      items.push(lifecycleRule(synthesis, rule));
      isComplete &&= isAdded === true && !isRepeated;
    }
  }
  if (items.length > 0 || !isComplete) {
    const at = prop?.at ?? draft.at;
    const rules: Value = { kind: 'list', items, isComplete, at };
    draft.set('LifecycleConfiguration', items.length > 0 ? mapOf(at, { Rules: rules }) : unknown(at), prop);
  }
}

function setObjectLock(synthesis: Synthesis, draft: Draft, props: Props): void {
  const retention = props.get('objectLockDefaultRetention');
  if (retention === undefined) {
    synthesis.copy(draft, props, 'objectLockEnabled', 'ObjectLockEnabled');
    return;
  }
  const { at } = retention;
  draft.set('ObjectLockEnabled', { kind: 'boolean', value: true, at }, retention);
  const rule = mapOf(at, { DefaultRetention: { kind: 'unknown', canBeAbsent: false, at } });
  draft.set(
    'ObjectLockConfiguration',
    mapOf(at, { ObjectLockEnabled: text('Enabled', at), Rule: rule }),
    retention,
  );
}

function addStatements(synthesis: Synthesis, object: LibraryObject, draft: Draft, props: Props): void {
  const policy = (): PendingPolicy => bucketPolicyOf(synthesis, object, draft);
  const arn = synthesis.arnOf(draft);
  const objects = objectsOf(arn);
  const ssl = props.get('enforceSSL');
  const isEnforced = props.flag('enforceSSL', false);
  if (isEnforced === 'yes') {
    policy().add(denyPlain(ssl?.at ?? draft.at, [arn, objects]));
  } else if (isEnforced === 'unknown') {
    policy().isComplete = false;
  }
  if (props.flag('publicReadAccess', false) !== 'no') {
    const at = props.get('publicReadAccess')?.at ?? draft.at;
    policy().add(publicRead(at, objects));
    policy().isComplete &&= props.flag('publicReadAccess', false) === 'yes';
  }
  if (object.isEscaped) {
    policy().isComplete = false;
  }
  for (const use of object.uses) {
    applyUse(synthesis, use, policy, { arn, objects });
  }
}

const adders = new Set(['addToResourcePolicy', 'policy.document.addStatements']);

function applyUse(
  synthesis: Synthesis,
  use: Use,
  policy: () => PendingPolicy,
  { arn, objects }: { readonly arn: Value; readonly objects: Value },
): void {
  const name = use.path.join('.');
  if (adders.has(name)) {
    policy().addGiven(synthesis, use.arguments, use);
  } else if (name === 'grantPublicAccess') {
    policy().add(publicRead(synthesis.resolver.at(use.span), objects));
    policy().isComplete = false;
  } else if (/^(?:grant[A-Z]\w*|grants\.\w+)$/.test(name)) {
    resourceGrant(synthesis, use, { action: [], resource: [arn, objects] }, policy);
  } else if (name.startsWith('policy.document.') || name === 'addReplicationPolicy') {
    policy().isComplete = false;
  }
}

/** What every request for objects of a bucket is for. */
export function objectsOf(arn: Value, folder = '/*'): Value {
  return arn.kind === 'text' ? { ...arn, text: [...arn.text, folder] } : arn;
}

/** What `enforceSSL` adds. */
export function denyPlain(at: Location, resource: readonly Value[]): Value {
  return generatedStatement(at, {
    effect: 'Deny',
    action: ['s3:*'],
    resource,
    principal: mapOf(at, { AWS: text('*', at) }),
    condition: mapOf(at, { Bool: mapOf(at, { 'aws:SecureTransport': text('false', at) }) }),
  });
}

function publicRead(at: Location, objects: Value): Value {
  return generatedStatement(at, {
    action: ['s3:GetObject'],
    resource: [objects],
    principal: mapOf(at, { AWS: text('*', at) }),
  });
}

/** `autoDeleteObjects` adds a custom resource that empties the bucket. */
function addEmptier(synthesis: Synthesis, object: LibraryObject, props: Props): void {
  const prop = props.get('autoDeleteObjects');
  if (prop !== undefined && props.flag('autoDeleteObjects', false) === 'yes') {
    const emptier = synthesis.draft(
      object,
      'Custom::S3AutoDeleteObjects',
      '/AutoDeleteObjectsCustomResource',
    );
    synthesis.within(emptier, () => {
      emptier.set('BucketName', synthesis.resolver.value(attribute(object, 'bucketName')), prop);
    });
  }
}
