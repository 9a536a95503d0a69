import { nonEmptyString } from '../../json.ts';
import type { Localize } from '../../localize.ts';
import type { Resource } from '../../posture/model.ts';
import { booleanOf, property } from '../../posture/properties.ts';
import { managementEvent, recordingOf, records, type AskedEvent } from '../../posture/selectors.ts';
import { literalText } from '../../posture/symbolic-text.ts';
import { actionsOf } from './call-actions.ts';
import { known, type AccountFacts, type TrailFacts } from './facts.ts';
import { guardOn, managedMessage } from './plan-draft.ts';
import { modelOfPlan } from './plan-model.ts';
import { historyBegins, trailId, type Notice, type Plan, type Step } from './plan.ts';
import { loggingReading } from './readings.ts';

/** A trail that is to start or to stop. */
export interface LoggingChange {
  readonly kind: 'start-logging' | 'stop-logging';
  readonly arn: string;
  /** Go on although somebody else manages the trail. */
  readonly changesManaged?: boolean;
}

/**
 * The plan that starts or stops the logging of a trail. Stopping tells what nobody records afterwards.
 *
 * @param facts with the trail among its `trails`
 */
export function planLogging(change: LoggingChange, facts: AccountFacts, t: Localize): Plan {
  const trail = facts.trails.find(({ description }) => description['TrailARN'] === change.arn);
  const region = change.arn.split(':')[3] ?? '';
  const name = change.arn.split('/').at(-1) ?? '';
  const plan: Plan = {
    kind: change.kind,
    trail: { name, arn: change.arn, region },
    account: facts.caller.account,
    caller: facts.caller.arn,
    steps: [stepOf(change.kind, trailId(change.arn, facts.caller.account), region, t)],
    refusals: [],
    warnings: [],
  };
  if (trail === undefined) {
    return { ...plan, refusals: [{ id: 'thing-missing', message: t('There is no trail {0}.', name) }] };
  }
  const managed = managedNotices(change.arn, trail, t);
  const mayRun = change.changesManaged === true || trail.manager?.kind === 'unknown';
  const isSo = known(trail.isLogging) === (change.kind === 'start-logging');
  const already: Notice = {
    id: 'already-so',
    message: isLoggingMessage(change.kind, name, t),
  };
  return {
    ...plan,
    refusals: [...(isSo ? [already] : []), ...(mayRun ? [] : managed)],
    warnings: [
      ...(mayRun ? managed : []),
      ...(change.kind === 'stop-logging' ? lossesOf(plan, trail, facts, t) : []),
    ],
  };
}

function isLoggingMessage(kind: LoggingChange['kind'], name: string, t: Localize): string {
  return kind === 'start-logging' ? t('{0} logs already.', name) : t('{0} does not log.', name);
}

function managedNotices(arn: string, { manager }: TrailFacts, t: Localize): readonly Notice[] {
  if (manager === undefined) {
    return [];
  }
  const id = manager.kind === 'unknown' ? 'not-read' : 'managed';
  return [{ id, message: managedMessage(arn, manager, t) }];
}

function stepOf(kind: LoggingChange['kind'], id: string, region: string, t: Localize): Step {
  const isStart = kind === 'start-logging';
  const operation = isStart ? 'StartLogging' : 'StopLogging';
  const call = { service: 'cloudtrail', operation, region, input: { Name: id } } as const;
  const read = loggingReading(id, region);
  const changed = isStart ? t('The trail logs by now.') : t('The trail has been stopped by now.');
  return {
    id: isStart ? historyBegins : 'stop-logging',
    call,
    actions: actionsOf(call),
    why: isStart
      ? t('From here on the trail records.')
      : t('From here on the trail records nothing; what it has recorded is kept.'),
    cost: isStart
      ? { kind: 'unknown', text: t('How many events there will be is not known.') }
      : { kind: 'free', text: '' },
    before: [guardOn(read, !isStart, changed)],
    took: { kind: 'value', guard: guardOn(read, isStart, '') },
    undo: isStart
      ? { kind: 'none', text: t('What is recorded is kept; logging can be stopped.') }
      : { kind: 'none', text: t('Logging can be started again; what happens in between is not recorded.') },
    retryOn: ['ConflictException'],
  };
}

/** What is lost while a trail does not log. */
function lossesOf(plan: Plan, trail: TrailFacts, facts: AccountFacts, t: Localize): readonly Notice[] {
  const resources = modelOfPlan(plan, facts).resources;
  const own = resources.get(plan.trail.arn);
  const others = facts.trails
    .filter((other) => other !== trail)
    .map(({ description }) => ({
      description,
      resource: resources.get(nonEmptyString(description['TrailARN']) ?? ''),
    }));
  const regions =
    trail.description['IsMultiRegionTrail'] === true && facts.regions.length > 0
      ? facts.regions
      : [plan.trail.region];
  const kinds: readonly (readonly [AskedEvent, string])[] = [
    [managementEvent('write'), t('management events that change something')],
    [managementEvent('read'), t('management events that only read')],
    [category('Data'), t('data events')],
    [category('NetworkActivity'), t('network activity events')],
  ];
  const losses = kinds.flatMap(([event, words]): Notice[] => {
    if (own === undefined || records(recordingOf(own), event, 'some') === 'no') {
      return [];
    }
    const lost = regions.filter(
      (region) =>
        !others.some(({ description, resource }) => {
          const covers = description['IsMultiRegionTrail'] === true || description['HomeRegion'] === region;
          return covers && resource !== undefined && surelyRecords(resource, event);
        }),
    );
    return lost.length === 0
      ? []
      : [
          {
            id: 'nobody-records',
            message: t('Nobody is sure to record {0} afterwards in {1}.', words, lost.join(', ')),
          },
        ];
  });
  const validates = trail.description['LogFileValidationEnabled'] === true;
  return validates
    ? [
        ...losses,
        {
          id: 'digest-chain',
          message: t(
            'The chain of digests breaks: that no log file is missing cannot be proven across the gap.',
          ),
        },
      ]
    : losses;
}

function category(name: string): AskedEvent {
  return new Map([['eventCategory', { text: literalText(name) }]]);
}

/** Whether a trail logs and records all events of a kind, as far as its selectors tell. */
function surelyRecords(resource: Resource, event: AskedEvent): boolean {
  const logs = booleanOf(property(resource, 'IsLogging'), true);
  return logs === 'yes' && records(recordingOf(resource), event) === 'yes';
}
