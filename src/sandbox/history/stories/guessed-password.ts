import { sampleAccountId, sampleAddresses, sampleMoments, samplePeople } from '../../sample/cast.ts';
import { getAccountSummary, listUsers } from '../calls/iam.ts';
import { listBuckets } from '../calls/s3.ts';
import { consoleLogin, consoleLoginDetails } from '../calls/signin.ts';
import { temporaryKeyId } from '../calls/sts.ts';
import { isoSeconds } from '../dates.ts';
import { denied } from '../failures.ts';
import { callerOf, iamUserInConsole, signingIn } from '../identities.ts';
import type { Caller, Client } from '../identities.ts';
import type { Scene } from '../scene.ts';
import type { Story } from './story.ts';

const region = 'us-east-1';
const unknownNames = 6;
const wrongPasswords = 8;

/** How often the sign-in failed before it succeeded. */
export const failedSignIns = unknownNames + wrongPasswords;

/** Somebody guesses names, then passwords, at the console, and gets in. */
export const guessedPassword: Story = {
  id: 'guessed-password',
  title: 'Failed console sign-ins from one address, then a success without MFA',
  lookFor:
    `ConsoleLogin from ${sampleAddresses.intruder}: ${failedSignIns} failures (${unknownNames} with names that the ` +
    `account does not have, so that AWS hides them), then a success of sven without MFA, who looks around.`,
  region,
  offset: sampleMoments.consoleGuessed,
  tell,
};

function tell(scene: Scene, endTime: number): void {
  const { random, world } = scene;
  const browser: Client = {
    address: sampleAddresses.intruder,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0',
    fromConsole: true,
  };
  let time = endTime - sampleMoments.consoleGuessed;
  const fail = (caller: Caller, message: string): void => {
    scene.record(consoleLogin, { time, region, caller }, consoleLoginDetails(undefined, message));
    time += random.between(11_000, 48_000);
  };
  for (let left = unknownNames; left > 0; left -= 1) {
    fail(signInOf('HIDDEN_DUE_TO_SECURITY_REASONS', browser), 'No username found in supplied account');
  }
  const sven = samplePeople.sven.name;
  for (let left = wrongPasswords; left > 0; left -= 1) {
    fail(signInOf(sven, browser, world.uniqueId('AIDA', sven)), 'Failed authentication');
  }
  const session = { accessKeyId: temporaryKeyId(random), startedAt: isoSeconds(time), mfa: false };
  const caller = iamUserInConsole(world, sven, session, browser);
  scene.record(consoleLogin, { time, region, caller: signingIn(caller) }, consoleLoginDetails());
  scene.call(listBuckets, { time: time + 14_000, region, caller });
  scene.call(getAccountSummary, { time: time + 31_000, region, caller });
  scene.record(listUsers, { time: time + 52_000, region, caller }, (site) =>
    denied(listUsers, site, listUsers.ask(site)),
  );
}

/** Who failed to sign in: the record has an empty access key and no ARN. */
function signInOf(userName: string, browser: Client, principalId?: string): Caller {
  const identity = {
    type: 'IAMUser',
    ...(principalId !== undefined && { principalId }),
    accountId: sampleAccountId,
    accessKeyId: '',
    userName,
  };
  return { ...callerOf(identity, '', browser), fromConsole: false };
}
