import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmptyQuery, isNoQuery } from './query-text.ts';
import { sqlTokens } from './sql-tokens.ts';

const read = (sql: string) =>
  sqlTokens(sql).map(({ kind, start, end, isOpen }) => [
    kind,
    sql.slice(start, end),
    ...(isOpen ? ['open'] : []),
  ]);

describe('the pieces of a query', () => {
  it('are words, values, names, numbers and comments', () => {
    expect(read(`SELECT "a ""b", 'it''s', 1.5e3 -- so\n/* and\nso */ FROM ünï`)).toEqual([
      ['word', 'SELECT'],
      ['name', '"a ""b"'],
      ['symbol', ','],
      ['text', "'it''s'"],
      ['symbol', ','],
      ['number', '1.5e3'],
      ['comment', '-- so'],
      ['comment', '/* and\nso */'],
      ['word', 'FROM'],
      ['word', 'ünï'],
    ]);
  });

  it.each([
    ["'abc", 'text'],
    ["'it''", 'text'],
    ['"a', 'name'],
    ['/* so', 'comment'],
    ['/*/', 'comment'],
  ])('go to the end where they are not closed: %s', (sql, kind) => {
    expect(read(sql)).toEqual([[kind, sql, 'open']]);
  });

  it('leave nothing out but blanks, whatever is written', () => {
    const pieces = fc.array(
      fc.constantFrom("'", '"', '--', '/*', '*/', '\n', ' ', ';', 'a', 'é', '1', '.', '😀'),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const sql = parts.join('');
        let end = 0;
        for (const token of sqlTokens(sql)) {
          expect(sql.slice(end, token.start).trim()).toBe('');
          expect(token.end).toBeGreaterThan(token.start);
          ({ end } = token);
        }
        expect(sql.slice(end).trim()).toBe('');
      }),
    );
  });

  it('are found quickly in a query of a million characters', () => {
    expect(sqlTokens(`SELECT '${"x''".repeat(300_000)}'`)).toHaveLength(2);
    expect(sqlTokens(`/*${'*'.repeat(1_000_000)}`)).toHaveLength(1);
  });
});

describe('a text', () => {
  it.each(['', ' \n', '-- so', '; ;', '/* so */;'])('is no query: %j', (sql) => {
    expect(isEmptyQuery(sql)).toBe(true);
  });

  it('is one as soon as something is in it', () => {
    expect(isEmptyQuery('-- so\nFROM x')).toBe(false);
    expect(isEmptyQuery("';'")).toBe(false);
  });

  it('asks for more than to read by its first word', () => {
    expect(isNoQuery('-- SELECT\n drop table x')).toBe(true);
    expect(isNoQuery('SELECT 1; DROP TABLE x')).toBe(false);
    expect(isNoQuery('WITH a AS (SELECT 1) FROM a')).toBe(false);
    expect(isNoQuery("'DROP'")).toBe(false);
    expect(isNoQuery('')).toBe(false);
  });
});
