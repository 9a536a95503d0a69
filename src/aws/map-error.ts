import { TrailscopeError, type Failure, type FailureContext } from '../core/failures/failure.ts';
import { isKnownRegion } from './region.ts';

/**
 * Any value that the SDK, Node or the system throws, as a `TrailscopeError`. Error names and codes decide; the message
 * is looked at only where the SDK and AWS give nothing else, and each such place says so.
 */
export function mapError(thrown: unknown, context: FailureContext): TrailscopeError {
  if (thrown instanceof TrailscopeError) {
    return thrown;
  }
  if (!(thrown instanceof Error)) {
    return new TrailscopeError({ kind: 'bug' }, String(thrown), context);
  }
  const { $metadata } = thrown as ServiceError;
  const requestId = $metadata?.requestId;
  return new TrailscopeError(
    failureOf(thrown, context),
    messageOf(thrown),
    requestId === undefined ? context : { ...context, requestId },
    thrown,
  );
}

/** What the SDK adds to an error that a service answered. */
interface ServiceError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  /** The SDK's mark on the errors of the services' models and on those with an error code that it does not know. */
  readonly $fault?: 'client' | 'server';
}

function failureOf(error: Error, context: FailureContext): Failure {
  if (error.name === 'AbortError') {
    return { kind: 'cancelled' };
  }
  if (isAnswer(error)) {
    return answerFailure(error, context);
  }
  if (providerErrors.has(error.name)) {
    return credentialsFailure(error);
  }
  if (error.name === 'EndpointError' || error.message.startsWith('Region not accepted')) {
    // The SDK throws a plain Error for a Region that cannot be part of a host name: only the text tells.
    return { kind: 'invalid-input' };
  }
  return networkFailure(error, context) ?? { kind: 'bug' };
}

/** The service answered. */
function answerFailure(error: ServiceError, context: FailureContext): Failure {
  const { name, message } = error;
  const status = error.$metadata?.httpStatusCode;
  if (isThrottling(name, status)) {
    return { kind: 'throttled' };
  }
  if (expired.has(name)) {
    return { kind: 'expired' };
  }
  if (denied.has(name)) {
    const action = deniedAction(message) ?? context.operation;
    return action === undefined ? { kind: 'denied' } : { kind: 'denied', action };
  }
  if (status !== undefined && (status >= 500 || !isAnswerOfAws(error))) {
    return { kind: 'unavailable', status };
  }
  return notFound.test(name) ? { kind: 'not-found', code: name } : { kind: 'refused', code: name };
}

/**
 * A call could not be signed, because a credential provider of the SDK gave up. The providers have one class of error
 * for everything, and of the error that made them give up they keep no more than the text: it has to tell.
 */
function credentialsFailure(error: Error): Failure {
  const { message } = error;
  const [, name = ''] = /^(\w+): /.exec(message) ?? [];
  if (isThrottling(name, undefined)) {
    return { kind: 'throttled' };
  }
  if (denied.has(name)) {
    const action = deniedAction(message);
    return action === undefined ? { kind: 'denied' } : { kind: 'denied', action };
  }
  const reason = systemCode(error) ?? message.split(/\W+/).find((word) => networkCode.test(word));
  if (reason !== undefined || /\bcertificate\b/.test(message)) {
    return reason === undefined ? { kind: 'offline' } : { kind: 'offline', reason };
  }
  const isOver = /\bexpired\b|\baws (sso )?login\b|\bre-?authenticate\b/i.test(message);
  return isOver || expired.has(name) ? { kind: 'expired' } : { kind: 'no-credentials' };
}

/** There was no answer. Undefined if the error is none of the system's. */
function networkFailure(error: Error, context: FailureContext): Failure | undefined {
  const reason = systemCode(error);
  if (reason === undefined) {
    return error.name === 'TimeoutError' ? { kind: 'offline', reason: 'ETIMEDOUT' } : undefined;
  }
  const { region } = context;
  if (reason === 'ENOTFOUND' && region !== undefined && !isKnownRegion(region) && isHostOfAws(error)) {
    return { kind: 'invalid-input' };
  }
  return { kind: 'offline', reason };
}

/** The system's code on the error, on one of its causes, or on one of several attempts to connect. */
function systemCode(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && networkCode.test(code)) {
    return code;
  }
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return inner
    .filter((cause) => cause instanceof Error)
    .map(systemCode)
    .find((found) => found !== undefined);
}

/** Whether the host that was not found is AWS's, whose name the Region is part of. */
function isHostOfAws(error: Error): boolean {
  const { hostname } = error as { hostname?: unknown };
  return typeof hostname === 'string' && /\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(hostname);
}

/** The IAM action that was refused. IAM tells it nowhere but in its message. */
function deniedAction(message: string): string | undefined {
  return /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(message)?.[1];
}

/** Whether something answered; an error of the network has metadata too, but only the count of attempts. */
function isAnswer({ $fault, $metadata }: ServiceError): boolean {
  return $fault !== undefined || $metadata?.httpStatusCode !== undefined;
}

/** An error without a code is a page of a proxy or of a captive portal, or a broken text. */
function isAnswerOfAws({ name, $fault }: ServiceError): boolean {
  return $fault !== undefined && name !== 'Unknown' && name !== 'UnknownError';
}

/** What the service or the system said. */
function messageOf(error: Error): string {
  if (isAnswer(error) && !isAnswerOfAws(error)) {
    const status = (error as ServiceError).$metadata?.httpStatusCode ?? 'unknown';
    return `The answer, with HTTP status ${status}, is not one of AWS`;
  }
  if (error.message !== '') {
    return error.message;
  }
  // The error of several attempts to connect has no message of its own.
  const attempts =
    error instanceof AggregateError ? error.errors.filter((each) => each instanceof Error) : [];
  return attempts.map(messageOf).join('; ') || error.name;
}

const providerErrors: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ProviderError',
]);

/** The credentials are known to be wrong or over. A Region that the account has not enabled answers the same. */
const expired: ReadonlySet<string> = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidGrantException',
  'InvalidSignatureException',
  'InvalidToken',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnauthorizedException',
  'UnrecognizedClientException',
]);

/** A policy says no. CloudTrail's OperationNotPermittedException is not among them: it is a rule of the service. */
const denied: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'ForbiddenException',
  'NotAuthorized',
  'NotAuthorizedException',
  'UnauthorizedOperation',
]);

const notFound = /NotFound|^NoSuch/;

function isThrottling(name: string, status: number | undefined): boolean {
  return (
    status === 429 ||
    /^(Throttl|RequestThrottled|TooManyRequests)/.test(name) ||
    name === 'RequestLimitExceeded' ||
    name === 'EC2ThrottledException' ||
    name === 'SlowDown'
  );
}

/** Codes of sockets, of the name service, of TLS and of certificates, as Node spells them. */
const networkCode = new RegExp(
  [
    '^E(AI_AGAIN|CONN(REFUSED|RESET|ABORTED)|HOST(UNREACH|DOWN)|NET(UNREACH|DOWN)|NOTFOUND|PIPE|PROTO|TIMEDOUT|ADDRNOTAVAIL)$',
    '^ERR_(SSL|TLS|PROXY)_',
    'CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)_',
  ].join('|'),
);
