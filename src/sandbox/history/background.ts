import type { Activity } from './activities/activity.ts';
import { machineActivities } from './activities/machines.ts';
import { peopleActivities } from './activities/people.ts';
import { pipelineActivities } from './activities/pipeline.ts';
import { hourWeights } from './clock.ts';
import type { Random } from './random.ts';
import { Scene } from './scene.ts';
import type { TimedRecord } from './scene.ts';
import { Weighted } from './weighted.ts';
import type { World } from './world.ts';

const hour = 3_600_000;
const hoursOfDay = 24;
/** How much livelier the last 24 hours are than the days before. */
const lastDayFactor = 5;

const activities: readonly Activity[] = [...peopleActivities, ...pipelineActivities, ...machineActivities];
const activitiesAtWork = new Weighted(activities, ({ atWork }) => atWork);
const activitiesAtRest = new Weighted(activities, ({ atRest }) => atRest);

/**
 * The everyday of the account, oldest first. Each hour is filled with activities that begin in it; their records that
 * reach into the next hours are held back until then.
 */
export function* backgroundRecords(
  world: World,
  random: Random,
  options: { readonly endTime: number; readonly days: number; readonly eventsPerDay: number },
): Generator<TimedRecord> {
  const hours = Math.round(options.days * hoursOfDay);
  let held: TimedRecord[] = [];
  let owed = 0;
  for (let index = 0; index < hours; index += 1) {
    const start = options.endTime - (hours - index) * hour;
    const isLastDay = hours - index <= hoursOfDay;
    const { share, atWork } = hourWeights(start, isLastDay);
    owed += options.eventsPerDay * share * (isLastDay ? lastDayFactor : 1);
    const choice = atWork ? activitiesAtWork : activitiesAtRest;
    const scene = new Scene(world, random.fork(`hour/${index}`));
    while (owed > 0) {
      const before = scene.records.length;
      choice.pick(scene.random).perform(scene, start + scene.random.below(hour));
      owed -= scene.records.length - before;
    }
    held = held.concat(scene.records).sort((left, right) => left.time - right.time);
    const due = held.findIndex(({ time }) => time >= start + hour);
    const ready = due === -1 ? held.length : due;
    yield* held.slice(0, ready);
    held = held.slice(ready);
  }
}
