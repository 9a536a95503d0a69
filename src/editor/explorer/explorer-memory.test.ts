import { describe, expect, it } from 'vitest';
import type { Memory } from '../connections/connection-store.ts';
import { firstFilter, remember, remembered, usualWidth } from './explorer-memory.ts';

function memoryOf(value?: unknown): Memory {
  let kept = value;
  return {
    get: () => kept,
    update: (_, next) => {
      kept = next;
      return Promise.resolve();
    },
  };
}

const atFirst = remembered(memoryOf());

describe('what a workspace remembers of explorers', () => {
  it('is at first the last day, nothing hidden, the newest first', () => {
    expect(atFirst).toMatchObject({
      filter: firstFilter,
      noise: { isOn: false, ignoreList: [] },
      saved: [],
      ui: { sort: { by: 'time', descending: true }, stackBy: 'outcome', hasFacets: true, top: 0 },
    });
    expect(atFirst.columns.map(({ name }) => name)).toEqual([
      'time',
      'event',
      'who',
      'what',
      'from',
      'result',
      'region',
    ]);
  });

  it('changes in one part, and the rest stays', async () => {
    const memory = memoryOf();
    await remember(memory, { saved: [{ name: 'Root', text: 'root:true' }] });
    await remember(memory, { columns: [{ name: 'id', width: 90 }] });
    expect(remembered(memory)).toEqual({
      ...atFirst,
      saved: [{ name: 'Root', text: 'root:true' }],
      columns: [{ name: 'id', width: 90 }],
    });
  });

  it('has all that the page keeps, how times are told and what is folded too', async () => {
    const memory = memoryOf();
    const ui = {
      sort: { by: 'name', descending: false },
      stackBy: 'source',
      hasFacets: false,
      top: 40,
      times: 'relative',
      folded: ['agent'],
    } as const;
    await remember(memory, { ui });
    expect(remembered(memory).ui).toEqual(ui);
  });

  it.each([null, 7, 'text', [], { noise: 1, saved: {}, columns: 'no', ui: [], filter: 3 }])(
    'is as at first where it was %j',
    (value) => {
      expect(remembered(memoryOf(value))).toEqual(atFirst);
    },
  );

  it('leaves out what it does not understand, and keeps what is beside it', () => {
    const { saved, columns, noise, ui } = remembered(
      memoryOf({
        saved: [{ name: 'a', text: 'b' }, { name: 1, text: 'b' }, null],
        columns: [
          { name: 'who', width: 80 },
          { name: 'who', width: 81 },
          { name: '__proto__', width: 80 },
          { name: 'what', width: Infinity },
        ],
        noise: { isOn: true, reads: 'yes', ignoreList: ['name:A', 5] },
        ui: { sort: { by: 'constructor' }, stackBy: 'x', top: -1, times: 'never', folded: ['name', 'x', 1] },
      }),
    );
    expect(saved).toEqual([{ name: 'a', text: 'b' }]);
    expect(columns).toEqual([
      { name: 'who', width: 81 },
      { name: 'what', width: usualWidth('what') },
    ]);
    expect(noise).toEqual({ ...atFirst.noise, isOn: true, ignoreList: ['name:A'] });
    expect(ui).toEqual({ ...atFirst.ui, folded: ['name'] });
  });
});
