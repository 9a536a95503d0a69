import type { Story } from './story.ts';
import { terminatedInstance } from './terminated-instance.ts';

/** What happened in the sample account, for whoever looks for something to find in it. */
export const sampleStories: readonly Story[] = [terminatedInstance];
