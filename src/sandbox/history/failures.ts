import type { Caller } from './identities.ts';
import type { CallDetails, CallSite, Operation } from './record.ts';

const encodedLength = 220;

/** The details of a call that the caller's policies do not allow. */
export function denied(operation: Operation, site: CallSite, asked: CallDetails): CallDetails {
  const action = `${servicePrefix(operation)}:${actionOf(operation)}`;
  if (operation.source === 'ec2.amazonaws.com') {
    const encoded = site.random.base64(encodedLength).replaceAll('+', '-').replaceAll('/', '_');
    const message = `You are not authorized to perform this operation. ${refusal(site.caller, action, '*')}. Encoded authorization failure message: ${encoded}`;
    return {
      requestParameters: asked.requestParameters ?? null,
      error: { code: 'Client.UnauthorizedOperation', message },
    };
  }
  const resource = resourceOf(asked);
  if (operation.source === 's3.amazonaws.com') {
    const error = { code: 'AccessDenied', message: refusal(site.caller, action, `"${resource}"`) };
    return { ...asked, responseElements: null, error };
  }
  const code = codesOfTheirOwn.has(operation.source) ? 'AccessDeniedException' : 'AccessDenied';
  return { error: { code, message: refusal(site.caller, action, resource) } };
}

/** The details of a call beyond the service's rate. Services do not read what they throttle. */
export function throttled(operation: Operation): CallDetails {
  return operation.source === 'ec2.amazonaws.com'
    ? { error: { code: 'Client.RequestLimitExceeded', message: 'Request limit exceeded.' } }
    : { error: { code: 'ThrottlingException', message: 'Rate exceeded' } };
}

const codesOfTheirOwn = new Set(['dynamodb.amazonaws.com', 'ecr.amazonaws.com', 'ecs.amazonaws.com']);

function refusal(caller: Caller, action: string, resource: string): string {
  return `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

function resourceOf({ resources }: CallDetails): string {
  const arn = resources?.[0]?.['ARN'];
  return typeof arn === 'string' ? arn : '*';
}

/** The prefix of a service's actions in policies: nearly always the first label of the event source. */
function servicePrefix({ source }: Operation): string {
  const label = source.slice(0, source.indexOf('.'));
  return label === 'monitoring' ? 'cloudwatch' : label;
}

/** The action behind an event name: Lambda's and CloudFront's carry the date of the API's version. */
function actionOf({ name }: Operation): string {
  return name.replace(/20\d{2}_?\d{2}_?\d{2}(v\d)?$/, '');
}
