import type { Scene } from '../scene.ts';

/** Something that happened in the sample account and can be found in its history. */
export interface Story {
  readonly id: string;
  readonly title: string;
  /** What to look for, and what the answer is. */
  readonly lookFor: string;
  /** The Region whose history has it. */
  readonly region: string;
  /** About how long before the end of the history it begins, in milliseconds. */
  readonly offset: number;
  /** Records what happened, given the end of the history in epoch milliseconds. */
  readonly tell: (scene: Scene, endTime: number) => void;
}
