import { describe, expect, it } from 'vitest';
import { CompressedRecords } from './compressed-records.ts';

function recordOf(row: number): string {
  const instanceId = `i-${row.toString(16).padStart(17, '0')}`;
  return JSON.stringify({ eventName: 'RunInstances', eventSource: 'ec2.amazonaws.com', row, instanceId });
}

describe('compressed records', () => {
  it('come back as they went in, in any order', () => {
    const records = new CompressedRecords(1000);
    for (let row = 0; row < 10_000; row++) {
      records.push(recordOf(row));
    }
    for (const row of [9_999, 0, 999, 1_000, 1_127, 1_128, 5_000, 9_984, 1]) {
      expect(records.at(row)).toBe(recordOf(row));
    }
    expect(records.at(10_000)).toBe('');
  });

  it('take a small part of their size', () => {
    const records = new CompressedRecords(0);
    let bytes = 0;
    for (let row = 0; row < 1280; row++) {
      const text = recordOf(row);
      bytes += text.length;
      records.push(text);
    }
    expect(records.bytes).toBeLessThan(bytes / 4);
  });

  it('keep every character', () => {
    const records = new CompressedRecords(0);
    const texts = Array.from({ length: 200 }, (_, row) => `{"x":"\\u0000 é \u{1f600} \ud800 ${row}"}`);
    texts.forEach((text) => {
      records.push(text);
    });
    expect(texts.map((_, row) => records.at(row))).toEqual(texts);
  });
});
