import type { Caller } from '../identities.ts';
import type { Random } from '../random.ts';
import type { ApiCall, Scene } from '../scene.ts';
import { Weighted } from '../weighted.ts';

const regions = new Weighted<readonly [string, number]>(
  [
    ['us-east-1', 45],
    ['eu-west-1', 20],
    ['us-west-2', 14],
    ['eu-central-1', 11],
    ['ap-southeast-2', 4],
    ['ap-northeast-1', 4],
    ['sa-east-1', 2],
  ],
  ([, weight]) => weight,
);

/** A Region, as often as the account is at work in it. */
export function workRegion(random: Random): string {
  return regions.pick(random)[0];
}

/** The calls to choose from, as often as their weights say. */
export function chooseFrom(...lists: readonly (readonly ApiCall[])[]): Weighted<ApiCall> {
  return new Weighted(lists.flat(), ({ weight }) => weight);
}

/** A stretch of work: how many calls from which choice, and how long after each other. */
export interface Stretch {
  readonly start: number;
  readonly region: string;
  readonly caller: Caller;
  readonly calls: Weighted<ApiCall>;
  /** The least and the most calls. */
  readonly count: readonly [number, number];
  /** The shortest and the longest pause before a call, in milliseconds. */
  readonly pause: readonly [number, number];
  /** How likely it is that the policies do not allow a call. */
  readonly deniedRate: number;
}

/** Records a stretch of work and returns when it was over. */
export function work(scene: Scene, stretch: Stretch): number {
  const { random } = scene;
  const { region, caller } = stretch;
  let time = stretch.start;
  for (let left = random.between(...stretch.count); left > 0; left -= 1) {
    time += random.between(...stretch.pause);
    scene.attempt(stretch.calls.pick(random), { time, region, caller }, stretch.deniedRate);
  }
  return time;
}
