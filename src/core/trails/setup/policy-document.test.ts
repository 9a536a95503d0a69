import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../json.ts';
import { byteLength, mergeStatements, policyOf, sameValue, withoutStatements } from './policy-document.ts';

const ours: readonly JsonObject[] = [
  { Sid: 'Ours', Effect: 'Allow', Action: 's3:GetBucketAcl' },
  { Sid: 'OursToo', Effect: 'Allow', Action: 's3:PutObject' },
];

const statement: fc.Arbitrary<JsonObject> = fc.record(
  {
    Sid: fc.constantFrom('Ours', 'OursToo', 'Theirs', 'Oursn2'),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.oneof(fc.constant('s3:GetBucketAcl'), fc.constant(['s3:*'])),
    Condition: fc.constant({ Bool: { 'aws:SecureTransport': 'false' } }),
  },
  { requiredKeys: ['Effect', 'Action'] },
);

const policy = fc
  .record(
    {
      Version: fc.constantFrom('2008-10-17', '2012-10-17'),
      Id: fc.string(),
      Statement: fc.oneof(statement, fc.array(statement, { maxLength: 4 })),
    },
    { requiredKeys: ['Statement'] },
  )
  .map((document): [JsonObject, string] => [document, JSON.stringify(document, undefined, 2)]);

function statements(text: string): readonly JsonObject[] {
  const { Statement } = JSON.parse(text) as { Statement: JsonObject | JsonObject[] };
  return Array.isArray(Statement) ? Statement : [Statement];
}

describe('merging into a policy', () => {
  it('keeps all that was there, in its order, before what is added', () => {
    fc.assert(
      fc.property(policy, ([document, text]) => {
        const merged = mergeStatements(text, ours)!;
        const after = JSON.parse(merged.text) as JsonObject;
        expect({ ...after, Statement: null }).toEqual({ ...document, Statement: null });
        const before = statements(text);
        expect(statements(merged.text)).toEqual([...before, ...merged.added]);
      }),
    );
  });

  it('twice is merging once', () => {
    fc.assert(
      fc.property(policy, ([, text]) => {
        const once = mergeStatements(text, ours)!;
        expect(mergeStatements(once.text, ours)).toEqual({ text: once.text, added: [] });
      }),
    );
  });

  it('gives no Sid twice that was not there twice', () => {
    fc.assert(
      fc.property(policy, ([, text]) => {
        const { added } = mergeStatements(text, ours)!;
        const taken = statements(text).map(({ Sid }) => Sid);
        expect(added.filter(({ Sid }) => taken.includes(Sid))).toEqual([]);
        expect(new Set(added.map(({ Sid }) => Sid)).size).toBe(added.length);
      }),
    );
  });

  it('can be taken back, unless a statement of theirs is the same', () => {
    fc.assert(
      fc.property(policy, ([, text]) => {
        const { text: merged, added } = mergeStatements(text, ours)!;
        const back = withoutStatements(merged, added);
        const before = statements(text);
        if (added.length > 0 && before.length > 0) {
          expect(statements(back!)).toEqual(before);
        } else if (added.length > 0) {
          expect(back).toBeNull();
        } else {
          expect(back).toBeUndefined();
        }
      }),
    );
  });

  it('makes a policy where there is none', () => {
    expect(mergeStatements(null, ours)).toEqual({ text: policyOf(ours), added: ours });
  });

  it.each(['', 'no policy', '[]', '{"Statement": "x"}', '{"Statement": [1]}'])('leaves %j alone', (text) => {
    expect(mergeStatements(text, ours)).toBeUndefined();
    expect(withoutStatements(text, ours)).toBeUndefined();
  });
});

describe('values of AWS', () => {
  it('are the same whatever the order of members, and in whatever form a policy comes', () => {
    const text = '{"Version":"2012-10-17","Statement":[]}';
    expect(sameValue(text, '{ "Statement": [], "Version": "2012-10-17" }')).toBe(true);
    expect(sameValue(encodeURIComponent(text), text)).toBe(true);
    expect(sameValue({ a: null, b: [], c: 1 }, { c: 1 })).toBe(true);
    expect(sameValue(null, undefined)).toBe(true);
  });

  it('differ in what they say', () => {
    expect(sameValue('{"a":1}', '{"a":2}')).toBe(false);
    expect(sameValue(null, '{}')).toBe(false);
    expect(sameValue(false, null)).toBe(false);
    expect(sameValue([1, 2], [2, 1])).toBe(false);
    expect(sameValue('%7Bbroken%', '{}')).toBe(false);
  });

  it('count in bytes', () => {
    expect(byteLength('aé€😀')).toBe(1 + 2 + 3 + 4);
  });
});
