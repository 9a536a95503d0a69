import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import type { Failed } from '../rule.ts';
import type { Fix } from './fix.ts';

/** What a fix is made for: one failure, in the scenario in which it was seen. */
export interface FixRequest {
  readonly posture: Posture;
  readonly failed: Failed;
  /** The resource that failed. */
  readonly resource: Resource;
  /** A name for a new resource, derived from this one if it is taken. */
  readonly freeId: (wanted: string) => string;
}

/** The ways to make a failure of one rule go away, the best first. Nothing where somebody has to decide. */
export type Fixer = (request: FixRequest) => Iterable<Fix>;
