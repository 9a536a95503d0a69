import { evaluate } from '../../core/posture/policy/evaluate.ts';
import { policyFromJson } from '../../core/posture/policy/parse.ts';
import type { ContextValue, PolicyRequest } from '../../core/posture/policy/policy.ts';
import { literalText } from '../../core/posture/symbolic-text.ts';
import { sampleAccountId, sampleCaller } from '../sample/cast.ts';

/** The ARN of the role that the sample caller is a session of. */
const [, callerRole = ''] = sampleCaller.arn.split('/');
export const callerRoleArn = `arn:aws:iam::${sampleAccountId}:role/${callerRole}`;

/** Whether a policy allows a request and does not deny it; without a policy nothing is allowed. */
export function allows(policy: string | undefined, request: PolicyRequest): boolean {
  return policy !== undefined && decisionOf(policy, request) === 'allowed';
}

/** Whether a policy denies a request explicitly. */
export function denies(policy: string | undefined, request: PolicyRequest): boolean {
  return policy !== undefined && decisionOf(policy, request) === 'denied';
}

function decisionOf(policy: string, request: PolicyRequest): string {
  return evaluate(policyFromJson(policy), request).decision;
}

/** A request of the sample caller: over TLS, whatever the door, and from nowhere in particular. */
export function byCaller(action: string, resource: string): PolicyRequest {
  const arns = [sampleCaller.arn, callerRoleArn].map(literalText);
  const keys: Readonly<Record<string, ContextValue>> = {
    'aws:securetransport': present('true'),
    'aws:principalaccount': present(sampleAccountId),
    'aws:principalarn': present(callerRoleArn),
    'aws:principalisawsservice': present('false'),
    'aws:userid': present(sampleCaller.userId),
  };
  return {
    principal: { kind: 'aws', arns },
    action,
    resource: literalText(resource),
    context: { keys: new Map(Object.entries(keys)), others: 'absent' },
  };
}

/** A request of a service, such as `logs.us-east-1.amazonaws.com`, over TLS and with these condition keys. */
export function byService(
  name: string,
  action: string,
  resource: string,
  keys: Readonly<Record<string, string>> = {},
): PolicyRequest {
  const given = Object.entries({ 'aws:securetransport': 'true', ...keys });
  return {
    principal: { kind: 'service', name: literalText(name) },
    action,
    resource: literalText(resource),
    context: { keys: new Map(given.map(([key, value]) => [key, present(value)])), others: 'absent' },
  };
}

/**
 * A request of which all is known, as it is where it is really made: what was not known is absent, and `more` of its
 * condition keys are given.
 */
export function decided(
  request: PolicyRequest,
  more: Readonly<Record<string, string>> = {},
  resource?: string,
): PolicyRequest {
  const known = [...request.context.keys].filter(([, value]) => value.kind !== 'unknown');
  const given = Object.entries(more).map(([key, value]) => [key, present(value)] as const);
  return {
    ...request,
    ...(resource !== undefined && { resource: literalText(resource) }),
    context: { keys: new Map([...known, ...given]), others: 'absent' },
  };
}

function present(value: string): ContextValue {
  return { kind: 'present', values: [literalText(value)] };
}
