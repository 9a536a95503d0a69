import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  account,
  anything,
  parameter,
  partition,
  region,
  text,
  urlSuffix,
} from '../../../test/support/posture.ts';
import { literalText, printText, type SymbolicText, type TextSymbol } from './symbolic-text.ts';
import { arnMatches, arnParts, textEquals, textMatches } from './text-match.ts';

const bucket: TextSymbol = { kind: 'ref', resource: 'LogBucket' };
const other: TextSymbol = { kind: 'ref', resource: 'OtherBucket' };
const name = parameter('Name');

describe('textEquals', () => {
  test.each<[SymbolicText, SymbolicText, string]>([
    [text('a'), text('a'), 'yes'],
    [text('a'), text('A'), 'no'],
    [text(), text(), 'yes'],
    [text(), text('a'), 'no'],
    [text('a*'), text('ab'), 'no'],
    // Equal symbols are equal, different ones may be.
    [text(bucket), text(bucket), 'yes'],
    [text(bucket), text(other), 'unknown'],
    [text('x-', account), text('x-', account), 'yes'],
    [text('x-', account), text('y-', account), 'no'],
    [text(name, '-a'), text(name, '-b'), 'no'],
    [text('a-', name), text('b-', name), 'no'],
    // A literal against a symbol cannot be decided, unless it cannot be a value of it.
    [text('logs'), text(bucket), 'unknown'],
    [text('a/b'), text(bucket), 'no'],
    [text('arn:aws:s3:::b'), text(bucket), 'no'],
    [text(), text(bucket), 'no'],
    [text(), text(name), 'unknown'],
    [text('111122223333'), text(account), 'unknown'],
    [text('11112222333'), text(account), 'no'],
    [text('11112222333a'), text(account), 'no'],
    [text('us-east-1'), text(region), 'unknown'],
    [text('us east'), text(region), 'no'],
    [text('amazonaws.com'), text(urlSuffix), 'unknown'],
    [text('x'), text(parameter('P', 'x')), 'no'],
    [text('y'), text(parameter('P', 'x')), 'unknown'],
    // No literal is any text at all.
    [text('a'), text(anything()), 'no'],
    [text(anything()), text(anything()), 'yes'],
    // Any literal partition is the one of the deployment.
    [text('arn:aws:s3:::b'), text('arn:', partition, ':s3:::b'), 'yes'],
    [text('arn:', partition, ':s3:::b'), text('arn:aws-us-gov:s3:::b'), 'yes'],
    [text('arn:aws:s3:::b'), text('arn:aws-cn:s3:::b'), 'no'],
    [text('arn:gcp:s3:::b'), text('arn:', partition, ':s3:::b'), 'no'],
    // What is known of an ARN proves a difference whatever the account is.
    [
      text('arn:aws:cloudtrail:us-east-1:', account, ':trail/a'),
      text('arn:aws:s3:us-east-1:', account, ':trail/a'),
      'no',
    ],
    [
      text('arn:aws:cloudtrail:', region, ':111122223333:trail/a'),
      text('arn:aws:cloudtrail:', region, ':', account, ':trail/b'),
      'no',
    ],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(textEquals(a, b)).toBe(expected);
    expect(textEquals(b, a)).toBe(expected);
  });

  test('can ignore the case', () => {
    expect(textEquals(text('TRUE'), text('true'), { ignoreCase: true })).toBe('yes');
  });
});

