import { expect, test } from 'vitest';
import { plainScalar } from './plain-scalar.ts';

test.each([
  ['true', true],
  ['True', true],
  ['yes', true],
  ['ON', true],
  ['no', false],
  ['Off', false],
  ['', null],
  ['~', null],
  ['null', null],
  ['42', 42],
  ['-1', -1],
  ['1_000', 1000],
  ['2.5', 2.5],
  ['1.5e+3', 1500],
  ['111122223333', 111122223333],
])('%s is a value', (source, value) => {
  expect(plainScalar(source)).toBe(value);
});

test.each([
  'yEs',
  'y',
  '012345678901',
  '0x1F',
  '12e5',
  '2012-10-17',
  '192.0.2.1',
  '12345678901234567890',
  '1:30',
  '.',
  '-',
  'arn:aws:s3:::b',
])('%s stays a text', (source) => {
  expect(plainScalar(source)).toBe(source);
});
