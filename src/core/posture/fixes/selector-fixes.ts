import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import { isSet, literalOfValue, property } from '../properties.ts';
import { fieldSelectors, isBucketArn, memberAt } from '../selector-values.ts';
import { recordingOf } from '../selectors.ts';
import { itemsOf, member, type Value } from '../value.ts';
import type { Fix, FixEdit } from './fix.ts';
import { list, map, scalar, text, type FixPath, type FixValue } from './fix-value.ts';
import type { Fixer } from './fixer.ts';
import { isSame } from './needs.ts';

const basic = 'EventSelectors';
const advanced = 'AdvancedEventSelectors';

/** A field selector of an advanced event selector. */
export function fieldSelector(field: string, operator: string, ...values: readonly FixValue[]): FixValue {
  return map({ Field: scalar(field), [operator]: list(...values) });
}

/** An advanced event selector. */
export function advancedSelector(name: string, ...fields: readonly FixValue[]): FixValue {
  return map({ Name: scalar(name), FieldSelectors: list(...fields) });
}

export const allManagement: FixValue = advancedSelector(
  'All management events',
  fieldSelector('eventCategory', 'Equals', scalar('Management')),
);

/** Management events are missing, or half of them. */
export const managementEventsFixes: Fixer = function* ({ resource: trail, failed }) {
  const { form } = recordingOf(trail);
  const direct = form === 'basic' ? basicCause(trail, failed.at) : advancedCause(trail, failed.at);
  if (direct !== undefined) {
    yield { ...direct, isPreferred: true, isSafe: false };
  }
  const isPreferred = direct === undefined;
  if (form === 'advanced') {
    yield add(trail, advanced, allManagement, isPreferred);
  } else if (form === 'basic') {
    yield add(
      trail,
      basic,
      map({ ReadWriteType: scalar('All'), IncludeManagementEvents: scalar(true) }),
      isPreferred,
    );
  }
};

function add(trail: Resource, name: string, item: FixValue, isPreferred: boolean): Fix {
  return {
    title: 'Add a selector for all management events',
    isPreferred,
    isSafe: false,
    edits: [{ kind: 'append', resource: trail.id, path: [name], items: [item] }],
  };
}

/** The member of the basic selector that keeps the events out. */
function basicCause(trail: Resource, at: Location): Pick<Fix, 'title' | 'edits'> | undefined {
  for (const selector of itemsOf(property(trail, basic))) {
    const wanted = { ReadWriteType: 'All', IncludeManagementEvents: true } as const;
    for (const [name, value] of Object.entries(wanted)) {
      if (isSame(memberAt(selector, name), at)) {
        return {
          title: `Set ${name} to ${String(value)}`,
          edits: [
            { kind: 'set', resource: trail.id, path: [basic, selector.at, name], value: scalar(value) },
          ],
        };
      }
    }
  }
  return undefined;
}

/** The field selector that keeps them out. */
function advancedCause(trail: Resource, at: Location): Pick<Fix, 'title' | 'edits'> | undefined {
  const field = itemsOf(property(trail, advanced))
    .flatMap((selector) => itemsOf(member(selector, 'FieldSelectors')))
    .find((candidate) => isSame(candidate.at, at));
  return field === undefined
    ? undefined
    : {
        title: `Remove the condition on ${literalOfValue(member(field, 'Field')) ?? 'the field'}`,
        edits: [{ kind: 'remove', resource: trail.id, path: [advanced, field.at] }],
      };
}

/** KMS or the RDS Data API are left out: without the condition they are not, and with it on reads alone writes are in. */
export const excludedManagementEventsFixes: Fixer = function* ({ resource: trail, failed }) {
  const removal = advancedCause(trail, failed.at) ?? basicExclusion(trail, failed.at);
  if (removal !== undefined) {
    yield { ...removal, isPreferred: true, isSafe: false };
  }
};

function basicExclusion(trail: Resource, at: Location): Pick<Fix, 'title' | 'edits'> | undefined {
  const name = 'ExcludeManagementEventSources';
  const selector = itemsOf(property(trail, basic)).find((one) => isSame(memberAt(one, name), at));
  return selector === undefined
    ? undefined
    : {
        title: `Remove ${name}`,
        edits: [{ kind: 'remove', resource: trail.id, path: [basic, selector.at, name] }],
      };
}

