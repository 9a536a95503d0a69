import { isJsonObject } from '../../core/json.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';

/** What is wrong with a text that should be a policy: a problem that services have words of their own for. */
export type PolicyProblem =
  | { readonly kind: 'json' }
  | { readonly kind: 'missing'; readonly field: string }
  | { readonly kind: 'effect' }
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'principal' }
  | { readonly kind: 'resource' }
  | { readonly kind: 'version' };

/** The rules that differ between the services that take policies. */
interface PolicyRules {
  /** Whether statements must have a principal, or must not. */
  readonly principal: boolean;
  /** Whether statements must have a resource, or must not. */
  readonly resource: boolean;
  /** Whether the service has such an action; any with a service's name before it when absent. */
  readonly hasAction?: (action: string) => boolean;
  /** Whether a resource is one that such a policy can be for; any when absent. */
  readonly hasResource?: (resource: string) => boolean;
}

/** The first thing that is wrong with a policy's text; undefined for one that a service takes. */
export function policyProblem(text: string, rules: PolicyRules): PolicyProblem | undefined {
  const document = parse(text);
  if (document === undefined) {
    return { kind: 'json' };
  }
  const version = document['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    return { kind: 'version' };
  }
  const found = document['Statement'];
  const statements = list(found);
  if (found === undefined || statements.length === 0) {
    return { kind: 'missing', field: 'Statement' };
  }
  for (const statement of statements) {
    const problem = isJsonObject(statement)
      ? statementProblem(statement, rules)
      : ({ kind: 'json' } as const);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function statementProblem(statement: JsonObject, rules: PolicyRules): PolicyProblem | undefined {
  const { hasAction = isAction, hasResource = () => true } = rules;
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') {
    return statement['Effect'] === undefined ? { kind: 'missing', field: 'Effect' } : { kind: 'effect' };
  }
  const actions = texts(statement['Action'] ?? statement['NotAction']);
  if (actions.length === 0) {
    return { kind: 'missing', field: 'Action' };
  }
  const wrong = actions.find((action) => !hasAction(action));
  if (wrong !== undefined) {
    return { kind: 'action', action: wrong };
  }
  const principal = statement['Principal'] ?? statement['NotPrincipal'];
  if (rules.principal !== (principal !== undefined)) {
    return rules.principal ? { kind: 'missing', field: 'Principal' } : { kind: 'principal' };
  }
  if (principal !== undefined && !isPrincipal(principal)) {
    return { kind: 'principal' };
  }
  const resources = texts(statement['Resource'] ?? statement['NotResource']);
  if (rules.resource !== resources.length > 0) {
    return rules.resource ? { kind: 'missing', field: 'Resource' } : { kind: 'resource' };
  }
  return resources.every(hasResource) ? undefined : { kind: 'resource' };
}

function isAction(action: string): boolean {
  return action === '*' || /^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(action);
}

/** `*`, or ids by their kind; those of AWS are account numbers, ARNs of IAM and STS, or unique ids. */
function isPrincipal(principal: JsonValue): boolean {
  if (!isJsonObject(principal)) {
    return principal === '*';
  }
  const entries = Object.entries(principal);
  return (
    entries.length > 0 &&
    entries.every(([kind, value]) => {
      const ids = value === undefined ? [] : texts(value);
      const isKnown = ['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(kind);
      return isKnown && ids.length > 0 && (kind !== 'AWS' || ids.every(isAwsPrincipal));
    })
  );
}

function isAwsPrincipal(id: string): boolean {
  return /^(\*|\d{12}|A[A-Z0-9]{15,127}|arn:aws[a-z-]*:(iam|sts)::(\d{12}|cloudfront):[^*]+)$/.test(id);
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

function texts(value: JsonValue | undefined): readonly string[] {
  return list(value).filter((item) => typeof item === 'string');
}
