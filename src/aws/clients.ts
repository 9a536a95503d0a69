import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { STSClient } from '@aws-sdk/client-sts';
import { connectionKey, type Connection } from '../core/connection.ts';
import { readSettings } from './configuration/applied-settings.ts';
import { endpointChoice, type ServiceName } from './endpoint.ts';
import {
  requestHandlerFor,
  sharedSettings,
  type ClientSettings,
  type NetworkOptions,
  type RequestHandler,
} from './network.ts';
import type { CredentialStore } from './sign-in/credential-store.ts';

export interface ClientsOptions extends NetworkOptions {
  readonly credentials: CredentialStore;
  /** Answers the calls of the sample account. */
  readonly sampleHandler: () => Promise<RequestHandler>;
}

/** The SDK's clients. Each service's code but CloudTrail's is loaded with its first client. */
export class Clients {
  readonly cloudTrail: ClientCache<CloudTrailClient>;
  readonly sts: ClientCache<STSClient>;
  readonly ec2: ClientCache<EC2Client>;
  readonly iam: ClientCache<IAMClient>;
  readonly kms: ClientCache<KMSClient>;
  readonly logs: ClientCache<CloudWatchLogsClient>;
  readonly organizations: ClientCache<OrganizationsClient>;
  readonly s3: ClientCache<S3Client>;
  readonly sns: ClientCache<SNSClient>;

  constructor(options: ClientsOptions) {
    this.cloudTrail = new ClientCache(
      async (connection) => new CloudTrailClient(await clientSettings(connection, 'cloudtrail', options)),
    );
    this.sts = new ClientCache(async (connection) => {
      const { STSClient } = await import('./sdk-sts.ts');
      return new STSClient(await clientSettings(connection, 'sts', options));
    });
    this.ec2 = new ClientCache(async (connection) => {
      const { EC2Client } = await import('./sdk-ec2.ts');
      return new EC2Client(await clientSettings(connection, 'ec2', options));
    });
    this.iam = new ClientCache(async (connection) => {
      const { IAMClient } = await import('./sdk-iam.ts');
      return new IAMClient(await clientSettings(connection, 'iam', options));
    });
    this.kms = new ClientCache(async (connection) => {
      const { KMSClient } = await import('./sdk-kms.ts');
      return new KMSClient(await clientSettings(connection, 'kms', options));
    });
    this.logs = new ClientCache(async (connection) => {
      const { CloudWatchLogsClient } = await import('./sdk-logs.ts');
      return new CloudWatchLogsClient(await clientSettings(connection, 'cloudwatch_logs', options));
    });
    this.organizations = new ClientCache(async (connection) => {
      const { OrganizationsClient } = await import('./sdk-organizations.ts');
      return new OrganizationsClient(await clientSettings(connection, 'organizations', options));
    });
    this.s3 = new ClientCache(async (connection) => {
      const { S3Client } = await import('./sdk-s3.ts');
      const settings = await clientSettings(connection, 's3', options);
      return new S3Client({ ...settings, ...s3Settings(connection, settings) });
    });
    this.sns = new ClientCache(async (connection) => {
      const { SNSClient } = await import('./sdk-sns.ts');
      return new SNSClient(await clientSettings(connection, 'sns', options));
    });
  }

  /** Makes new clients from here on, which call the endpoints that are configured now. Calls under way go on. */
  renew(): void {
    for (const cache of this.#caches()) {
      cache.renew();
    }
  }

  /** Closes the network connections of every client. */
  dispose(): void {
    for (const cache of this.#caches()) {
      cache.dispose();
    }
  }

  #caches(): readonly Pick<ClientCache<unknown>, 'renew' | 'dispose'>[] {
    return Object.values(this).filter((member) => member instanceof ClientCache);
  }
}

interface Closable {
  destroy(): void;
}

/** One client per connection, so that none ever serves two. */
export class ClientCache<Client> {
  readonly #make: (connection: Connection) => Promise<Client & Closable>;
  readonly #clients = new Map<string, Promise<Client & Closable>>();
  readonly #former: Promise<Client & Closable>[] = [];

  constructor(make: (connection: Connection) => Promise<Client & Closable>) {
    this.#make = make;
  }

  of(connection: Connection): Promise<Client> {
    const key = connectionKey(connection);
    const kept = this.#clients.get(key);
    if (kept !== undefined) {
      return kept;
    }
    const made = this.#make(connection);
    this.#clients.set(key, made);
    made.catch(() => this.#clients.delete(key));
    return made;
  }

  renew(): void {
    this.#former.push(...this.#clients.values());
    this.#clients.clear();
  }

  dispose(): void {
    this.renew();
    for (const client of this.#former.splice(0)) {
      void client.then(
        (made) => {
          made.destroy();
        },
        () => undefined,
      );
    }
  }
}

async function clientSettings(
  connection: Connection,
  service: ServiceName,
  options: ClientsOptions,
): Promise<ClientSettings> {
  const { credentials: source, region, endpoint } = connection;
  const credentials = options.credentials.provider(source);
  if (source.kind === 'sample') {
    const requestHandler = await options.sampleHandler();
    return { ...sharedSettings(options), ...hermetic, region, credentials, requestHandler };
  }
  const configured = await readSettings(source);
  return {
    ...sharedSettings(options),
    ...endpointChoice(service, configured, endpoint),
    requestHandler: await requestHandlerFor(options, configured),
    region,
    credentials,
    ...(source.kind === 'profile' && { profile: source.name }),
  };
}

/** Every setting that the SDK would otherwise look up in the environment and the shared files. */
const hermetic: ClientSettings = {
  authSchemePreference: [],
  defaultsMode: 'standard',
  disableClockSkewCorrection: true,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: () => Promise.resolve(undefined),
};

/** A bucket may be in another Region than it is asked for in; emulators have no host name for each bucket. */
function s3Settings({ credentials }: Connection, { endpoint }: ClientSettings): S3ClientConfig {
  return {
    followRegionRedirects: true,
    forcePathStyle: endpoint !== undefined,
    ...(credentials.kind === 'sample' && hermeticS3),
  };
}

/** What the client of S3 would look up beside what all clients do. */
const hermeticS3: S3ClientConfig = {
  disableMultiregionAccessPoints: true,
  disableS3ExpressSessionAuth: true,
  requestChecksumCalculation: 'WHEN_SUPPORTED',
  responseChecksumValidation: 'WHEN_SUPPORTED',
  sigv4aSigningRegionSet: [],
  useArnRegion: false,
};
