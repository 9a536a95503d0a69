import type { Scene } from '../scene.ts';

/** Something that people or machines of the account do again and again. */
export interface Activity {
  readonly id: string;
  /** How often it begins, against the others, while people are at work. */
  readonly atWork: number;
  /** The same in the evening, at night and on weekends. */
  readonly atRest: number;
  /** Records what is done, from the start given (epoch milliseconds). */
  readonly perform: (scene: Scene, start: number) => void;
}
