import { samplePeople, sampleRoles } from '../sample/cast.ts';
import { ec2Calls } from './calls/ec2.ts';
import { assumeRole, assumeRoleDetails, stsCalls, temporaryKeyId } from './calls/sts.ts';
import { assumedRole, iamUser } from './identities.ts';
import type { Scene } from './scene.ts';
import { userAgents } from './user-agents.ts';
import { Weighted } from './weighted.ts';

/** Something that people or machines of the account do again and again. */
export interface Activity {
  readonly id: string;
  /** How often it begins, against the others. */
  readonly weight: number;
  /** Factors of the weight while people work and while they rest. */
  readonly atWork: number;
  readonly atRest: number;
  /** Records what is done, from the start given (epoch milliseconds). */
  readonly perform: (scene: Scene, start: number) => void;
}

const developerCalls = new Weighted([...ec2Calls, ...stsCalls], ({ weight }) => weight);

const developer: Activity = {
  id: 'developer',
  weight: 1,
  atWork: 1,
  atRest: 0.2,
  perform: (scene, start) => {
    const { random, world } = scene;
    const { name, address } = samplePeople.jonas;
    const client = { address, userAgent: userAgents.cli };
    const region = random.pick(['us-east-1', 'us-east-1', 'eu-west-1', 'us-west-2']);
    const session = { role: sampleRoles.developer, sessionName: name, accessKeyId: temporaryKeyId(random) };
    const roleId = world.uniqueId('AROA', session.role);
    scene.record(
      assumeRole,
      { time: start, region, caller: iamUser(world, name, client) },
      assumeRoleDetails({ ...session, random, roleId, time: start }),
    );
    const caller = assumedRole(world, { ...session, startedAt: start }, client);
    let time = start;
    for (let left = random.between(2, 8); left > 0; left -= 1) {
      time += random.between(500, 90_000);
      scene.call(developerCalls.pick(random), { time, region, caller });
    }
  },
};

export const activities: readonly Activity[] = [developer];