describe('textMatches', () => {
  test.each<[SymbolicText, SymbolicText, string]>([
    [text('*'), text(), 'yes'],
    [text('*'), text(anything()), 'yes'],
    [text('*'), text(name), 'yes'],
    [text('a*c'), text('abbc'), 'yes'],
    [text('a*c'), text('abbd'), 'no'],
    [text('a?c'), text('abc'), 'yes'],
    [text('a?c'), text('ac'), 'no'],
    [text('????????????'), text(account), 'yes'],
    [text('???????????'), text(account), 'no'],
    [text('?*'), text(bucket), 'yes'],
    [text('?*'), text(name), 'unknown'],
    [text('${*}'), text('*'), 'yes'],
    [text('${*}'), text('a'), 'no'],
    [text('${?}x'), text('?x'), 'yes'],
    // The folder of an account in a bucket.
    [text('b/AWSLogs/*'), text('b/AWSLogs/', account, '/', anything()), 'yes'],
    [text('b/AWSLogs/', account, '/*'), text('b/AWSLogs/', account, '/', anything()), 'yes'],
    [text('b/AWSLogs/111122223333/*'), text('b/AWSLogs/', account, '/', anything()), 'unknown'],
    [text('b/AWSLogs/o-abc/*'), text('b/AWSLogs/', account, '/', anything()), 'no'],
    [text('b/AWSLogs/', account, '/x'), text('b/AWSLogs/', account, '/', anything()), 'no'],
    [text(bucket, '/*'), text(bucket, '/', anything()), 'yes'],
    [text(other, '/*'), text(bucket, '/', anything()), 'unknown'],
    [text(bucket), text(bucket, '/', anything()), 'no'],
    [text(bucket, '/AWSLogs/*'), text(bucket, '/p/AWSLogs/', anything()), 'no'],
    [text(name, '/AWSLogs/*'), text(name, '/p/AWSLogs/', anything()), 'no'],
    // A parameter in a pattern may have wildcards in it.
    [text('b/', name), text('b/', anything()), 'unknown'],
    [text('arn:aws:s3:::b/*'), text('arn:', partition, ':s3:::b/', anything()), 'yes'],
    [text('arn:*:s3:::b/*'), text('arn:', partition, ':s3:::b/', anything()), 'yes'],
  ])('%j on %j: %s', (pattern, subject, expected) => {
    expect(textMatches(pattern, subject)).toBe(expected);
  });

  test('ignores the case of actions only when asked', () => {
    expect(textMatches(text('S3:put*'), text('s3:PutObject'), { ignoreCase: true })).toBe('yes');
    expect(textMatches(text('S3:put*'), text('s3:PutObject'))).toBe('no');
  });

  test('agrees with a naive matcher on literals', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(patterns, letters, (pattern, subject) => {
        expect(textMatches(literalText(pattern), literalText(subject))).toBe(
          naivelyMatches(pattern, subject) ? 'yes' : 'no',
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('holds for every value where it is sure', () => {
    const symbols = [name, bucket, account, region];
    const part = fc.oneof(fc.constantFrom(...symbols), fc.constantFrom('a', '1', '-', '/', '*', '?'));
    const values = new Map<string, fc.Arbitrary<string>>([
      [printText([name]), fc.constantFrom('', 'a', '/', 'a-1')],
      [printText([bucket]), fc.constantFrom('a', '1a', 'a-a')],
      [printText([account]), fc.constantFrom('111122223333')],
      [printText([region]), fc.constantFrom('us-east-1', 'a1')],
    ]);
    const assignment = fc.record(Object.fromEntries(values)) as fc.Arbitrary<Record<string, string>>;
    const texts = fc.array(part, { maxLength: 5 });
    const plain = fc.array(
      part.map((one) => (one === '*' || one === '?' ? 'a' : one)),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(texts, plain, assignment, (pattern, subject, value) => {
        const answer = textMatches(text(...pattern), text(...subject));
        const filled = (parts: SymbolicText) =>
          parts.map((one) => (typeof one === 'string' ? one : (value[printText([one])] ?? ''))).join('');
        if (answer !== 'unknown') {
          expect(answer).toBe(naivelyMatches(filled(pattern), filled(subject)) ? 'yes' : 'no');
        }
      }),
      { numRuns: 2000 },
    );
  });

  // A matcher that tries every way would not end.
  test('answers hostile patterns', { timeout: 60_000 }, () => {
    const pattern = literalText('*a'.repeat(2000));
    const subject = literalText(`${'a'.repeat(3000)}b`);
    expect(textMatches(pattern, subject)).toBe('no');
    expect(textMatches(literalText('*?'.repeat(1_000_000)), subject)).toBe('no');
    expect(textMatches(literalText('*a'.repeat(20_000)), literalText('a'.repeat(40_000)))).toBe('unknown');
  });
});

describe('arnMatches', () => {
  const trail = text('arn:', partition, ':cloudtrail:', region, ':', account, ':trail/main');

  test.each<[SymbolicText, string]>([
    [text('arn:aws:cloudtrail:*:*:trail/*'), 'yes'],
    [text('arn:', partition, ':cloudtrail:', region, ':', account, ':trail/main'), 'yes'],
    [text('arn:aws:cloudtrail:us-east-1:', account, ':trail/main'), 'unknown'],
    [text('arn:aws:cloudtrail:*:*:trail/other'), 'no'],
    // A wildcard does not reach over a colon.
    [text('arn:aws:cloudtrail:*:trail/*'), 'no'],
    [text('arn:*'), 'no'],
    [text('*'), 'yes'],
    [text('111122223333'), 'no'],
    [text(parameter('TrailArn')), 'unknown'],
  ])('%j: %s', (pattern, expected) => {
    expect(arnMatches(pattern, trail)).toBe(expected);
  });

  test('takes an ARN apart, colons of its last part included', () => {
    expect(arnParts(literalText('arn:aws:logs:r:a:log-group:g:*'))?.map(printText)).toEqual([
      'arn',
      'aws',
      'logs',
      'r',
      'a',
      'log-group:g:*',
    ]);
    expect(arnParts(literalText('arn:aws:logs'))).toBeUndefined();
    expect(arnParts(text(bucket))).toBeUndefined();
  });
});

function naivelyMatches(pattern: string, subject: string): boolean {
  if (pattern === '') {
    return subject === '';
  }
  if (pattern.startsWith('*')) {
    return (
      naivelyMatches(pattern.slice(1), subject) ||
      (subject !== '' && naivelyMatches(pattern, subject.slice(1)))
    );
  }
  const isFirst = subject !== '' && (pattern.startsWith('?') || pattern.startsWith(subject.charAt(0)));
  return isFirst && naivelyMatches(pattern.slice(1), subject.slice(1));
}
