import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import { evaluate, type StatementMatch } from '../policy/evaluate.ts';
import { operatorOf } from '../policy/operators.ts';
import type { Condition, PolicyDocument, PolicyRequest, Statement } from '../policy/policy.ts';
import { refusalOf, type Refusal } from '../rules/refusal.ts';
import type { Fix, FixEdit } from './fix.ts';
import { map, scalar, type FixPath, type FixText, type FixValue } from './fix-value.ts';
import type { NeededStatement } from './needed-statements.ts';
import { hasWildcard } from './trail-texts.ts';

/** A policy that something is needed of. */
export interface PolicyPlace {
  readonly resource: Resource;
  /** The property that has the policy. */
  readonly property: 'PolicyDocument' | 'KeyPolicy' | 'AssumeRolePolicyDocument';
  readonly document: PolicyDocument;
}

/** A request that a policy has to allow, and the statement that does. */
export interface Need {
  readonly request: PolicyRequest;
  readonly statement: NeededStatement;
  /** Whether it is needed beside what a policy has, and not in place of it. */
  readonly isBeside?: boolean;
}

interface Refused {
  readonly need: Need;
  readonly refusal: Refusal;
  readonly statements: readonly StatementMatch[];
}

/**
 * What makes a policy allow what it refuses: of the cause at one place, as the rules report it. A policy that lacks a
 * statement gets it; a statement that is nearly right is corrected.
 *
 * @param at where the failure was reported; a refusal without a place of its own is reported elsewhere
 * @param arn the ARN that conditions on the source are to have
 */
export function policyFixes(
  place: PolicyPlace,
  needs: readonly Need[],
  at: Location,
  arn: FixText,
): readonly Fix[] {
  const refused = needs.flatMap((need): readonly Refused[] => {
    const evaluation = evaluate(place.document, need.request);
    const refusal = refusalOf(evaluation);
    return refusal === undefined ? [] : [{ need, refusal, statements: evaluation.statements }];
  });
  const lacking = refused.filter(({ refusal }) => refusal.at === undefined);
  const here = refused.filter(({ refusal }) => refusal.at !== undefined && isSame(refusal.at, at));
  const [first] = here;
  if (first === undefined) {
    return lacking.length === 0
      ? []
      : [
          addStatements(
            place,
            lacking.map(({ need }) => need.statement),
          ),
        ];
  }
  switch (first.refusal.kind) {
    case 'source-arn':
      return sourceArnFix(place, refused, arn);
    case 'denied':
      return denialFix(place, at);
    case 'condition':
      return conditionFix(place, first);
    default:
      return resourceFix(place, here, at);
  }
}

/** Adds statements to a policy, or makes the policy where there is none. */
export function addStatements(
  { resource, property, document }: PolicyPlace,
  statements: readonly NeededStatement[],
): Fix {
  const items = statements.map((statement) => withFreeSid(statement, document));
  const isMissing = !resource.properties.members.has(property);
  const path = [property];
  return {
    title: `Add the statements that CloudTrail needs to ${nameOf(property)}${resource.id}`,
    isPreferred: true,
    isSafe: false,
    edits: [
      isMissing
        ? { kind: 'set', resource: resource.id, path, value: wholePolicy(items) }
        : { kind: 'append', resource: resource.id, path: [...path, 'Statement'], items },
    ],
  };
}

function wholePolicy(items: readonly FixValue[]): FixValue {
  return map({ Version: scalar('2012-10-17'), Statement: { kind: 'list', items } });
}

function nameOf(property: PolicyPlace['property']): string {
  switch (property) {
    case 'PolicyDocument':
      return '';
    case 'KeyPolicy':
      return 'the key policy of ';
    case 'AssumeRolePolicyDocument':
      return 'the trust policy of ';
  }
}

/** A `Sid` is there once in a policy. */
function withFreeSid({ sid, value }: NeededStatement, { statements }: PolicyDocument): FixValue {
  const taken = new Set(statements.map((statement) => statement.sid));
  if (!taken.has(sid) || value.kind !== 'map') {
    return value;
  }
  let number = 2;
  while (taken.has(`${sid}n${number}`)) {
    number += 1;
  }
  return {
    kind: 'map',
    members: value.members.map((member) =>
      member[0] === 'Sid' ? ['Sid', scalar(`${sid}n${number}`)] : member,
    ),
  };
}

