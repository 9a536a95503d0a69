import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { isSet, literalOfValue, property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { memberAt } from '../selector-values.ts';
import { managementEvent, recordingOf, records, type Recording } from '../selectors.ts';
import { literalText } from '../symbolic-text.ts';
import { any, type Truth } from '../truth.ts';
import { itemsOf, member, type Value } from '../value.ts';
import { excerpt } from './refusal.ts';

const sources = [
  'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_InsightSelector.html',
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html',
];

const callRate = 'ApiCallRateInsight';
const errorRate = 'ApiErrorRateInsight';

export const insightType: Rule = {
  id: 'insight-type',
  family: 'deploy',
  severity: 'error',
  title: 'An unknown type of Insights',
  what: 'An `InsightType` is neither `ApiCallRateInsight` nor `ApiErrorRateInsight`.',
  why: 'CloudTrail refuses the Insights selector.',
  fix: 'Use one of the two types, or both in two selectors.',
  alsoKnownAs: ['E3030'],
  sources,
  check: checkType,
};

function* checkType({ trails, ofType }: Posture): Iterable<Verdict> {
  for (const resource of [...trails, ...ofType('AWS::CloudTrail::EventDataStore')]) {
    for (const selector of itemsOf(property(resource, 'InsightSelectors'))) {
      const type = literalOfValue(member(selector, 'InsightType'));
      if (type !== undefined && type !== callRate && type !== errorRate) {
        yield {
          outcome: 'fail',
          resource,
          at: memberAt(selector, 'InsightType'),
          message: `CloudTrail refuses the InsightType ${excerpt(type)}. It takes ${callRate} and ${errorRate}.`,
        };
      }
    }
  }
}

export const insightsNeedManagement: Rule = {
  id: 'insights-need-management',
  family: 'deploy',
  severity: 'error',
  title: 'Insights without the events that they analyse',
  what: 'A trail has Insights that its event selectors do not feed: the call rate of management events needs write events, the error rate read or write events, and Insights on data events (`EventCategories`) data events.',
  why: 'CloudTrail refuses to enable such Insights, or finds nothing to analyse.',
  fix: 'Let the event selectors record those events, or remove the Insights selector.',
  alsoKnownAs: [],
  sources,
  check: checkFed,
};

function* checkFed({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    if (isSet(property(trail, 'InsightSelectors')) === 'no') {
      continue;
    }
    const recording = recordingOf(trail);
    const needs = itemsOf(property(trail, 'InsightSelectors')).flatMap(needsOf);
    const answers = needs.map((need) => ({ need, isFed: isFed(need, recording) }));
    const starved = answers.filter((answer) => answer.isFed === 'no').map((answer) => answer.need);
    if (starved.length > 0) {
      yield starvation(trail, [...new Set(starved)]);
    } else if (needs.length === 0 || answers.some((answer) => answer.isFed === 'unknown')) {
      yield { outcome: 'unknown', resource: trail, reason: 'What feeds the Insights is not known.' };
    }
  }
}

function starvation(trail: Resource, needs: readonly Need[]): Verdict {
  const selectors = ['EventSelectors', 'AdvancedEventSelectors'].filter(
    (name) => isSet(property(trail, name)) === 'yes',
  );
  return {
    outcome: 'fail',
    resource: trail,
    at: propertyAt(trail, 'InsightSelectors'),
    message: `These Insights have nothing to analyse: they need ${needs.map((need) => words[need]).join(' and ')}, and the event selectors record none. Record them, or remove the Insights selector.`,
    related: selectors.map((name) => ({ at: propertyAt(trail, name), message: 'The event selectors.' })),
  };
}

/** The events that a kind of Insights analyses. */
type Need = 'writes' | 'management' | 'data';

const words: Readonly<Record<Need, string>> = {
  writes: 'write management events',
  management: 'management events',
  data: 'data events',
};

function needsOf(selector: Value): readonly Need[] {
  const type = literalOfValue(member(selector, 'InsightType'));
  const named = member(selector, 'EventCategories');
  const categories = isSet(named) === 'no' ? ['Management'] : itemsOf(named).map(literalOfValue);
  if (type !== callRate && type !== errorRate) {
    return [];
  }
  return categories.flatMap((category): readonly Need[] => {
    switch (category) {
      case 'Management':
        return [type === callRate ? 'writes' : 'management'];
      case 'Data':
        return ['data'];
      default:
        return [];
    }
  });
}

function isFed(need: Need, recording: Recording): Truth {
  switch (need) {
    case 'writes':
      return records(recording, managementEvent('write'), 'some');
    case 'management':
      return any([
        records(recording, managementEvent('write'), 'some'),
        records(recording, managementEvent('read'), 'some'),
      ]);
    case 'data':
      return records(recording, new Map([['eventCategory', { text: literalText('Data') }]]), 'some');
  }
}
