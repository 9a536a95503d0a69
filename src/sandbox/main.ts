import { openLoopback } from './doors/loopback.ts';
import type { LoopbackDoor } from './doors/loopback.ts';
import { createSampleAccount } from './sample-account.ts';

/** AWS takes some minutes to show a call in the event history; this is enough to notice that it is not at once. */
const recordDelay = 2_000;

/**
 * A sample account on the system's clock, with a door on the port. What `npm run sandbox` runs.
 * @throws the system's error for a port that cannot be opened
 */
export function startSandbox(port: number): Promise<LoopbackDoor> {
  return openLoopback(createSampleAccount({ clock: { now: Date.now }, recordDelay }), port);
}
