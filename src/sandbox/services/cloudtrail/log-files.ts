import { gzipSync } from 'node:zlib';
import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import { records, recordingOf } from '../../../core/posture/selectors.ts';
import type { AskedEvent, Recording } from '../../../core/posture/selectors.ts';
import { literalText } from '../../../core/posture/symbolic-text.ts';
import { logFileKey } from '../../log-files/log-file-key.ts';
import { jsonList } from '../../state/json-list.ts';
import type { LogBatch } from '../../state/log-batch.ts';
import type { SampleState } from '../../state/sample-state.ts';
import { recordsRegion } from '../../state/sample-trail.ts';
import type { SampleTrail } from '../../state/sample-trail.ts';
import { putVersion } from '../s3/objects.ts';
import { modelResource } from './model-resource.ts';
import { deliveryProblem, logFolder } from './trail-access.ts';

/** The services with one endpoint for all Regions, whose events a trail has only where it includes them. */
const globalSources = new Set(['iam.amazonaws.com', 'cloudfront.amazonaws.com', 'route53.amazonaws.com']);

/** Takes the record of a call up for each trail that logs and selects it. */
export function recordForTrails(state: SampleState, record: JsonObject, time: number): void {
  const region = nonEmptyString(record['awsRegion']) ?? '';
  for (const trail of state.trails.values()) {
    const { isOn, stoppedAt } = trail.logging;
    // The call that stops a trail is the last that it records.
    if ((isOn || stoppedAt === time) && recordsRegion(trail, region) && selects(trail, record)) {
      batchOf(state, trail, region, time).records.push(record);
    }
  }
}

function batchOf({ delivery }: SampleState, trail: SampleTrail, region: string, time: number): LogBatch {
  const trailArn = trail.description.TrailARN;
  const key = `${trailArn} ${region}`;
  const batch = delivery.batches.get(key) ?? {
    trailArn,
    region,
    dueAt: time + delivery.delay,
    records: [],
  };
  delivery.batches.set(key, batch);
  return batch;
}

function selects(trail: SampleTrail, record: JsonObject): boolean {
  const { IncludeGlobalServiceEvents: hasGlobal } = trail.description;
  if (!hasGlobal && globalSources.has(nonEmptyString(record['eventSource']) ?? '')) {
    return false;
  }
  return records(recordingOfTrail(trail), askedEvent(record)) === 'yes';
}

/** By the selectors of the trail: who changes them puts others in their place. */
const recordings = new WeakMap<JsonObject, Recording>();

function recordingOfTrail({ selectors, description }: SampleTrail): Recording {
  const known =
    recordings.get(selectors) ??
    recordingOf(modelResource(description.TrailARN, 'AWS::CloudTrail::Trail', selectors));
  recordings.set(selectors, known);
  return known;
}

/** A record by the fields that selectors have. */
function askedEvent(record: JsonObject): AskedEvent {
  const resource = objectOrEmpty(jsonList(record['resources'])[0]);
  const fields: Readonly<Record<string, unknown>> = {
    eventCategory: record['eventCategory'],
    eventName: record['eventName'],
    eventSource: record['eventSource'],
    eventType: record['eventType'],
    readOnly: record['readOnly'] === true ? 'true' : 'false',
    sessionCredentialFromConsole: record['sessionCredentialFromConsole'] ?? 'false',
    'userIdentity.arn': objectOrEmpty(record['userIdentity'])['arn'],
    ...(record['eventCategory'] === 'Data' && {
      'resources.type': resource['type'],
      'resources.ARN': resource['ARN'] ?? resource['ARNPrefix'],
    }),
  };
  return new Map(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, { text: literalText(value) }] as const] : [],
    ),
  );
}

/**
 * Delivers what is due. Deliveries themselves are not recorded, so that none makes another necessary.
 * @param now epoch milliseconds
 */
export function deliverDueLogs(state: SampleState, now: number): void {
  for (const [key, batch] of state.delivery.batches) {
    if (batch.dueAt <= now) {
      state.delivery.batches.delete(key);
      const trail = state.trails.get(batch.trailArn);
      if (trail !== undefined) {
        deliver(state, trail, batch);
      }
    }
  }
}

function deliver(state: SampleState, trail: SampleTrail, { region, dueAt, records: logged }: LogBatch): void {
  const key = keyOfDelivery(state, trail, region, dueAt);
  const problem = deliveryProblem(state, trail.description, key);
  if (problem !== undefined) {
    trail.deliveryFailure ??= { code: problem, since: dueAt };
    return;
  }
  const { S3BucketName: name, KmsKeyId: keyId } = trail.description;
  const bucket = state.buckets.get(name);
  if (bucket !== undefined) {
    putVersion({ state, time: dueAt }, bucket, key, gzipSync(JSON.stringify({ Records: logged })), {
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      ...(keyId === undefined
        ? { ServerSideEncryption: 'AES256' }
        : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId }),
    });
    trail.deliveryFailure = undefined;
    trail.deliveredAt = dueAt;
  }
}

function keyOfDelivery(state: SampleState, trail: SampleTrail, region: string, time: number): string {
  return logFileKey(logFolder(state, trail.description, 'CloudTrail'), {
    accountId: state.accountId,
    kind: 'CloudTrail',
    region,
    time,
    unique: state.newId().replaceAll('-', '').slice(0, 16),
  });
}
