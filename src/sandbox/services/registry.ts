import { cloudTrail } from './cloudtrail/service.ts';
import { ec2 } from './ec2/service.ts';
import { s3 } from './s3/service.ts';
import type { Service } from './service.ts';
import { sts } from './sts/service.ts';

/** All services of the sandbox, by the name in a signature's credential scope. */
export const services: ReadonlyMap<string, Service> = new Map(
  [cloudTrail, ec2, s3, sts].map((service) => [service.signingName, service]),
);
