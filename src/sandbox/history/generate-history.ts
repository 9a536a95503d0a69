import type { JsonObject } from '../../core/json.ts';
import { backgroundRecords } from './background.ts';
import { Random } from './random.ts';
import { Scene } from './scene.ts';
import type { TimedRecord } from './scene.ts';
import { sampleStories } from './stories/sample-stories.ts';
import { World } from './world.ts';

const day = 86_400_000;

export interface HistoryOptions {
  /** The same options make the same history. */
  readonly seed: number;
  /** The end of the history, epoch milliseconds; every record is older. */
  readonly endTime: number;
  /** How many days before its end the history begins. */
  readonly days: number;
  /** About how many records a day has; the last 24 hours have five times as many. The stories come on top. */
  readonly eventsPerDay: number;
}

/** The options of the sample account's own history, but for its end. */
export const sampleHistory = { seed: 20_260_401, days: 90, eventsPerDay: 60 } as const;

/**
 * The history of the sample account: complete CloudTrail records (management events and Insights events), oldest
 * first. It is made hour by hour while it is read, so millions of records need no more memory than an hour's.
 */
export function* generateHistory(options: HistoryOptions): Generator<JsonObject> {
  const random = new Random(options.seed);
  const world = new World(random);
  const beginning = options.endTime - options.days * day;
  const told = storyRecords(world, random, options.endTime).filter(
    ({ time }) => time >= beginning && time < options.endTime,
  );
  let next = 0;
  for (const { time, record } of backgroundRecords(world, random, options)) {
    for (let story = told[next]; story !== undefined && story.time <= time; story = told[next]) {
      yield story.record;
      next += 1;
    }
    yield record;
  }
  for (const { record } of told.slice(next)) {
    yield record;
  }
}

function storyRecords(world: World, random: Random, endTime: number): TimedRecord[] {
  const records = sampleStories.flatMap((story) => {
    const scene = new Scene(world, random.fork(`story/${story.id}`));
    story.tell(scene, endTime);
    return scene.records;
  });
  return records.sort((left, right) => left.time - right.time);
}
