import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that reached the server. */
export interface IdentityRequest {
  /** The operation, or what a request for metadata is about. */
  readonly operation: string;
  readonly path: string;
  readonly accessKeyId: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The members of the query, of a form or of a JSON body. */
  readonly input: Readonly<Record<string, string>>;
}

/** An answer in place of the usual one. */
export interface IdentityAnswer {
  readonly status: number;
  readonly type: 'json' | 'xml';
  readonly body: string;
}

export type Override = (request: IdentityRequest) => IdentityAnswer | undefined | Promise<IdentityAnswer>;

/**
 * On loopback, everything that gives credentials: STS, IAM Identity Center's portal and tokens, container and instance
 * credentials; and a CloudTrail without trails, to see what calls are signed with. Its credentials tell what they were given for, so that a test sees the way that led to them.
 */
export interface IdentityServer {
  readonly url: string;
  readonly requests: IdentityRequest[];
  /** The operations so far, in order. */
  operations(): readonly string[];
}

/** Starts a server that ends with the test. */
export async function identityServer(override: Override = () => undefined): Promise<IdentityServer> {
  const requests: IdentityRequest[] = [];
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await toRequest(message);
    requests.push(request);
    const { status, type, body } = (await override(request)) ?? usualAnswer(request);
    response.writeHead(status, { 'content-type': type === 'xml' ? 'text/xml' : 'application/json' });
    response.end(body);
  };
  const server = createServer((message, response) => void answer(message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    operations: () => requests.map(({ operation }) => operation),
  };
}

/** When what the server gives ends, for clocks that stand on 20 November 2026 and for the machine's own. */
export const credentialsEnd = '2099-01-01T00:00:00Z';

/** An error of STS. */
export function stsError(code: string, message: string, status = 403): IdentityAnswer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return { status, type: 'xml', body };
}

/** An answer of one of the JSON services. */
export function jsonAnswer(body: object, status = 200): IdentityAnswer {
  return { status, type: 'json', body: JSON.stringify(body) };
}

/** The answer to AssumeRole and its kin. */
export function roleAnswer(operation: string, accessKeyId: string, end = credentialsEnd): IdentityAnswer {
  const credentials = `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>example-secret</SecretAccessKey><SessionToken>token-of-${accessKeyId}</SessionToken><Expiration>${end}</Expiration></Credentials>`;
  const user = `<AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:x</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/r/x</Arn></AssumedRoleUser>`;
  const body = `<${operation}Response><${operation}Result>${user}${credentials}</${operation}Result><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></${operation}Response>`;
  return { status: 200, type: 'xml', body };
}

function usualAnswer(request: IdentityRequest): IdentityAnswer {
  const { operation, input, accessKeyId } = request;
  const role = input['RoleArn']?.split('/').at(-1) ?? '';
  switch (operation) {
    case 'AssumeRole':
      return roleAnswer(operation, `${role}-BY-${accessKeyId}`);
    case 'AssumeRoleWithWebIdentity':
      return roleAnswer(operation, `${role}-WITH-${input['WebIdentityToken']}`);
    case 'GetRoleCredentials':
      return jsonAnswer({
        roleCredentials: {
          accessKeyId: `SSO-${input['account_id']}-${input['role_name']}`,
          secretAccessKey: 'example-secret',
          sessionToken: `token-with-${String(request.headers['x-amz-sso_bearer_token'])}`,
          expiration: Date.parse(credentialsEnd),
        },
      });
    case 'CreateToken':
      return jsonAnswer({ accessToken: 'renewed-token', expiresIn: 28_800, refreshToken: 'next-refresh' });
    case 'container':
      return jsonAnswer(metadata(`CONTAINER${String(request.headers['authorization'] ?? '')}`));
    case 'instance-token':
      return { status: 200, type: 'json', body: 'imds-token' };
    case 'instance-role':
      return { status: 200, type: 'json', body: 'instance-role' };
    case 'instance':
      return jsonAnswer({ Code: 'Success', ...metadata('INSTANCE-KEY') });
    case 'DescribeTrails':
      return jsonAnswer({ trailList: [] });
    default:
      return jsonAnswer({ message: `Nobody answers ${operation}` }, 404);
  }
}

function metadata(accessKeyId: string): object {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: 'example-secret',
    Token: `token-of-${accessKeyId}`,
    Expiration: credentialsEnd,
  };
}

const operationsByPath: readonly (readonly [start: string, operation: string])[] = [
  ['/federation/credentials', 'GetRoleCredentials'],
  ['/assignment/accounts', 'ListAccounts'],
  ['/assignment/roles', 'ListAccountRoles'],
  ['/token', 'CreateToken'],
  ['/v1/token', 'CreateOAuth2Token'],
  ['/container', 'container'],
  ['/latest/api/token', 'instance-token'],
  ['/latest/meta-data/iam/security-credentials/instance-role', 'instance'],
  ['/latest/meta-data/iam/security-credentials/', 'instance-role'],
];

async function toRequest(message: IncomingMessage): Promise<IdentityRequest> {
  let body = '';
  for await (const chunk of message) {
    body += String(chunk);
  }
  const url = new URL(message.url ?? '/', 'http://server.test');
  const isJson = body.startsWith('{');
  const input = isJson
    ? (JSON.parse(body) as Record<string, string>)
    : Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)]);
  const byPath = operationsByPath.find(([start]) => url.pathname.startsWith(start))?.[1];
  return {
    operation: byPath ?? input['Action'] ?? String(message.headers['x-amz-target']).split('.').at(-1) ?? '',
    path: url.pathname,
    accessKeyId: /Credential=([^/]*)\//.exec(message.headers.authorization ?? '')?.[1],
    headers: message.headers,
    input,
  };
}
