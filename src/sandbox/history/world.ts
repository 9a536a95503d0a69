import { sampleAccountId } from '../sample/cast.ts';
import type { Random } from './random.ts';

/** An instance that is there for the whole history. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** A thing with a name and an ARN. */
export interface Named {
  readonly name: string;
  readonly arn: string;
}

/** What the sample account has in one Region. */
export interface Place {
  readonly region: string;
  readonly vpcId: string;
  readonly vpcEndpointId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly imageId: string;
  readonly instances: readonly Instance[];
  readonly volumeIds: readonly string[];
  /** ARNs of customer-managed keys. */
  readonly keys: readonly string[];
  readonly buckets: readonly string[];
  readonly functions: readonly Named[];
  readonly tables: readonly Named[];
  readonly databases: readonly Named[];
  readonly secrets: readonly Named[];
  readonly parameters: readonly Named[];
  readonly stacks: readonly Named[];
  readonly repositories: readonly Named[];
  readonly logGroups: readonly string[];
}

const instanceTypes = ['t3.micro', 't3.medium', 'm7g.large', 'c7g.xlarge', 'r7i.large'];
const instanceNames = [
  'web-1',
  'web-2',
  'web-3',
  'worker-1',
  'worker-2',
  'bastion',
  'datenbank-prüfung',
  '検証サーバー',
];
/** Everything that is named after what it does in the shop has the same name in each Region. */
const functionNames = ['orders-worker', 'thumbnailer', 'mailer', 'invoice-export'];
const tableNames = ['orders', 'sessions', 'carts', 'stock'];
const databaseNames = ['shop-db', 'reports-db'];
const secretNames = ['prod/shop/db', 'prod/shop/payment', 'staging/shop/db', 'prod/mail/smtp'];
const parameterNames = [
  '/shop/prod/feature-flags',
  '/shop/prod/api-url',
  '/shop/staging/api-url',
  '/build/version',
];
const stackNames = ['shop-network', 'shop-service', 'shop-data', 'monitoring'];
const repositoryNames = ['shop/web', 'shop/orders'];
const bucketNames = ['acme-shop-assets', 'acme-shop-uploads', 'acme-reports', 'acme-build-artifacts'];

/**
 * What exists in the sample account: the names that events keep coming back to. Everything is derived from the seed
 * by its name, so it does not depend on what was asked for before.
 */
export class World {
  private readonly random: Random;
  private readonly ids = new Map<string, string>();
  private readonly places = new Map<string, Place>();

  constructor(random: Random) {
    this.random = random.fork('world');
  }

  /**
   * The unique id or access key id of a principal, such as `AROA…` for the role `Admin`: the prefix and, as in AWS,
   * as many characters as make 21 in all (20 for access keys).
   */
  uniqueId(prefix: 'AIDA' | 'AROA' | 'AIPA' | 'ANPA' | 'AKIA', name: string): string {
    return this.remembered(
      `${prefix}/${name}`,
      (random) => prefix + random.keyCharacters(prefix === 'AKIA' ? 16 : 17),
    );
  }

  /** A UUID that belongs to the name, such as a person's in the identity store. */
  uuidOf(name: string): string {
    return this.remembered(`uuid/${name}`, (random) => random.uuid());
  }

  /** What the account has in the Region. */
  place(region: string): Place {
    let place = this.places.get(region);
    if (place === undefined) {
      place = placeOf(this.random.fork(`place/${region}`), region);
      this.places.set(region, place);
    }
    return place;
  }

  private remembered(key: string, make: (random: Random) => string): string {
    let id = this.ids.get(key);
    if (id === undefined) {
      id = make(this.random.fork(key));
      this.ids.set(key, id);
    }
    return id;
  }
}

function placeOf(random: Random, region: string): Place {
  const arn = (service: string, rest: string): string =>
    `arn:aws:${service}:${region}:${sampleAccountId}:${rest}`;
  const named = (names: readonly string[], toArn: (name: string) => string): Named[] =>
    names.map((name) => ({ name, arn: toArn(name) }));
  const ids = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, () => `${prefix}-0${random.hex(16)}`);
  return {
    region,
    vpcId: `vpc-0${random.hex(16)}`,
    vpcEndpointId: `vpce-0${random.hex(16)}`,
    subnetIds: ids('subnet', 3),
    securityGroupIds: ids('sg', 5),
    imageId: `ami-0${random.hex(16)}`,
    instances: instanceNames.map((name) => ({
      id: `i-0${random.hex(16)}`,
      name,
      type: random.pick(instanceTypes),
    })),
    volumeIds: ids('vol', 8),
    keys: Array.from({ length: 3 }, () => arn('kms', `key/${random.uuid()}`)),
    buckets: bucketNames.map((name) => `${name}-${region}`),
    functions: named(functionNames, (name) => arn('lambda', `function:${name}`)),
    tables: named(tableNames, (name) => arn('dynamodb', `table/${name}`)),
    databases: named(databaseNames, (name) => arn('rds', `db:${name}`)),
    secrets: named(secretNames, (name) =>
      arn('secretsmanager', `secret:${name}-${random.base64(6).replace(/\W/g, 'x')}`),
    ),
    parameters: named(parameterNames, (name) => arn('ssm', `parameter${name}`)),
    stacks: named(stackNames, (name) => arn('cloudformation', `stack/${name}/${random.uuid()}`)),
    repositories: named(repositoryNames, (name) => arn('ecr', `repository/${name}`)),
    logGroups: [
      ...functionNames.map((name) => `/aws/lambda/${name}`),
      '/ecs/shop-web',
      '/aws/cloudtrail/org-audit',
    ],
  };
}
