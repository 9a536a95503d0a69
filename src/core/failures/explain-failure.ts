import { displayText } from '../events/display-text.ts';
import { isRegionName } from '../partitions.ts';
import type { Localize } from '../localize.ts';
import type { Failure, FailureKind, TrailscopeError } from './failure.ts';

/** What the user can do about a failure at once. Each surface shows them as buttons, links or menu items of its own. */
export type FailureAction =
  'retry' | 'open-log' | 'choose-region' | 'sign-in' | 'copy-permission' | 'open-sample-account';

/** A failure for the user, in the user's language. */
export interface FailureExplanation {
  /** What failed, such as "Could not look up events in eu-west-1". */
  readonly title: string;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What to do next, in one sentence. */
  readonly remedy: string;
  /** The best first. Empty for what was cancelled. */
  readonly actions: readonly FailureAction[];
}

/** One kind of failure in words. */
interface Entry<Kind extends FailureKind> {
  readonly reason: (error: ErrorOf<Kind>, t: Localize) => string;
  readonly remedy: (error: ErrorOf<Kind>, t: Localize) => string;
  readonly actions: readonly FailureAction[];
}

type ErrorOf<Kind extends FailureKind> = TrailscopeError & {
  readonly failure: Extract<Failure, { kind: Kind }>;
};

const entries: { readonly [Kind in FailureKind]: Entry<Kind> } = {
  denied: {
    reason: (error, t) => {
      const action = missingAction(error);
      return action === undefined
        ? t('The credentials lack a permission for this call.')
        : t('The credentials lack the permission {0}.', action);
    },
    remedy: (error, t) => {
      const action = missingAction(error);
      return action === undefined
        ? t('Ask an administrator for it; the log has what AWS answered.')
        : t('Ask an administrator to allow {0} for this user or role, or use other credentials.', action);
    },
    actions: ['copy-permission', 'retry', 'open-log'],
  },
  'no-credentials': {
    reason: (error, t) =>
      error.failure.profile === undefined
        ? t('No AWS credentials were found on this computer.')
        : t('The profile {0} gives no credentials: {1}', shown(error.failure.profile), shown(error.message)),
    remedy: (_, t) =>
      t(
        'Sign in with the AWS CLI or set up a profile, then try again. The sample account needs no credentials.',
      ),
    actions: ['sign-in', 'open-sample-account', 'retry'],
  },
  expired: {
    reason: (_, t) => t('The credentials have expired or were revoked.'),
    remedy: (_, t) => t('Sign in again, then try again.'),
    actions: ['sign-in', 'retry', 'open-log'],
  },
  'sign-in-needed': {
    reason: ({ failure: { how } }, t) =>
      how.kind === 'command'
        ? t('You are signed out.')
        : t('The profile {0} needs a code of an MFA device.', shown(how.profile)),
    remedy: ({ failure: { how } }, t) =>
      how.kind === 'command'
        ? t('Run "{0}" in a terminal.', shown(how.command.join(' ')))
        : t('Sign in and enter the code of {0}.', shown(how.serial)),
    actions: ['sign-in', 'retry', 'open-log'],
  },
  'not-trusted': {
    reason: ({ failure }, t) =>
      t('The profile {0} runs a command, and this workspace is not trusted.', shown(failure.profile)),
    remedy: (_, t) => t('Trust the workspace, or use another profile.'),
    actions: ['retry'],
  },
  throttled: {
    reason: (_, t) =>
      t('AWS limits how often this may be asked, and the limit of this account and Region is reached.'),
    remedy: (_, t) => t('Wait a little and try again. Other tools that use the account count too.'),
    actions: ['retry', 'open-log'],
  },
  'not-found': {
    reason: ({ failure }, t) =>
      t('AWS does not find it; it may have been deleted ({0}).', shown(failure.code)),
    remedy: (_, t) => t('Refresh, and check that the Region is the right one.'),
    actions: ['retry', 'choose-region', 'open-log'],
  },
  refused: {
    reason: (error, t) =>
      t('AWS refused the call ({0}): {1}', shown(error.failure.code), shown(error.message)),
    remedy: (_, t) => t('Change what the message names and try again.'),
    actions: ['open-log', 'retry'],
  },
  unavailable: {
    reason: (error, t) =>
      isOfNoCall(error) ? shown(error.message) : unavailableReason(error.failure.status, t),
    remedy: (error, t) =>
      isOfNoCall(error)
        ? t('Try again; the log has the details.')
        : t('Try again in a moment; the AWS Health Dashboard tells of larger problems.'),
    actions: ['retry', 'open-log'],
  },
  offline: {
    reason: ({ failure }, t) =>
      failure.reason === undefined
        ? t('AWS could not be reached.')
        : t('AWS could not be reached ({0}).', shown(failure.reason)),
    remedy: (_, t) => t('Check the network, the proxy and the Region, then try again.'),
    actions: ['retry', 'choose-region', 'open-log'],
  },
  'invalid-input': {
    reason: (error, t) => t('A value cannot be used: {0}', shown(error.message)),
    remedy: (_, t) => t('Correct it and try again.'),
    actions: ['choose-region', 'open-log'],
  },
  cancelled: {
    reason: (_, t) => t('It was cancelled.'),
    remedy: (_, t) => t('Start it again when you need it.'),
    actions: [],
  },
  bug: {
    reason: (_, t) => t('This is a fault of Trailscope.'),
    remedy: (_, t) => t('The log has the details; please report them.'),
    actions: ['open-log', 'retry'],
  },
};

