import {
  chosenSessionName,
  hidden,
  nobody,
  permissionSetOf,
  serviceTitle,
  sessionInstance,
} from './actor.ts';
import { displayName } from './display-text.ts';
import type { Actor, CloudTrailEvent } from './event.ts';
import type { SentencePart } from './sentence.ts';
import { isServiceHost } from './services.ts';

/** The subject of a sentence, and what to say about it between commas. */
export interface Subject {
  readonly parts: readonly SentencePart[];
  readonly asides: readonly (readonly SentencePart[])[];
}

/** Who acted, in words: "maria", aside "through role Admin with MFA". */
export function subjectOf(event: CloudTrailEvent): Subject {
  const { actor } = event;
  // A sign-in says at its end whether it was made with MFA.
  const mfa = actor.mfa === true && event.type !== 'AwsConsoleSignIn' ? ' with MFA' : '';
  const asides = [roleAside(actor, mfa), serviceAside(actor), endpointAside(event)];
  return { parts: nameParts(actor), asides: asides.filter((aside) => aside.length > 0) };
}

function nameParts(actor: Actor): readonly SentencePart[] {
  const strong = { text: displayName(actor.name, 90), strong: true };
  if (actor.name === hidden) {
    return [{ text: 'Someone', strong: true }, { text: ' whose name AWS hides' }];
  }
  switch (actor.kind) {
    case 'root':
      return [{ text: 'The ' }, { text: 'root user', strong: true }, ...aliasParts(actor)];
    case 'account':
      return [{ ...strong, text: capitalised(strong.text) }];
    case 'role': {
      const instance = sessionInstance(actor.session);
      if (instance !== undefined && actor.session?.sourceIdentity === undefined) {
        return [{ text: 'Instance ' }, { text: instance, strong: true }];
      }
      return standsForRole(actor) ? roleParts(actor.session?.roleName ?? actor.name, 'start') : [strong];
    }
    case 'service':
    case 'user':
      return [strong];
    case 'unknown':
      return actor.name === nobody || actor.name === 'anonymous'
        ? [{ text: actor.name === nobody ? 'Someone unknown' : 'Someone anonymous', strong: true }]
        : [strong];
  }
}

function aliasParts(actor: Actor): readonly SentencePart[] {
  const alias = /^root \((.*)\)$/s.exec(actor.name)?.[1];
  return alias === undefined ? [] : [{ text: ' of ' }, { text: displayName(alias, 90), strong: true }];
}

/** Nobody is known behind the session, so the role itself is the subject. */
function standsForRole({ session }: Actor): boolean {
  return (
    session === undefined ||
    (session.sourceIdentity === undefined && chosenSessionName(session) === undefined)
  );
}

function roleParts(roleName: string, place: 'start' | 'middle'): readonly SentencePart[] {
  const set = permissionSetOf(roleName);
  const noun = set === undefined ? 'role ' : 'permission set ';
  return [
    { text: place === 'start' ? capitalised(noun) : noun },
    { text: displayName(set ?? roleName, 90), strong: true },
  ];
}

function roleAside(actor: Actor, mfa: string): readonly SentencePart[] {
  const { session } = actor;
  const isSubject = session === undefined || (standsForRole(actor) && sessionInstance(session) === undefined);
  if (isSubject) {
    return mfa === '' ? [] : [{ text: mfa.trimStart() }];
  }
  const parts = [{ text: 'through ' }, ...roleParts(session.roleName, 'middle')];
  return mfa === '' ? parts : [...parts, { text: mfa }];
}

/** A service that acted for the actor, as CloudFormation does for who updates a stack. */
function serviceAside(actor: Actor): readonly SentencePart[] {
  const { invokedBy } = actor;
  if (actor.kind === 'service' || invokedBy === undefined || !isServiceHost(invokedBy)) {
    return [];
  }
  // The console is not worth an aside: the line below the sentence tells it.
  return invokedBy.startsWith('signin.')
    ? []
    : [{ text: `by way of ${displayName(serviceTitle(invokedBy) ?? invokedBy, 90)}` }];
}

/** Network activity is recorded because it went through an endpoint. */
function endpointAside(event: CloudTrailEvent): readonly SentencePart[] {
  const endpoint = event.record['vpcEndpointId'];
  return event.kind === 'network-activity' && typeof endpoint === 'string' && endpoint !== ''
    ? [{ text: 'through ' }, { text: displayName(endpoint, 90), strong: true }]
    : [];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
