import { sampleMoments, sampleRoles } from '../sample/cast.ts';
import { callerOf } from '../history/identities.ts';
import type { Random } from '../history/random.ts';
import { Scene } from '../history/scene.ts';
import type { TimedRecord } from '../history/scene.ts';
import { beginDeveloperSession } from '../history/sessions/developer.ts';
import { beginIdentityCenterSession } from '../history/sessions/identity-center.ts';
import { beginServiceSession } from '../history/sessions/service.ts';
import { exposedBucket as bucket } from '../history/stories/exposures.ts';
import { userAgents } from '../history/user-agents.ts';
import type { World } from '../history/world.ts';
import { deleteObject, getObject, objectCall, putObject, unsigned, written } from './object-calls.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const region = 'eu-west-1';
/** How many days a report of orders is kept. */
const keptDays = 30;
const monday = 1;

/** Who read the bucket while it was public. */
export const strangerAddress = '198.51.100.143';
/** The list of customers that the stranger read, and that was deleted three days later. */
export const leakedKey = 'customers/all.csv';

const leakedKeys = [leakedKey, 'customers/refunds.csv', 'customers/newsletter.csv', 'prices/wholesale.xlsx'];
/** About three days after the bucket was public. */
const leakDeletedOffset = 2 * day + 5 * hour;

/**
 * What happened to the objects of the bucket that was public for a while, with the sessions of those who did it, oldest
 * first. Event history has no such events, so this is told where log files are made.
 *
 * @param range epoch milliseconds; the end is the end of the account's history
 */
export function objectRecords(
  world: World,
  random: Random,
  { from, endTime }: { readonly from: number; readonly endTime: number },
): TimedRecord[] {
  const scene = new Scene(world, random.fork('objects'));
  const midnight = endTime - (endTime % day);
  for (let today = midnight; today >= from; today -= day) {
    writeReport(scene, today);
    deleteOldReport(scene, today);
    if (new Date(today).getUTCDay() === monday) {
      readReports(scene, today);
    }
  }
  leak(scene, endTime - sampleMoments.bucketMadePublic);
  deleteLeaked(scene, endTime - leakDeletedOffset);
  return scene.records
    .filter(({ time }) => time >= from && time < endTime)
    .sort((left, right) => left.time - right.time);
}

function reportKey(time: number): string {
  return `orders/${new Date(time).toISOString().slice(0, 10)}.csv`;
}

/** The function that works orders off writes a report of the day before. */
function writeReport(scene: Scene, today: number): void {
  const start = today + 2 * hour + scene.random.below(10 * minute);
  const { caller, readyAt } = beginServiceSession(scene, start, {
    service: 'lambda.amazonaws.com',
    role: sampleRoles.orders,
    sessionName: 'orders-worker',
    region,
    userAgent: userAgents.javascript,
  });
  const bytesIn = scene.random.between(20_000, 90_000);
  scene.record(putObject, { time: readyAt + 400, region, caller }, (site) => ({
    ...objectCall(site, { bucket, key: reportKey(today - day), bytesIn }),
    responseElements: written,
  }));
}

/** The nightly batch deletes the report that is too old. */
function deleteOldReport(scene: Scene, today: number): void {
  const start = today + 3 * hour + scene.random.below(10 * minute);
  const { caller, readyAt } = beginServiceSession(scene, start, {
    service: 'scheduler.amazonaws.com',
    role: sampleRoles.batch,
    sessionName: 'nightly',
    region,
    userAgent: userAgents.boto3,
  });
  const key = reportKey(today - keptDays * day);
  scene.record(deleteObject, { time: readyAt + 400, region, caller }, (site) =>
    objectCall(site, { bucket, key }),
  );
}

/** On Mondays liu reads the reports of the week. */
function readReports(scene: Scene, today: number): void {
  const { random } = scene;
  const { caller, readyAt } = beginIdentityCenterSession(scene, today + 9 * hour + random.below(hour), 'liu');
  for (let index = 0; index < 7; index += 1) {
    const key = reportKey(today - (index + 1) * day);
    const bytesOut = random.between(20_000, 90_000);
    const time = readyAt + (index + 1) * 9000 + random.below(4000);
    scene.record(getObject, { time, region, caller }, (site) => objectCall(site, { bucket, key, bytesOut }));
  }
}

/** Somebody without credentials reads the bucket while it is public, and comes back when it no longer is. */
function leak(scene: Scene, madePublicAt: number): void {
  const { random } = scene;
  const identity = { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  const caller = callerOf(identity, '', { address: strangerAddress, userAgent: 'curl/8.14.1' });
  leakedKeys.forEach((key, index) => {
    const time = madePublicAt + (14 + 5 * index) * minute + random.below(minute);
    const bytesOut = random.between(200_000, 4_000_000);
    scene.record(getObject, { time, region, caller }, (site) =>
      unsigned(objectCall(site, { bucket, key, bytesOut })),
    );
  });
  scene.record(getObject, { time: madePublicAt + 90 * minute, region, caller }, (site) => ({
    ...unsigned(objectCall(site, { bucket, key: leakedKey, bytesOut: 243 })),
    error: { code: 'AccessDenied', message: 'Access Denied' },
  }));
}

/** Jonas deletes the list of customers, and sees that it is gone. */
function deleteLeaked(scene: Scene, start: number): void {
  const { caller, readyAt } = beginDeveloperSession(scene, start, region);
  const object = { bucket, key: leakedKey };
  scene.record(deleteObject, { time: readyAt + minute, region, caller }, (site) => objectCall(site, object));
  scene.record(getObject, { time: readyAt + 2 * minute, region, caller }, (site) => ({
    ...objectCall(site, { ...object, bytesOut: 306 }),
    error: { code: 'NoSuchKey', message: 'The specified key does not exist.' },
  }));
}
