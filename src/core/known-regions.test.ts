import { expect, it } from 'vitest';
import { knownRegions, knownRegionsWith } from './known-regions.ts';
import { isRegionName } from './partitions.ts';

it('the known Regions have the form of Regions, and are sorted', () => {
  expect(knownRegions.filter((region) => !isRegionName(region))).toEqual([]);
  expect([...knownRegions].sort()).toEqual(knownRegions);
});

it.each([
  ['cn-north-1', ['cn-north-1', 'cn-northwest-1']],
  ['us-gov-east-1', ['us-gov-east-1', 'us-gov-west-1']],
  ['us-iso-east-1', []],
])('those of the partition of %s are its own', (region, expected) => {
  expect(knownRegionsWith(region)).toEqual(expected);
});

it('those of the standard partition are no others', () => {
  expect(knownRegionsWith('eu-west-1')).toContain('us-east-1');
  expect(knownRegionsWith('eu-west-1').filter((region) => /^(cn|us-gov|eusc)-/.test(region))).toEqual([]);
});
