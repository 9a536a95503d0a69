import { sampleMoments, sampleRoles } from '../../sample/cast.ts';
import { chooseFrom } from '../activities/work.ts';
import { databaseCalls } from '../calls/databases.ts';
import { ec2Calls } from '../calls/ec2.ts';
import { iamCalls } from '../calls/iam.ts';
import { kmsCalls } from '../calls/kms.ts';
import { s3Calls } from '../calls/s3.ts';
import { secretCalls } from '../calls/secrets.ts';
import { denied } from '../failures.ts';
import type { Scene } from '../scene.ts';
import { beginPipelineSession } from '../sessions/pipeline.ts';
import type { Story } from './story.ts';

/** How many calls are denied, within ten minutes. */
export const deniedCalls = 120;

const region = 'us-east-1';
const tried = chooseFrom(s3Calls, secretCalls, kmsCalls, iamCalls, ec2Calls, databaseCalls);

/** The pipeline's role tries everything and may do nothing. */
export const accessDeniedStorm: Story = {
  id: 'access-denied-storm',
  title: 'Access denied, again and again, for the pipeline',
  lookFor:
    `Errors AccessDenied and Client.UnauthorizedOperation of the role ${sampleRoles.ci}: ${deniedCalls} calls of many ` +
    'services within ten minutes, all of one session.',
  region,
  offset: sampleMoments.accessDeniedStorm,
  tell,
};

function tell(scene: Scene, endTime: number): void {
  const start = endTime - sampleMoments.accessDeniedStorm;
  const { caller, readyAt } = beginPipelineSession(scene, start, region);
  const pause = (10 * 60_000 - 1000) / deniedCalls;
  for (let index = 0; index < deniedCalls; index += 1) {
    const call = tried.pick(scene.random);
    const time = readyAt + Math.floor(index * pause + scene.random.below(pause));
    scene.record(call, { time, region, caller }, (site) => denied(call, site, call.ask(site)));
  }
}
