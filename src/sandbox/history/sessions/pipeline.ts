import { sampleAccountId, sampleCi, sampleRoles } from '../../sample/cast.ts';
import { assumeRoleDetails, assumeRoleWithWebIdentity, temporaryKeyId } from '../calls/sts.ts';
import { assumedRole, callerOf } from '../identities.ts';
import type { Client } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { userAgents } from '../user-agents.ts';
import type { Session } from './session.ts';

const provider = 'token.actions.githubusercontent.com';
const providerArn = `arn:aws:iam::${sampleAccountId}:oidc-provider/${provider}`;
const subject = `repo:${sampleCi.repository}:ref:refs/heads/main`;

/** The pipeline comes with a token of its provider and gets a session of `ci-runner`. */
export function beginPipelineSession(scene: Scene, start: number, region: string): Session {
  const { random, world } = scene;
  const client: Client = { address: random.pick(sampleCi.addresses), userAgent: userAgents.javascript };
  const session = {
    role: sampleRoles.ci,
    sessionName: sampleCi.sessionName,
    accessKeyId: temporaryKeyId(random),
  };
  const identity = {
    type: 'WebIdentityUser',
    principalId: `${providerArn}:sts.amazonaws.com:${subject}`,
    userName: subject,
    identityProvider: providerArn,
  };
  const details = assumeRoleDetails(scene, start, session);
  const responseElements = {
    ...details.responseElements,
    subjectFromWebIdentityToken: subject,
    provider: providerArn,
    audience: 'sts.amazonaws.com',
  };
  const additionalEventData = { identityProviderConnectionVerificationMethod: 'IAMTrustStore' };
  scene.record(
    assumeRoleWithWebIdentity,
    { time: start, region, caller: callerOf(identity, providerArn, client) },
    { ...details, responseElements, additionalEventData },
  );
  const webIdFederationData = {
    federatedProvider: providerArn,
    attributes: { [`${provider}:aud`]: 'sts.amazonaws.com', [`${provider}:sub`]: subject },
  };
  const caller = assumedRole(
    world,
    { ...session, startedAt: start, context: { webIdFederationData } },
    client,
  );
  return { caller, readyAt: start + 400 };
}
