import { sampleAccountId, sampleTrails } from '../../sample/cast.ts';
import type { ApiCall } from '../scene.ts';
import { serviceCalls } from './service-calls.ts';

const cloudtrail = serviceCalls({ source: 'cloudtrail.amazonaws.com', version: '1.11' });

/** The ARN of a trail of the sample account. */
export function trailArn({
  name,
  homeRegion,
}: {
  readonly name: string;
  readonly homeRegion: string;
}): string {
  return `arn:aws:cloudtrail:${homeRegion}:${sampleAccountId}:trail/${name}`;
}

export const stopLogging = cloudtrail.write('StopLogging', 0);
export const startLogging = cloudtrail.write('StartLogging', 0);
export const updateTrail = cloudtrail.write('UpdateTrail', 0);
export const putEventSelectors = cloudtrail.write('PutEventSelectors', 0);

export const describeTrails = cloudtrail.read('DescribeTrails', 3, () => ({
  requestParameters: { includeShadowTrails: true },
}));
export const getTrailStatus = cloudtrail.read('GetTrailStatus', 3, () => ({
  requestParameters: { name: trailArn(sampleTrails.audit) },
}));
export const getEventSelectors = cloudtrail.read('GetEventSelectors', 1, () => ({
  requestParameters: { trailName: trailArn(sampleTrails.audit) },
}));

export const cloudTrailCalls: readonly ApiCall[] = [
  describeTrails,
  getTrailStatus,
  getEventSelectors,
  cloudtrail.read('LookupEvents', 2, () => ({
    requestParameters: {
      maxResults: 50,
      lookupAttributes: [{ attributeKey: 'ReadOnly', attributeValue: 'false' }],
    },
  })),
];
