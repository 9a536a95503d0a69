import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/support/records.ts';
import { displayName, displayText } from './display-text.ts';

describe('text for display', () => {
  it('keeps ordinary text of any script as it is', () => {
    expect(displayText('Größe 漢字 🙂 ok')).toBe('Größe 漢字 🙂 ok');
  });

  it('puts line breaks and tabs on one line', () => {
    expect(displayText('one\r\ntwo\tthree\u2028four')).toBe('one  two three four');
  });

  it('shows where a text hides or turns characters', () => {
    expect(displayText('\u202Egpj.exe')).toBe('\uFFFDgpj.exe');
    expect(displayText('ad\u200Bmin \u001B[31m')).toBe('ad\uFFFDmin \uFFFD[31m');
    expect(displayText('half \uD83D')).toBe('half \uFFFD');
  });

  it('cuts a long text at its end and a long name in its middle', () => {
    expect(displayText('abcdefghij', 5)).toBe('abcd…');
    expect(displayName('acme-data/very/long/path/report.csv', 20)).toBe('acme-data/ver…rt.csv');
  });

  it('does not cut a character in two', () => {
    expect(displayText('abc🙂def', 5)).toBe('abc…');
    expect(displayName('🙂🙂🙂🙂🙂🙂', 7)).not.toContain('\uFFFD');
  });

  it('is bounded and free of invisible characters for any text', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, limit) => {
        for (const shown of [displayText(text, limit), displayName(text, limit)]) {
          expect(shown.length).toBeLessThanOrEqual(limit);
          expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });
});
