import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { awsOnWire, failureOf, never } from '../../../test/support/aws-on-wire.ts';
import { json } from '../../../test/support/fake-wire.ts';
import { stubUserConfig } from '../../../test/support/user-config.ts';
import { connection } from '../../core/connection.ts';
import { credentialsOfProcess } from './credential-process.ts';

const connected = connection({ credentials: { kind: 'profile', name: 'p' }, region: 'us-east-1' });

function run(command: string, timeout = 60_000, signal: AbortSignal = never) {
  return credentialsOfProcess({ kind: 'process', profile: 'p', command }, timeout, signal);
}

/** A command that prints the JSON. */
function printing(json: object): string {
  return `node -e 'process.stdout.write(process.argv[1])' '${JSON.stringify(json)}'`;
}

const good = { Version: 1, AccessKeyId: 'PROCESS-KEY', SecretAccessKey: 'example-secret' };

test('prints what signs, until when', async () => {
  const end = '2026-11-20T15:00:00Z';
  const command = printing({ ...good, SessionToken: 'example-token', Expiration: end });
  expect(await run(command)).toEqual({
    accessKeyId: 'PROCESS-KEY',
    secretAccessKey: 'example-secret',
    sessionToken: 'example-token',
    expiration: new Date(end),
  });
});

test.each([
  ['fails', 'echo example-secret >&2; echo example-secret; exit 3', 'ended with exit code 3'],
  ['prints no JSON', 'echo example-secret', 'printed no credentials of version 1'],
  ['prints no object', 'echo "[1]"', 'printed no credentials of version 1'],
  ['prints another version', printing({ ...good, Version: 2 }), 'printed no credentials of version 1'],
  ['prints half', printing({ ...good, AccessKeyId: '' }), 'printed no credentials of version 1'],
  ['prints a time that is none', printing({ ...good, Expiration: 'example-secret' }), 'no time'],
  ['prints without end', 'yes example-secret', 'printed too much'],
  ['is not there', '/nowhere/example', 'ended with exit code 127'],
])('a command that %s gives nothing, and nothing of its words is told', async (_, command, reason) => {
  const error = await failureOf(run(command));
  expect(error.failure).toEqual({ kind: 'no-credentials', profile: 'p' });
  expect(error.message).toContain(reason);
  expect(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('example-secret');
});

test('a command that takes too long is given up, and can be tried again', async () => {
  const error = await failureOf(run('sleep 60', 50));
  expect(error.message).toContain('took longer than');
  expect((await run(printing(good))).accessKeyId).toBe('PROCESS-KEY');
});

test('what the command has started ends with it', async () => {
  const controller = new AbortController();
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const childEnded = new Promise<void>((resolve) => {
    server.once('connection', (socket) => {
      socket.once('close', resolve).on('error', () => undefined);
      socket.resume();
      controller.abort();
    });
  });
  const child = `node -e 'require("net").connect(${port}, "127.0.0.1")'`;
  const error = await failureOf(run(`${child} & wait`, 60_000, controller.signal));
  expect(error.failure.kind).toBe('cancelled');
  await childEnded;
});

test('a hung command holds up no other connection, and cancelling ends it', async () => {
  const { aws } = awsOnWire(() => json({}));
  stubUserConfig({
    config:
      '[profile p]\ncredential_process = sleep 60\n[profile q]\naws_access_key_id = Q\naws_secret_access_key = x\n',
  });
  const controller = new AbortController();
  const hung = failureOf(aws.trails.list(connected, controller.signal));
  await aws.trails.list(connection({ ...connected, credentials: { kind: 'profile', name: 'q' } }), never);
  controller.abort();
  expect((await hung).failure.kind).toBe('cancelled');
});

test('in Restricted Mode no command runs, not as the source of a role either, and in a trusted workspace it does', async () => {
  let isTrusted = false;
  const { aws } = awsOnWire(() => json({}), { mayRunCommands: () => isTrusted });
  const home = stubUserConfig({
    config: `[profile p]
credential_process = touch $HOME/ran; ${printing(good)}
[profile over]
role_arn = arn:aws:iam::111122223333:role/Admin
source_profile = p
`,
  });
  const ran = join(home, 'ran');
  const over = connection({ ...connected, credentials: { kind: 'profile', name: 'over' } });
  for (const each of [connected, over]) {
    expect((await failureOf(aws.trails.list(each, never))).failure).toEqual({
      kind: 'not-trusted',
      profile: 'p',
    });
  }
  expect(existsSync(ran)).toBe(false);
  isTrusted = true;
  await aws.trails.list(connected, never);
  expect(existsSync(ran)).toBe(true);
});
