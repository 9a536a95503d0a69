import type { TrailscopeError } from '../../src/core/failures/failure.ts';

/** What a promise fails with; `none` where it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<{ kind: string; message: string }> {
  try {
    await promise;
    return { kind: 'none', message: '' };
  } catch (error) {
    const { failure, message } = error as TrailscopeError;
    return { kind: failure.kind, message };
  }
}
