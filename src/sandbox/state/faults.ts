/** What goes wrong with a call. */
export type FaultEffect =
  /** The caller lacks the permission. Nothing happens; the call is recorded. */
  | { readonly kind: 'deny' }
  /** Calls come too fast. Nothing happens and nothing is recorded. */
  | { readonly kind: 'throttle' }
  /** The connection breaks before the call reached the service. */
  | { readonly kind: 'drop' }
  /** The call takes effect, and the connection breaks before the answer. */
  | { readonly kind: 'crash-after' }
  /** The call takes effect, and its answer comes late. */
  | { readonly kind: 'delay'; readonly milliseconds: number };

/** A fault and the calls that it meets. */
export interface Fault {
  /** The signing name, such as `s3`; any when absent. */
  readonly service?: string;
  /** Such as `PutBucketPolicy`; any when absent. */
  readonly operation?: string;
  /** Which of the calls that match, counted from 1 since the account was made; all of them when absent. */
  readonly nth?: number;
  readonly effect: FaultEffect;
}

/** The faults of an account: counts calls and tells what goes wrong with each. */
export class Faults {
  readonly #faults: readonly { readonly fault: Fault; calls: number }[];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults.map((fault) => ({ fault, calls: 0 }));
  }

  /** Counts a call and gives what goes wrong with it: of several faults the first. */
  meet(service: string, operation: string): FaultEffect | undefined {
    let effect: FaultEffect | undefined;
    for (const entry of this.#faults) {
      const { fault } = entry;
      if ((fault.service ?? service) === service && (fault.operation ?? operation) === operation) {
        entry.calls += 1;
        effect ??= fault.nth === undefined || fault.nth === entry.calls ? fault.effect : undefined;
      }
    }
    return effect;
  }
}
