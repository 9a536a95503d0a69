import { sampleAddresses, sampleMoments } from '../../sample/cast.ts';
import {
  createAccessKey,
  createAccessKeyDetails,
  getAccountSummary,
  listAccessKeys,
  updateAccountPasswordPolicy,
} from '../calls/iam.ts';
import { consoleLogin, consoleLoginDetails } from '../calls/signin.ts';
import { temporaryKeyId } from '../calls/sts.ts';
import { isoSeconds } from '../dates.ts';
import { rootUser, signingIn } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { userAgents } from '../user-agents.ts';
import type { Story } from './story.ts';

/** The root user signs in and makes an access key for itself. */
export const rootUse: Story = {
  id: 'root-use',
  title: 'The root user was used',
  lookFor:
    `ConsoleLogin by Root from ${sampleAddresses.root} without MFA, then CreateAccessKey for root itself ` +
    '(no user name among the parameters) and a weaker password policy.',
  region: 'us-east-1',
  offset: sampleMoments.rootUsed,
  tell,
};

function tell(scene: Scene, endTime: number): void {
  const region = 'us-east-1';
  const start = endTime - sampleMoments.rootUsed;
  const browser = { address: sampleAddresses.root, userAgent: userAgents.chrome, fromConsole: true };
  const caller = rootUser(
    { accessKeyId: temporaryKeyId(scene.random), startedAt: isoSeconds(start) },
    browser,
  );
  const after = (seconds: number): { time: number; region: string; caller: typeof caller } => ({
    time: start + seconds * 1000,
    region,
    caller,
  });
  scene.record(consoleLogin, { ...after(0), caller: signingIn(caller) }, consoleLoginDetails());
  scene.call(getAccountSummary, after(6));
  scene.record(listAccessKeys, after(35), {});
  scene.record(createAccessKey, after(58), (site) => createAccessKeyDetails(site));
  scene.record(updateAccountPasswordPolicy, after(171), {
    requestParameters: {
      minimumPasswordLength: 6,
      requireSymbols: false,
      requireNumbers: false,
      requireUppercaseCharacters: false,
      requireLowercaseCharacters: false,
      allowUsersToChangePassword: true,
      hardExpiry: false,
    },
  });
}
