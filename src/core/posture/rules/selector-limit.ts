import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { certainItems, fieldOperators } from '../selector-values.ts';
import { itemsOf, member } from '../value.ts';

export const selectorLimit: Rule = {
  id: 'selector-limit',
  family: 'deploy',
  severity: 'error',
  title: 'Too many event selectors',
  what: 'A trail has more than 5 basic event selectors, more than 250 data resources in all of them, or more than 500 values in all conditions of its advanced event selectors.',
  why: 'CloudTrail refuses selectors beyond these limits, and none of them can be raised.',
  fix: 'Select by prefix instead of by single resource: `StartsWith` in an advanced selector, or all resources of a type.',
  alsoKnownAs: ['E3032'],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html',
  ],
  check,
};

const limits = [
  { name: 'EventSelectors', thing: 'basic event selectors', most: 5, count: countBasic },
  { name: 'EventSelectors', thing: 'data resources', most: 250, count: countDataResources },
  {
    name: 'AdvancedEventSelectors',
    thing: 'values in advanced event selectors',
    most: 500,
    count: countAdvancedValues,
  },
] as const;

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    for (const { name, thing, most, count } of limits) {
      const found = count(trail);
      if (found > most) {
        yield {
          outcome: 'fail',
          resource: trail,
          at: propertyAt(trail, name),
          message: `CloudTrail takes at most ${most} ${thing} for a trail, and here are ${found}. Select by prefix, or all resources of a type.`,
        };
      }
    }
  }
}

function countBasic(trail: Resource): number {
  return certainItems(property(trail, 'EventSelectors')).length;
}

function countDataResources(trail: Resource): number {
  return itemsOf(property(trail, 'EventSelectors'))
    .flatMap((selector) => itemsOf(member(selector, 'DataResources')))
    .flatMap((resource) => certainItems(member(resource, 'Values'))).length;
}

function countAdvancedValues(trail: Resource): number {
  return itemsOf(property(trail, 'AdvancedEventSelectors'))
    .flatMap((selector) => itemsOf(member(selector, 'FieldSelectors')))
    .flatMap((field) => fieldOperators.flatMap((operator) => certainItems(member(field, operator)))).length;
}
