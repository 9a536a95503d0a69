import { describe, expect, it } from 'vitest';
import { english } from '../../../core/localize.ts';
import { columnUnder, completeSql } from './complete-sql.ts';

/** Completes at the bar; values are those of the column, told by its name. */
async function complete(marked: string) {
  const offset = marked.indexOf('|');
  const sql = marked.replace('|', '');
  const asked: string[] = [];
  const { start, end, items } = await completeSql(
    sql,
    offset,
    (column) => {
      asked.push(column);
      return Promise.resolve([`${column}-1`, "it's"]);
    },
    english,
  );
  const apply = (label: string): string => {
    const item = items.find((each) => each.label === label);
    return sql.slice(0, start) + (item?.text ?? '?') + sql.slice(end);
  };
  return {
    labels: items.map(({ label }) => label),
    kinds: new Set(items.map(({ kind }) => kind)),
    asked,
    apply,
  };
}

describe('completion', () => {
  it('offers columns, the table, functions and words', async () => {
    const { labels, kinds, apply } = await complete('SELECT ev| FROM x');
    expect(labels).toEqual(expect.arrayContaining(['eventname', 'cloudtrail_logs', 'count', 'GROUP BY']));
    expect(kinds).toEqual(new Set(['column', 'table', 'function', 'keyword']));
    expect(apply('eventname')).toBe('SELECT eventname FROM x');
    expect((await complete('|')).labels).toContain('SELECT');
    expect((await complete('SELECT eventname, |')).apply('eventtime')).toBe('SELECT eventname, eventtime');
  });

  it.each([
    ['SELECT useridentity.|', 'sessioncontext'],
    ['SELECT useridentity.ses| FROM cloudtrail_logs', 'sessioncontext'],
    ['SELECT userIdentity.sessionContext.sessionissuer.|', 'username'],
    ['SELECT l.useridentity.| FROM cloudtrail_logs l', 'arn'],
    ['SELECT tlsdetails.|', 'tlsversion'],
    ['SELECT l.| FROM cloudtrail_logs l', 'eventname'],
  ])('offers what is behind a dot: %s', async (sql, label) => {
    const { labels, kinds } = await complete(sql);
    expect(labels).toContain(label);
    expect(kinds).toEqual(new Set(['column']));
  });

  it('offers nothing behind the dot of a text or a number', async () => {
    expect((await complete('SELECT useridentity.arn.|')).labels).toEqual([]);
    expect((await complete('SELECT eventname.|')).labels).toEqual([]);
  });

  it.each([
    ["WHERE eventname = '|'", 'eventname'],
    ["WHERE eventname='|", 'eventname'],
    ["WHERE EventName <> 'Con|'", 'eventname'],
    ["WHERE eventname != '|'", 'eventname'],
    ["WHERE eventname NOT LIKE '|'", 'eventname'],
    ["WHERE eventname IN ('|')", 'eventname'],
    ["WHERE eventname NOT IN ('a', 'b', '|", 'eventname'],
    [
      "WHERE useridentity.sessioncontext.sessionissuer.arn = '|'",
      'useridentity.sessioncontext.sessionissuer.arn',
    ],
    ["WHERE eventsource = 'a' AND errorcode = '|'", 'errorcode'],
  ])('offers values in quotes: %s', async (sql, column) => {
    const { asked, labels } = await complete(sql);
    expect(asked).toEqual([column]);
    expect(labels).toEqual([`${column}-1`, "it's"]);
  });

  it('writes values inside of their quotes, and takes what follows for the rest of the query', async () => {
    const closed = await complete("WHERE eventname = 'Con|' AND x");
    expect(closed.apply('eventname-1')).toBe("WHERE eventname = 'eventname-1' AND x");
    expect(closed.apply("it's")).toBe("WHERE eventname = 'it''s' AND x");
    const open = await complete("WHERE eventname = 'Con|\nORDER BY 1");
    expect(open.apply('eventname-1')).toBe("WHERE eventname = 'eventname-1\nORDER BY 1");
  });

  it('offers values with their quotes where none are', async () => {
    const { apply, labels } = await complete('WHERE eventname = |');
    expect(apply("it's")).toBe("WHERE eventname = 'it''s'");
    expect(labels).toContain('eventsource');
  });

  it.each([
    ["SELECT '|'"],
    ["WHERE lower(eventname) = '|'"],
    ["WHERE nope = '|'"],
    ["SELECT split_part(eventname, '|"],
  ])('knows no values of what is no column: %s', async (sql) => {
    expect(await complete(sql)).toMatchObject({ asked: [], labels: [] });
  });

  it.each([['-- see |'], ['-- see |\nSELECT 1'], ['/* see | */ SELECT 1'], ['/* see |']])(
    'leaves comments alone: %s',
    async (sql) => {
      expect((await complete(sql)).labels).toEqual([]);
    },
  );

  it('goes on behind a comment', async () => {
    expect((await complete('/* so */|')).labels).toContain('SELECT');
    expect((await complete('-- so\n|')).labels).toContain('SELECT');
  });
});

describe('the column under the pointer', () => {
  const under = (marked: string) => {
    const found = columnUnder(marked.replace('|', ''), marked.indexOf('|'));
    return found && [found.column.name, found.column.about(english)];
  };

  it('is told with what it holds', () => {
    expect(under('SELECT event|name FROM x')).toEqual([
      'eventname',
      'The action that was called, such as RunInstances',
    ]);
    expect(under('SELECT useridentity.ar|n')).toEqual(['arn', 'ARN of the caller']);
    expect(under('SELECT l.errorcode|')).toEqual(['errorcode', 'Why the call failed; NULL where it did not']);
    expect(under('SELECT USERIDENTITY|.arn')?.[0]).toBe('useridentity');
  });

  it('is none elsewhere', () => {
    expect(under("SELECT 'event|name'")).toBeUndefined();
    expect(under('SELECT arn|')).toBeUndefined();
    expect(under('SELECT | 1')).toBeUndefined();
    expect(under('-- event|name')).toBeUndefined();
  });
});
