/**
 * Trails and their details over all Regions of the sandbox, all at once and one call after the other, where each call
 * takes 50 ms longer than the sandbox. The sandbox refuses what is beyond CloudTrail's rates, so none of it is.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { openAws } from '../../src/aws/open-aws.ts';
import { connection, type Connection } from '../../src/core/connection.ts';
import type { Trail } from '../../src/core/trails/trail.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { sampleRegions } from '../../src/sandbox/sample/cast.ts';
import { createSampleAccount } from '../../src/sandbox/sample-account.ts';
import { bench } from './runner.ts';

const latency = 50;
const signal = new AbortController().signal;
process.env['AWS_ACCESS_KEY_ID'] = 'BENCH-KEY';
process.env['AWS_SECRET_ACCESS_KEY'] = 'example-secret';

const door = inProcessHandler(createSampleAccount({ clock: { now: () => Date.now() }, history: () => [] }));
const aws = openAws({
  version: '0.0.0',
  sampleHandler: () => Promise.reject(new Error('nobody asks for the sample account')),
  // Not as the sample account, which has no limits of ours.
  requestHandler: {
    ...door,
    handle: async (...call: Parameters<typeof door.handle>) => {
      await wait(latency);
      return door.handle(...call);
    },
  },
  log: (line) => {
    if (line.includes('throttled')) {
      throw new Error(`Too many calls: ${line}`);
    }
  },
});

const regions: readonly Connection[] = sampleRegions.map((region) =>
  connection({ credentials: { kind: 'environment' }, region }),
);

/** The calls that tell all of a trail. */
function detailsOf(at: Connection, trail: Trail): readonly (() => Promise<unknown>)[] {
  return [
    () => aws.trails.status(at, trail, signal),
    () => aws.trails.selectors(at, trail, signal),
    () => aws.trails.insights(at, trail, signal),
    () => aws.trails.tags(at, trail, signal),
  ];
}

/** The trails of a Region but those that belong to another one. */
async function trailsOf(at: Connection): Promise<readonly Trail[]> {
  const trails = await aws.trails.list(at, signal);
  return trails.filter(({ homeRegion }) => homeRegion === at.region);
}

async function oneAfterTheOther(): Promise<void> {
  for (const at of regions) {
    for (const trail of await trailsOf(at)) {
      for (const ask of detailsOf(at, trail)) {
        await ask();
      }
    }
  }
}

async function allAtOnce(): Promise<void> {
  await Promise.all(
    regions.map(async (at) => {
      const trails = await trailsOf(at);
      await Promise.all(trails.flatMap((trail) => detailsOf(at, trail).map((ask) => ask())));
    }),
  );
}

await bench(`trails and details, ${regions.length} Regions`, {
  unit: 'ms',
  baseline: { label: 'one after the other', run: oneAfterTheOther },
  candidate: { label: 'all at once', run: allAtOnce },
  rounds: 5,
});
aws.dispose();