/** What is not there need not be a service, such as the engine of log files: it says itself what is the matter. */
function isOfNoCall({ context, message }: ErrorOf<'unavailable'>): boolean {
  return context.operation === undefined && message !== '';
}

/** A status below 500 is of something else that answered in the service's place, or of a broken answer. */
function unavailableReason(status: number | undefined, t: Localize): string {
  if (status === undefined) {
    return t('The service gave no usable answer.');
  }
  return status < 500
    ? t('The answer is not one of AWS (HTTP {0}); a proxy or a sign-in page may have given it.', status)
    : t('The service answered with an error of its own (HTTP {0}).', status);
}

/** What failed, why, and what to do next. The message of the service is quoted only where it tells the user something. */
export function explainFailure(error: TrailscopeError, t: Localize): FailureExplanation {
  // The entry is that of the error's own kind, which the compiler cannot follow through the index.
  const entry = entries[error.failure.kind] as Entry<FailureKind>;
  const hasPermission = missingAction(error) !== undefined;
  return {
    title: titleOf(error, t),
    reason: entry.reason(error, t),
    remedy: entry.remedy(error, t),
    actions: entry.actions.filter((action) => action !== 'copy-permission' || hasPermission),
  };
}

/** The IAM action that a denied call lacked, such as `cloudtrail:LookupEvents`; undefined for other failures. */
export function missingAction({ failure, context }: TrailscopeError): string | undefined {
  return failure.kind === 'denied' ? (failure.action ?? context.operation) : undefined;
}

function titleOf({ failure, context }: TrailscopeError, t: Localize): string {
  const { operation, region } = context;
  const place = region !== undefined && isRegionName(region) ? region : undefined;
  if (operation === undefined) {
    return titleWithoutCall(failure, t);
  }
  return place === undefined
    ? t('{0} failed', shown(operation))
    : t('{0} failed in {1}', shown(operation), place);
}

/** What failed before any call was made: mostly to get credentials for it. */
function titleWithoutCall({ kind }: Failure, t: Localize): string {
  switch (kind) {
    case 'sign-in-needed':
    case 'expired':
      return t('Sign in again');
    case 'no-credentials':
      return t('No credentials');
    case 'not-trusted':
      return t('Not in Restricted Mode');
    default:
      return t('Something could not be done');
  }
}

/** The service's own words, on one line and bounded. */
function shown(text: string): string {
  return displayText(text, 300);
}
