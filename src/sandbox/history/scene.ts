import type { JsonObject } from '../../core/json.ts';
import type { Caller } from './identities.ts';
import { recordOf } from './record.ts';
import type { CallDetails, CallSite, Operation } from './record.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** A record with its time in epoch milliseconds, finer than the whole seconds of `eventTime`. */
export interface TimedRecord {
  readonly time: number;
  readonly record: JsonObject;
}

/** An operation together with what it is asked and answers. */
export interface ApiCall extends Operation {
  /** How often it is made, against the others of its list. */
  readonly weight: number;
  /** Whether the service has one endpoint, whose events are recorded in us-east-1. */
  readonly global?: boolean;
  /** Errors that the service itself answers with now and then, beside denied and throttled. */
  readonly refusals?: readonly { readonly code: string; readonly message: string }[];
  readonly ask: (site: CallSite) => CallDetails;
}

/** When, where and by whom a call is made. */
export interface Occasion {
  readonly time: number;
  readonly region: string;
  readonly caller: Caller;
}

/** Collects the records of calls that belong together: a story, or one person's half hour of work. */
export class Scene {
  readonly world: World;
  readonly random: Random;
  readonly records: TimedRecord[] = [];

  constructor(world: World, random: Random) {
    this.world = world;
    this.random = random;
  }

  /** Records the call with the details given, or those that the function makes of its site. */
  record(
    operation: Operation & { readonly global?: boolean },
    occasion: Occasion,
    details: CallDetails | ((site: CallSite) => CallDetails),
  ): void {
    const site = {
      ...occasion,
      region: operation.global === true ? 'us-east-1' : occasion.region,
      random: this.random,
      world: this.world,
      requestId: this.random.uuid(),
    };
    const record = recordOf(operation, site, typeof details === 'function' ? details(site) : details);
    this.records.push({ time: occasion.time, record });
  }

  /** Records the call as its own definition tells. */
  call(call: ApiCall, occasion: Occasion): void {
    this.record(call, occasion, call.ask);
  }
}
