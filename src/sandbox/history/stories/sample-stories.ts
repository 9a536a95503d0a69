import { accessDeniedStorm } from './access-denied-storm.ts';
import { callRateSpike } from './call-rate-spike.ts';
import { openedSecurityGroup, publicBucket, scheduledKeyDeletion } from './exposures.ts';
import { guessedPassword } from './guessed-password.ts';
import { hostileText } from './hostile-text.ts';
import { rootUse } from './root-use.ts';
import type { Story } from './story.ts';
import { terminatedInstance } from './terminated-instance.ts';
import { changedTrail, deniedDelivery, stoppedTrail } from './trails.ts';

/** What happened in the sample account, for whoever looks for something to find in it; the latest first. */
export const sampleStories: readonly Story[] = [
  hostileText,
  openedSecurityGroup,
  terminatedInstance,
  deniedDelivery,
  guessedPassword,
  changedTrail,
  accessDeniedStorm,
  publicBucket,
  rootUse,
  callRateSpike,
  stoppedTrail,
  scheduledKeyDeletion,
];