export const selectorConflictFixes: Fixer = function* ({ resource: trail }) {
  for (const [removed, kept] of [
    [basic, advanced],
    [advanced, basic],
  ] as const) {
    yield {
      title: `Remove ${removed}, and keep ${kept}`,
      isPreferred: false,
      isSafe: false,
      reveals: true,
      edits: [{ kind: 'remove', resource: trail.id, path: [removed] }],
    };
  }
};

export const selectorEmptyFixes: Fixer = function* ({ resource: trail, failed }) {
  const selectors = itemsOf(property(trail, basic));
  const isOnly = selectors.length === 1;
  const path: FixPath = [basic, failed.at];
  const remove: Fix = {
    title: isOnly
      ? 'Remove EventSelectors: without them all management events are recorded'
      : 'Remove the selector',
    isPreferred: !isOnly,
    isSafe: false,
    edits: [{ kind: 'remove', resource: trail.id, path: isOnly ? [basic] : path }],
  };
  const include: Fix = {
    title: 'Set IncludeManagementEvents to true',
    isPreferred: isOnly,
    isSafe: false,
    edits: [
      { kind: 'set', resource: trail.id, path: [...path, 'IncludeManagementEvents'], value: scalar(true) },
    ],
  };
  yield* isOnly ? [include, remove] : [remove, include];
};

/** The ARN of a bucket where objects are meant: its objects are those that begin with it and a slash. */
export const selectorMatchesNothingFixes: Fixer = function* ({ resource, failed }) {
  for (const selector of itemsOf(property(resource, advanced))) {
    for (const field of fieldSelectors(selector, 'resources.ARN')) {
      for (const operator of ['Equals', 'StartsWith'] as const) {
        const values = itemsOf(member(field, operator));
        if (isSame(memberAt(field, operator), failed.at)) {
          yield startsWith(resource, [advanced, selector.at, 'FieldSelectors', field.at], operator, values);
        }
      }
    }
  }
};

function startsWith(
  { id }: Resource,
  path: FixPath,
  operator: 'Equals' | 'StartsWith',
  values: readonly Value[],
): Fix {
  const slashed = values
    .filter((value) => value.kind === 'text' && isBucketArn(value.text) === 'yes')
    .map((value): FixEdit => {
      const place = [...path, value.at];
      const parts = [{ kind: 'copy' as const, resource: id, path: place }, '/'];
      return { kind: 'set', resource: id, path: place, value: text(...parts) };
    });
  return {
    title: `${operator === 'Equals' ? 'Use StartsWith with a slash at the end' : 'Add the slash at the end'}: data events of the bucket are then recorded, and charged for`,
    isPreferred: true,
    isSafe: false,
    edits:
      operator === 'Equals'
        ? [{ kind: 'rename', resource: id, path: [...path, operator], name: 'StartsWith' }, ...slashed]
        : slashed,
  };
}

/** Selectors for data events of all resources of a type; those of the log bucket itself would loop. */
export function dataEventsFixes(type: 'AWS::S3::Object' | 'AWS::Lambda::Function'): Fixer {
  return function* ({ posture, resource: trail }) {
    const { form } = recordingOf(trail);
    const link = posture.linked(property(trail, 'S3BucketName'), ['AWS::S3::Bucket']);
    const own = type === 'AWS::S3::Object' && link.kind === 'resource' ? link.resource : undefined;
    const except = own === undefined ? [] : [fieldSelector('resources.ARN', 'NotStartsWith', objectsOf(own))];
    const selector = advancedSelector(
      `Data events of ${type}`,
      fieldSelector('eventCategory', 'Equals', scalar('Data')),
      fieldSelector('resources.type', 'Equals', scalar(type)),
      ...except,
    );
    if (form === 'default' || form === 'advanced') {
      yield {
        title: `Add a selector for data events of ${type}${own === undefined ? '' : ', without those of the log bucket'}: they are charged for`,
        isPreferred: true,
        isSafe: false,
        edits: [
          {
            kind: 'append',
            resource: trail.id,
            path: [advanced],
            items: form === 'default' ? [allManagement, selector] : [selector],
          },
        ],
      };
    } else if (form === 'basic' && own === undefined) {
      yield basicDataEvents(trail, type);
    }
  };
}

function objectsOf({ id }: Resource): FixValue {
  return { kind: 'text', parts: [{ kind: 'attribute', resource: id, attribute: 'Arn' }, '/'] };
}

