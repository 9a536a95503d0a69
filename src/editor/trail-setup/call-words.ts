import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { Localize } from '../../core/localize.ts';
import type { Plan, Step } from '../../core/trails/setup/plan.ts';

/** A call as it is named everywhere: `s3:CreateBucket`. */
export function callName({ call }: Step): string {
  return `${call.service}:${call.operation}`;
}

/** The members of inputs that name what a call is about; the first that is there. */
const naming = [
  'Bucket',
  'TrailName',
  'Name',
  'RoleName',
  'logGroupName',
  'TopicArn',
  'AliasName',
  'KeyId',
] as const;

/** What a step's call is about: a name or an ARN; empty where only AWS will give it one. */
export function subjectOf(step: Step, plan: Plan, t: Localize): string {
  const member = naming.find((name) => step.call.input[name] !== undefined);
  const value = member === undefined ? undefined : step.call.input[member];
  if (isJsonObject(value)) {
    return referenceWords(value, plan, t) ?? '';
  }
  return typeof value === 'string' ? value : '';
}

/** What stands for something that an earlier step makes; undefined for any other value. */
function referenceWords({ fromStep, member }: JsonObject, plan: Plan, t: Localize): string | undefined {
  const index = plan.steps.findIndex(({ id }) => id === fromStep);
  const step = plan.steps[index];
  return step === undefined || typeof member !== 'string'
    ? undefined
    : t('{0} from step {1}', member.split('.').at(-1) ?? member, index + 1);
}

/** Invisible and direction-changing characters, which JSON leaves as they are. */
const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * The input of a step's call as lines of JSON, with words in place of what earlier steps make. A policy, which is sent
 * as a text that holds JSON, is shown as the JSON that it holds. Invisible characters are escaped.
 */
export function inputLines(step: Step, plan: Plan, t: Localize): readonly string[] {
  return JSON.stringify(shown(step.call.input, plan, t), undefined, 2)
    .split('\n')
    .map((line) =>
      line.replace(unfit, (character) =>
        [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join(''),
      ),
    );
}

function shown(value: JsonValue | undefined, plan: Plan, t: Localize): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value.map((item: JsonValue) => shown(item, plan, t) ?? null);
  }
  if (isJsonObject(value)) {
    const reference = referenceWords(value, plan, t);
    return reference === undefined
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shown(inner, plan, t)]))
      : `<${reference}>`;
  }
  return typeof value === 'string' ? (policyIn(value) ?? value) : value;
}

/** Whether an input has a policy in it that is shown as JSON though it is sent as a text. */
export function holdsPolicy(input: JsonObject): boolean {
  return Object.values(input).some((value) =>
    isJsonObject(value) ? holdsPolicy(value) : typeof value === 'string' && policyIn(value) !== undefined,
  );
}

function policyIn(text: string): JsonObject | undefined {
  if (!text.startsWith('{')) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
