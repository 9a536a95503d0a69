import type { Call, Guard, Step } from './plan.ts';
import { codeOf } from './read-value.ts';
import { guardHolds, isPassing, send, waitForAttempt, type Run } from './run.ts';

/** Undoing stopped at something that is kept. */
export class KeptError extends Error {
  override readonly name = 'KeptError';
  readonly commands: readonly Call[];
  /** Whether another attempt could do it. */
  readonly mayPass: boolean;

  constructor(reason: string, commands: readonly Call[], mayPass = false) {
    super(reason);
    this.commands = commands;
    this.mayPass = mayPass;
  }
}

/** @throws KeptError where somebody has changed what is about to be taken back */
export async function checkOnly(run: Run, only: readonly Guard[], commands: readonly Call[]): Promise<void> {
  for (const guard of only) {
    // A thing that is gone needs no undoing, and its own call says so.
    const holds = await guardHolds(run, { ...guard, oneOf: [...guard.oneOf, null] }, run.world.calm);
    if (!holds) {
      throw new KeptError(guard.otherwise, commands);
    }
  }
}

/** AWS's answers while something else is being done to the same thing. */
const busy = [
  'ConflictException',
  'ConcurrentModification',
  'ConcurrentModificationException',
  'DeleteConflict',
  'DeleteConflictException',
  'OperationAborted',
  'OperationAbortedException',
];

/** A few attempts: longer than that, somebody had better look at it. */
const mostAttempts = 3;

/**
 * Sends a call of an undo until it is answered: lost answers are no harm, for it can be sent again. `gone` are the codes
 * that mean that there is nothing to undo; of what surely was there they may only mean that it is not visible yet
 * everywhere, as of a role that was made a moment ago.
 */
export async function persist(run: Run, step: Step, call: Call, gone: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await send(run, call, run.world.calm);
      return;
    } catch (thrown) {
      const code = codeOf(thrown) ?? '';
      const isGone = gone.includes(code);
      const mayPass = isGone ? run.did.has(step.id) : busy.includes(code) || isPassing(thrown);
      const isOver = attempt > mostAttempts || !mayPass;
      if (isOver && isGone) {
        return;
      }
      if (isOver || !(await waitForAttempt(run, step.id, attempt, run.world.calm))) {
        throw thrown;
      }
    }
  }
}
