import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../localize.ts';
import { completionsAt, type KnownValues } from './complete-filter.ts';
import { parseFilter } from './parse-filter.ts';
import { filterPresets, presetFilter } from './presets.ts';
import { printFilter } from './print-filter.ts';

const known: KnownValues = (field) =>
  field === 'name'
    ? [
        { value: 'RunInstances', count: 9 },
        { value: 'TerminateInstances', count: 1 },
        { value: 'Stop Logging' },
      ]
    : field === 'principal'
      ? [{ value: 'arn:aws:iam::111122223333:user/maria', label: 'maria' }]
      : [];

/** The texts that result from taking each completion at the `|`. */
function completed(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { start, end, items } = completionsAt(text, offset, known, english);
  return items.map(({ insert }) => text.slice(0, start) + insert + text.slice(end));
}

describe('completion', () => {
  it.each([
    ['na|', ['name:']],
    ['-na|', ['-name:']],
    ['user:maria ti|', ['user:maria time:', 'user:maria timeWindow']],
    ['(reg|)', ['(region:)']],
    ['servi|', ['source:', 'serviceEventDetails']],
    ['requestP|', ['requestParameters']],
    ['name:Run|', ['name:RunInstances']],
    ['name:run|x user:a', ['name:RunInstances user:a']],
    ['name:inst|', ['name:RunInstances', 'name:TerminateInstances']],
    ['name:(RunInstances OR Te|)', ['name:(RunInstances OR TerminateInstances)']],
    ['name:Stop|', ['name:"Stop Logging"']],
    ['name:"Stop L|', ['name:"Stop Logging"']],
    ['who:mar|', ['who:arn:aws:iam::111122223333:user/maria']],
    ['write:|', ['write:true', 'write:false']],
    ['-write:t|', ['-write:true']],
    ['time:-24|', ['time:-24h..', 'time:-24h..-1h']],
    ['nothing:x|', []],
    ['user:maria O|', ['user:maria resource:', 'user:maria OR']],
  ])('of %j is %j', (marked, expected) => {
    expect(completed(marked)).toEqual(expected);
  });

  it('offers fields and presets where nothing is written', () => {
    const { items } = completionsAt('', 0, known, english);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['field', 'preset']));
  });

  it('says how often a value occurs', () => {
    expect(completionsAt('name:', 5, known, english).items.map(({ detail }) => detail)).toEqual([
      '9 events',
      '1 event',
      '',
    ]);
  });

  it('stands any text and offset', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.integer({ min: -5, max: 60 }),
        (text, offset) => {
          const { start, end } = completionsAt(text, offset, known, english);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(Math.max(text.length, 0));
        },
      ),
    );
    expect(completionsAt('('.repeat(100_000), 100_000, known, english).items).toBeDefined();
  });
});

describe('presets', () => {
  it.each(filterPresets.map((preset) => [preset.id, preset] as const))('%s can be read', (id, preset) => {
    const filter = presetFilter(id, 'AKIAIOSFODNN7EXAMPLE');
    expect(filter).not.toEqual({ kind: 'everything' });
    expect(parseFilter(printFilter(filter), english).filter).toEqual(filter);
    expect(preset.title(english)).not.toBe('');
  });

  it('have ids of their own', () => {
    expect(new Set(filterPresets.map(({ id }) => id)).size).toBe(filterPresets.length);
  });
});
