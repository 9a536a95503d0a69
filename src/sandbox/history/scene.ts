import type { JsonObject } from '../../core/json.ts';
import { denied, throttled } from './failures.ts';
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

/** An error that a service answers with, and all that it was asked where the message names it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly requestParameters?: JsonObject;
}

/** An operation together with what it is asked and answers. */
export interface ApiCall extends Operation {
  /** How often it is made, against the others of its list; 0 for calls that are made only on purpose. */
  readonly weight: number;
  /** Errors that the service itself answers with now and then, beside denied and throttled. */
  readonly refusals?: readonly Refusal[];
  readonly ask: (site: CallSite) => CallDetails;
}

/** When, where and by whom a call is made. */
export interface Occasion {
  /** Epoch milliseconds. */
  readonly time: number;
  /** The Region that is asked; events of services with one endpoint for all are in us-east-1. */
  readonly region: string;
  readonly caller: Caller;
}

const throttledRate = 0.004;
const refusedRate = 0.04;

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
    operation: Operation,
    occasion: Occasion,
    details: CallDetails | ((site: CallSite) => CallDetails),
  ): void {
    const site: CallSite = {
      time: occasion.time,
      region: operation.global === true ? 'us-east-1' : occasion.region,
      caller: occasion.caller,
      random: this.random,
      world: this.world,
      requestId: this.random.uuid(),
    };
    const record = recordOf(operation, site, typeof details === 'function' ? details(site) : details);
    this.records.push({ time: occasion.time, record });
  }

  /** Records the call, and that it went well. */
  call(call: ApiCall, occasion: Occasion): void {
    this.record(call, occasion, call.ask);
  }

  /** Records the call, which now and then is denied (at the rate given), throttled or refused. */
  attempt(call: ApiCall, occasion: Occasion, deniedRate: number): void {
    const { random } = this;
    const luck = random.unit();
    if (luck < deniedRate) {
      this.record(call, occasion, (site) => denied(call, site, call.ask(site)));
    } else if (luck < deniedRate + throttledRate) {
      this.record(call, occasion, throttled(call));
    } else if (call.refusals !== undefined && luck > 1 - refusedRate) {
      const { requestParameters, ...error } = random.pick(call.refusals);
      this.record(call, occasion, (site) =>
        requestParameters === undefined
          ? { ...call.ask(site), responseElements: null, error }
          : { requestParameters, error },
      );
    } else {
      this.call(call, occasion);
    }
  }
}
