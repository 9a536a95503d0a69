import { describe, expect, it } from 'vitest';
import { globalEventsRegion, isRegionName, partitionOf, partitionWithId } from './partitions.ts';

describe('partitions', () => {
  it.each([
    ['us-east-1', 'aws', 'amazonaws.com', 'us-east-1'],
    ['ap-southeast-2', 'aws', 'amazonaws.com', 'us-east-1'],
    ['cn-northwest-1', 'aws-cn', 'amazonaws.com.cn', 'cn-north-1'],
    ['us-gov-east-1', 'aws-us-gov', 'amazonaws.com', 'us-gov-west-1'],
    ['us-iso-west-1', 'aws-iso', 'c2s.ic.gov', 'us-iso-east-1'],
    ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov', 'us-isob-east-1'],
    ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk', 'eu-isoe-west-1'],
    ['us-isof-east-1', 'aws-iso-f', 'csp.hci.ic.gov', 'us-isof-south-1'],
    ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu', 'eusc-de-east-1'],
    ['xx-new-9', 'aws', 'amazonaws.com', 'us-east-1'],
  ])('%s is in %s', (region, id, dnsSuffix, globalRegion) => {
    expect(partitionOf(region)).toMatchObject({ id, dnsSuffix, globalRegion });
    expect(globalEventsRegion(region)).toBe(globalRegion);
    expect(partitionWithId(id)).toBe(partitionOf(region));
  });
});

describe('the name of a Region', () => {
  it.each([
    'us-east-1',
    'us-gov-west-1',
    'eusc-de-east-1',
    'cn-northwest-1',
    'mx-central-1',
    'ap-southeast-12',
  ])('has the form of %s', (name) => {
    expect(isRegionName(name)).toBe(true);
  });

  it.each([
    '',
    'us-east',
    'us-east-1a',
    'US-EAST-1',
    'us-east-1/../x',
    'evil.example#us-east-1',
    'us-east-1\n',
    'useast1',
  ])('has not the form of %o', (name) => {
    expect(isRegionName(name)).toBe(false);
  });
});