function basicDataEvents(trail: Resource, type: 'AWS::S3::Object' | 'AWS::Lambda::Function'): Fix {
  const service = type === 'AWS::S3::Object' ? 's3' : 'lambda';
  const selector = map({
    ReadWriteType: scalar('All'),
    IncludeManagementEvents: scalar(false),
    DataResources: list(
      map({
        Type: scalar(type),
        Values: list({ kind: 'text', parts: ['arn:', { kind: 'partition' }, `:${service}`] }),
      }),
    ),
  });
  return {
    title: `Add a selector for data events of ${type}: they are charged for`,
    isPreferred: true,
    isSafe: false,
    edits: [{ kind: 'append', resource: trail.id, path: [basic], items: [selector] }],
  };
}

/** The log bucket is left out of the selectors, or CloudTrail's own deliveries of what it records. */
export const dataEventLoopFixes: Fixer = function* ({ posture, resource: trail, failed }) {
  const link = posture.linked(property(trail, 'S3BucketName'), ['AWS::S3::Bucket']);
  const selector = itemsOf(property(trail, advanced)).find(({ at }) => isSame(at, failed.at));
  const isSafe = false;
  if (selector !== undefined && link.kind === 'resource') {
    yield {
      title: `Leave the log bucket ${link.resource.id} out of the selector`,
      isPreferred: true,
      isSafe,
      edits: [exclusion(trail, selector, objectsOf(link.resource))],
    };
  }
  yield {
    title: 'Set RecursiveLogging to false: deliveries of the trail itself are not recorded',
    isPreferred: selector === undefined,
    isSafe,
    edits: [{ kind: 'set', resource: trail.id, path: ['RecursiveLogging'], value: scalar(false) }],
  };
};

function exclusion(trail: Resource, selector: Value, objects: FixValue): FixEdit {
  const path: FixPath = [advanced, selector.at, 'FieldSelectors'];
  const [arn] = fieldSelectors(selector, 'resources.ARN');
  return arn === undefined
    ? {
        kind: 'append',
        resource: trail.id,
        path,
        items: [fieldSelector('resources.ARN', 'NotStartsWith', objects)],
      }
    : { kind: 'append', resource: trail.id, path: [...path, arn.at, 'NotStartsWith'], items: [objects] };
}

/** The selector that asks for what another one records already. */
export const duplicateManagementFixes: Fixer = function* ({ resource: trail, failed }) {
  const selectors = itemsOf(property(trail, basic));
  const asking = selectors.find(
    (selector) =>
      isSame(memberAt(selector, 'IncludeManagementEvents'), failed.at) || isSame(selector.at, failed.at),
  );
  if (asking !== undefined && isSet(member(asking, 'DataResources')) === 'yes') {
    yield {
      title: 'Set IncludeManagementEvents to false',
      isPreferred: true,
      isSafe: false,
      edits: [
        {
          kind: 'set',
          resource: trail.id,
          path: [basic, asking.at, 'IncludeManagementEvents'],
          value: scalar(false),
        },
      ],
    };
  } else if (asking !== undefined) {
    yield removeSelector(trail, basic, asking.at);
  }
  const redundant = itemsOf(property(trail, advanced)).find(({ at }) => isSame(at, failed.at));
  if (redundant !== undefined) {
    yield removeSelector(trail, advanced, redundant.at);
  }
};

function removeSelector({ id }: Resource, name: string, at: Location): Fix {
  return {
    title: 'Remove the selector',
    isPreferred: true,
    isSafe: false,
    edits: [{ kind: 'remove', resource: id, path: [name, at] }],
  };
}

/** Both kinds of Insights on management events. */
export const insightsFixes: Fixer = function* ({ resource: trail }) {
  const types = ['ApiCallRateInsight', 'ApiErrorRateInsight'];
  yield {
    title: 'Add Insights on the rates of calls and of errors, which are charged for',
    isPreferred: true,
    isSafe: false,
    edits: [
      {
        kind: 'append',
        resource: trail.id,
        path: ['InsightSelectors'],
        items: types.map((type) => map({ InsightType: scalar(type) })),
      },
    ],
  };
};

export const insightsNeedFixes: Fixer = function* ({ resource: trail }) {
  const { form } = recordingOf(trail);
  if (form === 'advanced') {
    yield add(trail, advanced, allManagement, true);
  } else if (form === 'basic') {
    yield add(
      trail,
      basic,
      map({ ReadWriteType: scalar('All'), IncludeManagementEvents: scalar(true) }),
      true,
    );
  }
  yield {
    title: 'Remove InsightSelectors',
    isPreferred: false,
    isSafe: false,
    edits: [{ kind: 'remove', resource: trail.id, path: ['InsightSelectors'] }],
  };
};
