import type { Clock } from '../../core/ports.ts';
import type { SandboxHistory } from './sandbox-history.ts';
import type { SampleTrail } from './sample-trail.ts';

/** All that the sample account has. It lives in memory and goes with the process. */
export interface SampleState {
  readonly accountId: string;
  /** The names of the enabled Regions. */
  readonly regions: readonly string[];
  /** The buckets, by name, and the Region of each. */
  readonly buckets: Map<string, string>;
  /** The trails, by ARN, in the order of their creation. */
  readonly trails: Map<string, SampleTrail>;
  readonly history: SandboxHistory;
  readonly clock: Clock;
}
