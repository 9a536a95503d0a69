import { hidden, nobody, permissionSetOf } from './actor.ts';
import { withoutRevision } from './api-words.ts';
import { displayName, displayText } from './display-text.ts';
import { isUnread, type Actor, type CloudTrailEvent } from './event.ts';
import { originOf, type Origin } from './origin.ts';
import { sentence, shortCode, type SentencePart } from './sentence.ts';
import { iamPrefix, servicePrefix } from './services.ts';
import { targetOf, targetText } from './targets.ts';

/** An event in the few words that lists, tables and the viewer show. All texts are bounded and on one line. */
export interface EventSummary {
  /** Such as `ec2`; empty where the record names no service. */
  readonly service: string;
  /** The call as IAM writes actions, such as `ec2:TerminateInstances`. Not every call is an IAM action. */
  readonly action: string;
  /** Such as `maria (role Admin)`, `AWS CloudFormation`, `root`. Never empty. */
  readonly who: string;
  /** Such as `role Admin` or `i-05c30218156bcc246 and 3 more`; undefined where the record names nothing. */
  readonly target: string | undefined;
  readonly origin: Origin;
  /** `unknown` where there is no record that could be read. */
  readonly outcome: 'success' | 'failure' | 'unknown';
  /** `succeeded`, `unknown`, or why not: an error code, or the message of a failed sign-in. */
  readonly outcomeText: string;
  readonly sentence: readonly SentencePart[];
}

/** The event in a few words. Never throws, whatever the event's record holds. */
export function summarise(event: CloudTrailEvent): EventSummary {
  const target = targetOf(event);
  return {
    service: displayText(servicePrefix(event.source ?? ''), 80),
    action: actionOf(event),
    who: whoText(event.actor),
    target: target === undefined ? undefined : targetText(target),
    origin: originOf(event),
    outcome: outcomeOf(event),
    outcomeText: outcomeText(event),
    sentence: sentence(event),
  };
}

function actionOf({ source, name }: CloudTrailEvent): string {
  const call = displayText(withoutRevision(name ?? nobody), 100);
  return source === undefined ? call : `${displayText(iamPrefix(source), 80)}:${call}`;
}

/** Who acted, in a few words: the actor's name, and for a role session the role. */
export function whoText(actor: Actor): string {
  const name = displayName(actor.name, 90);
  const { session } = actor;
  if (session === undefined || actor.name === hidden) {
    return name;
  }
  const set = permissionSetOf(session.roleName);
  const role = set === undefined ? `role ${session.roleName}` : `permission set ${set}`;
  return name === role || name === displayName(role, 120) ? name : `${name} (${displayName(role, 90)})`;
}

function outcomeOf(event: CloudTrailEvent): EventSummary['outcome'] {
  if (event.error !== undefined) {
    return 'failure';
  }
  return isUnread(event) ? 'unknown' : 'success';
}

function outcomeText(event: CloudTrailEvent): string {
  const { error } = event;
  if (error === undefined) {
    return isUnread(event) ? 'unknown' : 'succeeded';
  }
  const isVague = error.code === 'Failure' || error.code === 'Error';
  return displayText(isVague ? (error.message ?? 'failed') : shortCode(error.code), 100);
}
