import type { Position } from '../location.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { booleanOf, isSet, property } from '../properties.ts';
import { recordingOf } from '../selectors.ts';
import type { Fix, FixEdit } from './fix.ts';
import { scalar } from './fix-value.ts';
import type { Fixer } from './fixer.ts';

/** Sets a property of the failed resource to a value, which is the one right answer. */
export function setTo(name: string, value: string | number | boolean, isSafe: boolean): Fixer {
  return function* ({ resource }) {
    yield {
      title: `Set ${name} to ${String(value)}`,
      isPreferred: true,
      isSafe: isSafe && isLiteral(resource, name),
      edits: [{ kind: 'set', resource: resource.id, path: [name], value: scalar(value) }],
    };
  };
}

/** Whether a property is missing or a plain value. A parameter, or a choice by a condition, is there on purpose. */
function isLiteral({ properties: { members } }: Resource, name: string): boolean {
  const found = members.get(name);
  return (
    found === undefined ||
    (found.value.kind === 'boolean' && isNotAfter(found.at.range.end, found.value.at.range.end)) ||
    found.value.kind === 'null'
  );
}

function isNotAfter(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

export const logFileValidationFixes: Fixer = setTo('EnableLogFileValidation', true, true);

export const multiRegionFixes: Fixer = function* ({ posture, resource }) {
  yield multiRegion(resource, {
    isPreferred: true,
    isSafe: isPlainTrail(posture, resource) && isLiteral(resource, 'IsMultiRegionTrail'),
  });
};

function multiRegion(trail: Resource, kind: Pick<Fix, 'isPreferred' | 'isSafe'>): Fix {
  const isRefused = booleanOf(property(trail, 'IncludeGlobalServiceEvents'), true) !== 'yes';
  const edits: readonly FixEdit[] = [
    { kind: 'set', resource: trail.id, path: ['IsMultiRegionTrail'], value: scalar(true) },
    // CloudTrail refuses a multi-Region trail without global service events.
    ...(isRefused ? [removeGlobal(trail)] : []),
  ];
  return {
    title: `Set IsMultiRegionTrail to true${isRefused ? ' and remove IncludeGlobalServiceEvents' : ''}`,
    ...kind,
    edits,
  };
}

function removeGlobal({ id }: Resource): FixEdit {
  return { kind: 'remove', resource: id, path: ['IncludeGlobalServiceEvents'] };
}

/**
 * Whether more management events cost nothing: the first copy of them is free, but data events, Insights, CloudWatch
 * Logs and a second copy are charged.
 */
function isPlainTrail({ trails }: Posture, trail: Resource): boolean {
  return (
    trails.length === 1 &&
    recordingOf(trail).form === 'default' &&
    isSet(property(trail, 'CloudWatchLogsLogGroupArn')) === 'no' &&
    isSet(property(trail, 'InsightSelectors')) === 'no'
  );
}

export const globalServiceEventsFixes: Fixer = function* ({ resource }) {
  yield multiRegion(resource, { isPreferred: true, isSafe: false });
  yield {
    title: 'Remove IncludeGlobalServiceEvents',
    isPreferred: false,
    isSafe: false,
    edits: [removeGlobal(resource)],
  };
};

export const multiRegionGlobalEventsFixes: Fixer = function* ({ resource }) {
  yield {
    title: 'Remove IncludeGlobalServiceEvents, which is true by default',
    isPreferred: true,
    isSafe: true,
    edits: [removeGlobal(resource)],
  };
};

/** EventBridge passes read calls on only in this state. */
export const eventRuleFixes: Fixer = function* (request) {
  if (request.failed.severity === undefined) {
    yield* setTo('State', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', false)(request);
  }
};
