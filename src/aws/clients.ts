import { CloudTrailClient, type CloudTrailClientConfig } from '@aws-sdk/client-cloudtrail';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { STSClient } from '@aws-sdk/client-sts';
import { connectionKey, type Connection } from '../core/connection.ts';
import type { CredentialCache } from './credentials.ts';
import { customEndpoint, type ServiceName } from './endpoint.ts';

/** Answers the requests of the SDK's clients in place of the network. */
export type RequestHandler = Extract<
  NonNullable<CloudTrailClientConfig['requestHandler']>,
  { handle: unknown }
>;

/** What the configurations of all the clients have in common. */
type ClientSettings = Omit<
  CloudTrailClientConfig,
  'endpointProvider' | 'extensions' | 'httpAuthSchemeProvider'
>;

export interface ClientsOptions {
  /** Trailscope's version, for the user agent. */
  readonly version: string;
  readonly credentials: CredentialCache;
  /** Answers the calls of the sample account. */
  readonly sampleHandler: () => Promise<RequestHandler>;
  /** Answers all other calls; without it they go over the network. */
  readonly requestHandler?: RequestHandler;
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

  /** Closes the network connections of every client. */
  dispose(): void {
    this.cloudTrail.dispose();
    this.sts.dispose();
    this.ec2.dispose();
    this.iam.dispose();
    this.kms.dispose();
    this.logs.dispose();
    this.organizations.dispose();
    this.s3.dispose();
    this.sns.dispose();
  }
}

interface Closable {
  destroy(): void;
}

/** One client per connection, so that none ever serves two. */
export class ClientCache<Client> {
  readonly #make: (connection: Connection) => Promise<Client & Closable>;
  readonly #clients = new Map<string, Promise<Client & Closable>>();

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

  dispose(): void {
    for (const client of this.#clients.values()) {
      void client.then(
        (made) => {
          made.destroy();
        },
        () => undefined,
      );
    }
    this.#clients.clear();
  }
}

/**
 * How long a call may take. Connecting takes a fraction of a second where the network works, and the slowest answer, a
 * full page of LookupEvents, a few seconds. There is no agent here, so that the SDK makes plain ones: VS Code puts its
 * own in their place, which knows proxies and the system's certificates (`http.proxySupport`).
 */
const network = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true } as const;

async function clientSettings(
  connection: Connection,
  service: ServiceName,
  options: ClientsOptions,
): Promise<ClientSettings> {
  const { credentials, region } = connection;
  const shared: ClientSettings = {
    region,
    credentials: options.credentials.of(connection),
    customUserAgent: `trailscope/${options.version}`,
    // `AwsCalls` retries, because a retried lookup must wait for its turn like any other.
    maxAttempts: 1,
    retryMode: 'standard',
    // `customEndpoint` has looked.
    ignoreConfiguredEndpointUrls: true,
  };
  if (credentials.kind === 'sample') {
    return { ...shared, ...hermetic, requestHandler: await options.sampleHandler() };
  }
  const endpoint = await customEndpoint(connection, service);
  return {
    ...shared,
    requestHandler: options.requestHandler ?? network,
    ...(credentials.kind === 'profile' && { profile: credentials.name }),
    ...(endpoint !== undefined && { endpoint }),
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
