import { expect, it, vi } from 'vitest';
import { Emitter } from './emitter.ts';

it('tells all who listen, until they end it', () => {
  const emitter = new Emitter<number>();
  const [one, other] = [vi.fn(), vi.fn()];
  const ending = emitter.event(one);
  emitter.event(other);
  emitter.fire(1);
  ending.dispose();
  emitter.fire(2);
  expect(one.mock.calls).toEqual([[1]]);
  expect(other.mock.calls).toEqual([[1], [2]]);
});

it('takes one function twice, each time with an end of its own', () => {
  const emitter = new Emitter<number>();
  const listener = vi.fn();
  const first = emitter.event(listener);
  emitter.event(listener);
  first.dispose();
  emitter.fire(1);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('tells of a change to the end, even when a listener ends itself', () => {
  const emitter = new Emitter<number>();
  const other = vi.fn();
  const ending = emitter.event(() => {
    ending.dispose();
  });
  emitter.event(other);
  emitter.fire(1);
  expect(other).toHaveBeenCalledTimes(1);
});
