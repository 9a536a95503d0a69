import type { Position } from '../location.ts';
import type { Resource } from '../model.ts';
import { booleanOf, property } from '../properties.ts';
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

export const multiRegionFixes: Fixer = function* ({ resource }) {
  yield multiRegion(resource);
};

/** More management events are recorded, which are charged for where another trail of the account has them too. */
function multiRegion(trail: Resource): Fix {
  const isRefused = booleanOf(property(trail, 'IncludeGlobalServiceEvents'), true) !== 'yes';
  const edits: readonly FixEdit[] = [
    { kind: 'set', resource: trail.id, path: ['IsMultiRegionTrail'], value: scalar(true) },
    // CloudTrail refuses a multi-Region trail without global service events.
    ...(isRefused ? [removeGlobal(trail)] : []),
  ];
  return {
    title: `Set IsMultiRegionTrail to true${isRefused ? ' and remove IncludeGlobalServiceEvents' : ''}`,
    isPreferred: true,
    isSafe: false,
    edits,
  };
}

function removeGlobal({ id }: Resource): FixEdit {
  return { kind: 'remove', resource: id, path: ['IncludeGlobalServiceEvents'] };
}

export const globalServiceEventsFixes: Fixer = function* ({ resource }) {
  yield multiRegion(resource);
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
    isSafe: false,
    edits: [removeGlobal(resource)],
  };
};

/** EventBridge passes read calls on only in this state. */
export const eventRuleFixes: Fixer = function* (request) {
  if (request.failed.severity === undefined) {
    yield* setTo('State', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', false)(request);
  }
};