/** The statement is for something else: it gets what is needed, in place of its only resource or beside others. */
function resourceFix(place: PolicyPlace, here: readonly Refused[], at: Location): readonly Fix[] {
  const statement = place.document.statements.find(
    (one) => isSame(one.at, at) || one.resource?.patterns.some((pattern) => isSame(pattern.at, at)) === true,
  );
  const values = here.flatMap(({ need }) => need.statement.resource ?? []);
  const [value] = values;
  if (statement?.resource === undefined || statement.resource.isNegated || value === undefined) {
    return [];
  }
  // A policy for an organization keeps the folder of the account, for the day when the trail is one of an account again.
  const isOnly =
    here.every(({ need }) => need.isBeside !== true) &&
    statement.resource.patterns.length === 1 &&
    statement.action.patterns.length === 1 &&
    values.length === 1;
  const path = [...pathOf(place, statement), 'Resource'];
  const resource = place.resource.id;
  const replacing: Fix = {
    title: 'Let the statement cover what the trail uses',
    isPreferred: true,
    isSafe: false,
    edits: [{ kind: 'set', resource, path, value, isWhole: true }],
  };
  const adding: Fix = {
    title: 'Let the statement cover what the trail uses, too',
    isPreferred: !isOnly,
    isSafe: false,
    edits: [{ kind: 'append', resource, path, items: values }],
  };
  return isOnly ? [replacing, adding] : [adding];
}

/** CloudTrail cannot meet a condition: the statement gets those that it can meet. */
function conditionFix(place: PolicyPlace, { need, refusal }: Refused): readonly Fix[] {
  const statement = place.document.statements.find(({ conditions }) =>
    conditions.some((condition) => refusal.at !== undefined && isSame(condition.at, refusal.at)),
  );
  const value = need.statement.condition;
  if (statement === undefined || value === undefined) {
    return [];
  }
  return [
    {
      title: 'Give the statement the conditions that CloudTrail meets',
      isPreferred: true,
      isSafe: false,
      edits: [
        {
          kind: 'set',
          resource: place.resource.id,
          path: [...pathOf(place, statement), 'Condition'],
          value,
          isWhole: true,
        },
      ],
    },
  ];
}

/** A Deny that was not meant for services. */
function denialFix(place: PolicyPlace, at: Location): readonly Fix[] {
  const statement = place.document.statements.find((one) => isSame(one.at, at));
  return statement === undefined
    ? []
    : [
        {
          title: 'Except AWS services from this Deny',
          isPreferred: true,
          isSafe: false,
          edits: [
            {
              kind: 'set',
              resource: place.resource.id,
              path: [...pathOf(place, statement), 'Condition'],
              value: map({ BoolIfExists: map({ 'aws:PrincipalIsAWSService': scalar('false') }) }),
            },
          ],
        },
      ];
}

/** The same wrong ARN stands in each statement: all of them are corrected. */
function sourceArnFix(place: PolicyPlace, refused: readonly Refused[], arn: FixText): readonly Fix[] {
  const unmet = refused.flatMap(({ statements }) =>
    statements.flatMap(({ statement, unmet: conditions }) =>
      conditions.filter(({ key }) => key === 'aws:sourcearn').map((condition) => ({ statement, condition })),
    ),
  );
  const edits = unmet
    .filter(({ condition }, index) => unmet.findIndex((other) => other.condition === condition) === index)
    .flatMap(({ statement, condition }) => setSource(place, statement, condition, arn));
  return [
    {
      title: hasWildcard(arn)
        ? 'Limit it to the trails of this account'
        : 'Limit it to the ARN of this trail',
      isPreferred: true,
      isSafe: false,
      edits,
    },
  ];
}

/** Gives a condition on the source another ARN, and an operator that suits it. */
export function setSource(
  place: PolicyPlace,
  statement: Statement,
  { operator, name }: Condition,
  arn: FixText,
): readonly FixEdit[] {
  const resource = place.resource.id;
  const path = [...pathOf(place, statement), 'Condition'];
  const value: FixValue = { kind: 'text', parts: arn };
  const isSuited = !hasWildcard(arn) || operatorOf(operator)?.isExact !== true;
  if (isSuited) {
    return [{ kind: 'set', resource, path: [...path, operator, name], value, isWhole: true }];
  }
  const others = statement.conditions.filter((other) => other.operator === operator);
  return others.length === 1
    ? [
        { kind: 'rename', resource, path: [...path, operator], name: 'ArnLike' },
        { kind: 'set', resource, path: [...path, operator, name], value, isWhole: true },
      ]
    : [
        { kind: 'remove', resource, path: [...path, operator, name] },
        { kind: 'set', resource, path, value: map({ ArnLike: map({ [name]: value }) }) },
      ];
}

/** The way to a statement. */
export function pathOf({ property }: PolicyPlace, { at }: Statement): FixPath {
  return [property, 'Statement', at];
}

export function isSame({ range: a }: Location, { range: b }: Location): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

/** Whether a place lies in another one, or is the same. */
export function isInside({ range: inner }: Location, { range: outer }: Location): boolean {
  const isNotBefore = (a: Location['range']['start'], b: Location['range']['start']): boolean =>
    a.line > b.line || (a.line === b.line && a.character >= b.character);
  return isNotBefore(inner.start, outer.start) && isNotBefore(outer.end, inner.end);
}
