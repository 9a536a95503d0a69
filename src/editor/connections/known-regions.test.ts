import { expect, it } from 'vitest';
import { isRegionName } from '../../core/partitions.ts';
import { knownRegions } from './known-regions.ts';

it('the known Regions have the form of Regions, and are sorted', () => {
  expect(knownRegions.filter((region) => !isRegionName(region))).toEqual([]);
  expect([...knownRegions].sort()).toEqual(knownRegions);
});
