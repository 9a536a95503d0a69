import type { Clock } from '../../core/ports.ts';
import { createSampleAccount } from '../sample-account.ts';
import { inProcessHandler, type InProcessHandler } from './in-process.ts';

/** The sample account behind the SDK's clients. One serves them all: what one service makes, the others know. */
export function sampleHandler(clock: Clock): InProcessHandler {
  return inProcessHandler(createSampleAccount({ clock }));
}
