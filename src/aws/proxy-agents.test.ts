import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { failureOf, never } from '../../test/support/aws-on-wire.ts';
import { loopbackCertificate, loopbackKey } from '../../test/support/loopback-certificate.ts';
import { environmentKeys, stubUserConfig } from '../../test/support/user-config.ts';
import { connection } from '../core/connection.ts';
import { openAws, type OpenAwsOptions } from './open-aws.ts';

const tls = { cert: loopbackCertificate, key: loopbackKey };

/** The port of a server that listens on loopback until the test ends. */
async function listening(server: Server & { closeAllConnections?: () => void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const cloudTrail: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end('{"trailList":[]}');
};

/** A proxy that leads everything to one port, and keeps what it was asked. */
async function proxy(target: number, { user = '', secure = false, status = 200 } = {}) {
  const asked: string[] = [];
  const allows = (message: IncomingMessage) =>
    user === '' || message.headers['proxy-authorization'] === `Basic ${Buffer.from(user).toString('base64')}`;
  const forward: RequestListener = (message, response) => {
    asked.push(`${message.method ?? ''} ${message.url ?? ''}`);
    if (allows(message)) {
      cloudTrail(message, response);
    } else {
      response.writeHead(407).end();
    }
  };
  const server = secure ? createTlsServer(tls, forward) : createServer(forward);
  server.on('connect', (message: IncomingMessage, socket: NodeJS.Socket & { destroy(): void }) => {
    asked.push(`CONNECT ${message.url ?? ''}`);
    const answer = allows(message) ? status : 407;
    socket.write(`HTTP/1.1 ${answer} Whatever\r\n\r\n`);
    if (answer === 200) {
      const onward = connect(target, '127.0.0.1');
      onward.on('error', () => {
        socket.destroy();
      });
      socket.on('error', () => onward.destroy());
      onward.pipe(socket).pipe(onward);
    }
  });
  return { port: await listening(server), asked };
}

function calling(
  endpoint: string,
  environment: Readonly<Record<string, string>>,
  options?: Partial<OpenAwsOptions>,
) {
  const home = stubUserConfig({ environment: { ...environmentKeys, ...environment }, config: '' });
  writeFileSync(join(home, 'ca.pem'), loopbackCertificate);
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('not the sample account')),
    network: 'environment',
    ...options,
  });
  onTestFinished(() => {
    aws.dispose();
  });
  return aws.trails.list(
    connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1', endpoint }),
    never,
  );
}

const trusted = { AWS_CA_BUNDLE: '$HOME/ca.pem' };

test('HTTPS_PROXY: a tunnel, in which the service shows its own certificate', async () => {
  const { port, asked } = await proxy(await listening(createTlsServer(tls, cloudTrail)));
  await calling('https://service.test', { ...trusted, HTTPS_PROXY: `http://127.0.0.1:${port}` });
  expect(asked).toEqual(['CONNECT service.test:443']);
});

test('a proxy with a name and a password, without a scheme, and in lower case', async () => {
  const service = await listening(createTlsServer(tls, cloudTrail));
  const { port, asked } = await proxy(service, { user: 'maria:p@ss' });
  await calling('https://service.test:8443', {
    ...trusted,
    HTTPS_PROXY: 'http://127.0.0.1:9',
    https_proxy: `maria:p%40ss@127.0.0.1:${port}`,
  });
  expect(asked).toEqual(['CONNECT service.test:8443']);
});

test('a proxy that is spoken to with TLS', async () => {
  // The proxy's certificate must be one that Node trusts: the bundle is for the services.
  const { port } = await proxy(await listening(createTlsServer(tls, cloudTrail)), { secure: true });
  const call = calling('https://service.test', { ...trusted, HTTPS_PROXY: `https://localhost:${port}` });
  expect((await failureOf(call)).failure).toEqual({
    kind: 'offline',
    reason: expect.stringMatching(/SELF_SIGNED|UNABLE_TO/) as string,
  });
});

test('HTTP_PROXY: the whole address in the request', async () => {
  const { port, asked } = await proxy(0, { user: 'maria:secret' });
  await calling('http://service.test:8080/path', { HTTP_PROXY: `http://maria:secret@127.0.0.1:${port}` });
  expect(asked).toEqual(['POST http://service.test:8080/path/']);
});

test('NO_PROXY: no proxy', async () => {
  const service = await listening(createTlsServer(tls, cloudTrail));
  const { port, asked } = await proxy(service);
  const environment = { ...trusted, HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '127.0.0.0/8' };
  await calling(`https://127.0.0.1:${service}`, environment);
  const plain = await listening(createServer(cloudTrail));
  await calling(`http://127.0.0.1:${plain}`, { ...environment, HTTP_PROXY: `http://127.0.0.1:${port}` });
  expect(asked).toEqual([]);
});

test.each([
  ['refuses the user', { user: 'other:word' }, 'ERR_PROXY_STATUS_407'],
  ['refuses the service', { status: 403 }, 'ERR_PROXY_STATUS_403'],
])('a proxy that %s leaves no way out, and its password is told nowhere', async (_, options, reason) => {
  const { port } = await proxy(0, options);
  const log: string[] = [];
  const error = await failureOf(
    calling(
      'https://service.test',
      { HTTPS_PROXY: `http://maria:example-secret@127.0.0.1:${port}` },
      { log: (line) => log.push(line) },
    ),
  );
  expect(error.failure).toEqual({ kind: 'offline', reason });
  expect(`${error.message} ${log.join(' ')}`).not.toContain('example-secret');
});

test.each([
  ['a closed port', { HTTPS_PROXY: 'http://127.0.0.1:9' }, { kind: 'offline', reason: 'ECONNREFUSED' }],
  ['no address', { HTTPS_PROXY: 'http://maria:example-secret@:x' }, { kind: 'invalid-input' }],
  ['certificates that are not there', { AWS_CA_BUNDLE: '/nowhere/ca.pem' }, { kind: 'invalid-input' }],
])('%s fails as what it is', async (_, environment, failure) => {
  const error = await failureOf(calling('https://service.test', environment));
  expect(error.failure).toEqual(failure);
  expect(error.message).not.toContain('example-secret');
});

test("AWS_CA_BUNDLE and the profile's ca_bundle say whom to trust; without them the certificate is not", async () => {
  const service = `https://127.0.0.1:${await listening(createTlsServer(tls, cloudTrail))}`;
  await calling(service, trusted);
  expect((await failureOf(calling(service, {}))).failure).toEqual({
    kind: 'offline',
    reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  const home = stubUserConfig({
    environment: environmentKeys,
    config: '[default]\nca_bundle = $HOME/ca.pem\n',
    files: { 'ca.pem': loopbackCertificate },
  });
  expect(home).not.toBe('');
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('not the sample account')),
    network: 'environment',
  });
  onTestFinished(() => {
    aws.dispose();
  });
  const credentials = { kind: 'default-chain' } as const;
  await aws.trails.list(connection({ credentials, region: 'us-east-1', endpoint: service }), never);
});

test('in an editor nothing is put in the way of its own proxies', async () => {
  const service = await listening(createServer(cloudTrail));
  const { port, asked } = await proxy(service);
  await calling(
    `http://127.0.0.1:${service}`,
    { HTTP_PROXY: `http://127.0.0.1:${port}`, AWS_CA_BUNDLE: '/nowhere' },
    { network: 'inherited' },
  );
  expect(asked).toEqual([]);
});
