import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/support/records.ts';
import { jsonPath } from './json-path.ts';

describe('the path of a value', () => {
  it.each<[(string | number)[], string]>([
    [
      ['requestParameters', 'instancesSet', 'items', 0, 'instanceId'],
      'requestParameters.instancesSet.items[0].instanceId',
    ],
    [['additionalEventData', 'x-amz-id-2'], 'additionalEventData["x-amz-id-2"]'],
    [['x-amz-acl'], '["x-amz-acl"]'],
    [['tags', 'a.b', ''], 'tags["a.b"][""]'],
    [['say "hi"\\'], '["say \\"hi\\"\\\\"]'],
    [['\u202Egpj', '\n'], '["\\u202egpj"]["\\n"]'],
    [['__proto__', '0'], '__proto__["0"]'],
    [[], ''],
  ])('%o is %s', (steps, path) => {
    expect(jsonPath(steps)).toBe(path);
  });

  it('quotes odd names so that they can be read back', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const path = jsonPath(['record', name]);
        const inner = path.startsWith('record.') ? path.slice(7) : (JSON.parse(path.slice(7, -1)) as string);
        expect(inner).toBe(name);
        expect(path).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});
