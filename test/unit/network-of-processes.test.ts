import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { failureOf, never } from '../support/aws-on-wire.ts';
import { loopbackCertificate, loopbackKey } from '../support/loopback-certificate.ts';
import { environmentKeys, stubUserConfig } from '../support/user-config.ts';
import { connection } from '../../src/core/connection.ts';
import { openAws } from '../../src/aws/open-aws.ts';

/** A CloudTrail without trails, whose certificate only those trust who are told to. */
async function service(): Promise<string> {
  const server = createServer({ cert: loopbackCertificate, key: loopbackKey }, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"trailList":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

/** Lists trails in a process of its own, which reads NODE_EXTRA_CA_CERTS as it starts; gives how that ended. */
async function inProcess(endpoint: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const program = 'out/test/list-trails.mjs';
  await build({
    stdin: {
      contents: `
        import { openAws } from './src/aws/open-aws.ts';
        const aws = openAws({ version: '1.2.3', sampleHandler: () => Promise.reject(), network: 'environment' });
        const connection = { credentials: { kind: 'environment' }, region: 'us-east-1', endpoint: process.argv[2] };
        const list = aws.trails.list(connection, new AbortController().signal);
        console.log(await list.then(() => 'listed', ({ failure }) => failure.reason ?? failure.kind));
        aws.dispose();`,
      resolveDir: '.',
      loader: 'ts',
    },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const env = { ...process.env, ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, [program, endpoint], { env });
  return stdout.trim();
}

test('NODE_EXTRA_CA_CERTS: a certificate is trusted beside those that Node trusts', async () => {
  const home = stubUserConfig({ environment: environmentKeys, files: { 'ca.pem': loopbackCertificate } });
  const endpoint = await service();
  expect(await inProcess(endpoint, { NODE_EXTRA_CA_CERTS: join(home, 'ca.pem') })).toBe('listed');
  expect(await inProcess(endpoint, {})).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
});

test('a credential process has the proxies and certificates of the environment', async () => {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'AWS_CA_BUNDLE'];
  const environment = Object.fromEntries(names.map((name) => [name, `value-of-${name}`]));
  const home = stubUserConfig({
    environment,
    config: `[profile p]\ncredential_process = env > $HOME/seen; exit 1\n`,
  });
  const aws = openAws({ version: '1.2.3', sampleHandler: () => Promise.reject(new Error('not asked for')) });
  const profile = connection({ credentials: { kind: 'profile', name: 'p' }, region: 'us-east-1' });
  expect((await failureOf(aws.trails.list(profile, never))).failure.kind).toBe('no-credentials');
  const { stdout } = await promisify(execFile)('cat', [join(home, 'seen')]);
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(names.map((name) => `${name}=value-of-${name}`)));
});
