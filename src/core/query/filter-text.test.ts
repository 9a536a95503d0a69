import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFilter } from '../../../test/support/filters.ts';
import { hostileText } from '../../../test/support/records.ts';
import { english } from '../localize.ts';
import { longestFilter, parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';

const parse = (text: string): ReturnType<typeof parseFilter> => parseFilter(text, english);
const canonical = (text: string): string => {
  const { filter, problem } = parse(text);
  if (filter === undefined) {
    throw new Error(problem.message);
  }
  return printFilter(filter);
};
const problemOf = (text: string): { at: string; message: string } => {
  const { problem } = parse(text);
  return { at: text.slice(problem?.start, problem?.end), message: problem?.message ?? '' };
};

describe('a filter as text', () => {
  it('is the same filter again when what was printed is parsed', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(parse(printFilter(filter))).toEqual({ filter });
      }),
      { numRuns: 600 },
    );
  });

  it('is on one line, whatever its values hold', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(printFilter(filter)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 200 },
    );
  });

  it('is never more than one problem, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        const { filter, problem } = parse(text);
        if (filter !== undefined) {
          expect(parse(printFilter(filter))).toEqual({ filter });
        } else {
          expect(problem.start).toBeLessThanOrEqual(problem.end);
          expect(problem.end).toBeLessThanOrEqual(Math.max(1, text.length));
          expect(problem.message).not.toBe('');
        }
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ['', ''],
    ['*', ''],
    ['  name:RunInstances   AND  user:maria ', 'name:RunInstances user:maria'],
    ['NOT error:*', '-error:*'],
    ['name:A OR name:B user:c', 'name:A OR name:B user:c'],
    ['(name:A OR name:B) user:c', 'name:(A OR B) user:c'],
    ['(name:A OR user:b) user:c', '(name:A OR user:b) user:c'],
    ['-(name:A user:b)', '-(name:A user:b)'],
    ['-name:(A OR "B C")', '-name:(A OR "B C")'],
    ['service:ec2', 'source:ec2'],
    ['source:ec2.amazonaws.com', 'source:ec2'],
    ['eventName:Terminate*', 'name:Terminate*'],
    ['readonly:TRUE', 'write:false'],
    ['readOnly:false', 'write:true'],
    ['category:NetworkActivity', 'category:network-activity'],
    ['ip:203.0.113.9/24', 'ip:203.0.113.0/24'],
    ['ip:203.0.113.9', 'ip:203.0.113.9'],
    ['ip:2001:DB8:0:0::1', 'ip:2001:db8::1'],
    ['ip:cloudformation.amazonaws.com', 'ip:cloudformation.amazonaws.com'],
    ['requestParameters.bucketName:logs', 'requestParameters.bucketName:logs'],
    ['requestParameters["x-amz-acl"]:private', 'requestParameters["x-amz-acl"]:private'],
    [
      'requestParameters.instancesSet.items[0].instanceId:i-*',
      'requestParameters.instancesSet.items[0].instanceId:i-*',
    ],
    ['errorMessage:"*"', 'errorMessage:"*"'],
    ['arn:aws:iam::111122223333:role/a', '"arn:aws:iam::111122223333:role/a"'],
    ['https://example.com', '"https://example.com"'],
    ['resource:arn:aws:s3:::logs/a', 'resource:arn:aws:s3:::logs/a'],
    ['"Failed authentication"', '"Failed authentication"'],
    ['a**b', 'a*b'],
    ['time:-24h', 'time:-24h..'],
    ['time:-24h..-1h', 'time:-24h..-1h'],
    ['time:2026-11-19', 'time:2026-11-19T00:00:00Z..2026-11-19T23:59:59Z'],
    ['time:2026-11-19T14:02..now', 'time:2026-11-19T14:02:00Z..now'],
    ['time:..2026-11-19T14:02:11+02:00', 'time:..2026-11-19T12:02:11Z'],
  ])('%j is %j', (text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });

  it.each([
    ['nmae:x', 'nmae', 'Did you mean name?'],
    ['requestParameter.bucketName:x', 'requestParameter.bucketName', 'Did you mean requestParameters?'],
    ['user:maria zzzzz:1', 'zzzzz', 'put it in quotes'],
    ['name:', 'name:', 'A value is missing'],
    ['name: x', 'name:', 'A value is missing'],
    ['user:"maria', '"maria', 'not closed'],
    ['(user:maria', '(', 'not closed'],
    ['user:maria)', ')', 'Remove this one'],
    ['()', '()', 'Add a term'],
    ['name:(A B)', 'B', 'Write OR'],
    ['name:A OR', '', 'A term is missing'],
    ['OR name:A', 'OR', 'A term is missing'],
    ['- x', '-', 'A term is missing'],
    ['user:a(b)', '(', 'in quotes'],
    ['write:maybe', 'maybe', 'write is one of these: true, false'],
    ['mfa:t*', 't*', 'no wildcards'],
    ['ip:203.0.113.0/40', '203.0.113.0/40', 'no network'],
    ['time:yesterday', 'yesterday', 'no time'],
    ['time:2026-02-31', '2026-02-31', 'no time'],
    [`name:${'*a'.repeat(30)}`, '*a'.repeat(30), '20 wildcards'],
  ])('%j has a fault at %j', (text, at, message) => {
    const problem = problemOf(text);
    expect(problem.at).toBe(at);
    expect(problem.message).toContain(message);
  });

  it.each([
    ['a long text', 'x'.repeat(longestFilter + 1), 'too long'],
    ['many terms', 'a '.repeat(40_000), 'more than 2000 terms'],
    ['deep parentheses', '('.repeat(90_000), 'nested more than 50'],
    ['many negations', '-'.repeat(90_000) + 'x', 'nested more than 50'],
    ['an open quote', '"'.padEnd(100_000, '\\'), 'not closed'],
  ])('refuses %s at once', (_, text, message) => {
    const before = performance.now();
    expect(problemOf(text).message).toContain(message);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('takes 100 kB that are one long word', () => {
    expect(parse('x'.repeat(100_000)).filter).toEqual({ kind: 'text', parts: ['x'.repeat(100_000)] });
  });
});
