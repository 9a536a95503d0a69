import type { CallerIdentity } from '../../core/connection.ts';
import { isSameCaller } from '../../core/trails/setup/same-caller.ts';

/** Who makes a change. */
export type Caller = Pick<CallerIdentity, 'account' | 'arn'>;

/**
 * Whose changes the user has allowed in this window. Every caller starts read-only; what is allowed is kept in memory
 * alone, so that it ends with the window.
 *
 * The sample account is treated like any other, though nothing real can change there: it is where people learn what
 * they will be asked.
 */
export class Allowances {
  #allowed: readonly Caller[] = [];

  isAllowed(caller: Caller): boolean {
    return this.#allowed.some((one) => isSame(one, caller));
  }

  allow(caller: Caller): void {
    this.#allowed = [...this.#allowed, caller];
  }

  /** Makes a caller read-only again; tells whether it was not. */
  withdraw(caller: Caller): boolean {
    const wasAllowed = this.isAllowed(caller);
    this.#allowed = this.#allowed.filter((one) => !isSame(one, caller));
    return wasAllowed;
  }
}

function isSame(one: Caller, other: Caller): boolean {
  return one.account === other.account && isSameCaller(one.arn, other.arn);
}
