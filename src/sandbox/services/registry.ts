import { cloudTrail } from './cloudtrail/service.ts';
import { ec2 } from './ec2/service.ts';
import { iam } from './iam/service.ts';
import { kms } from './kms/service.ts';
import { logs } from './logs/service.ts';
import { organizations } from './organizations/service.ts';
import { s3 } from './s3/service.ts';
import type { Service } from './service.ts';
import { sns } from './sns/service.ts';
import { sts } from './sts/service.ts';

/** All services of the sandbox, by the name in a signature's credential scope. */
export const services: ReadonlyMap<string, Service> = new Map(
  [cloudTrail, ec2, iam, kms, logs, organizations, s3, sns, sts].map((service) => [
    service.signingName,
    service,
  ]),
);
