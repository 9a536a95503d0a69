import { execFile, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { CredentialSource } from '../../src/core/connection.ts';
import { endpointShapes } from '../support/endpoint-shapes.ts';
import { identityServer } from '../support/identity-server.ts';
import { profileShapes, stubShape } from '../support/profile-shapes.ts';
import { stubUserConfig } from '../support/user-config.ts';

/*
 * What the AWS CLI makes of the files that `test/unit/profile-shapes.test.ts` gives to Trailscope: the same keys, the
 * same endpoints. All of it is on loopback; calls that would leave the machine go to a proxy that is not there.
 */
const hasCli = spawnSync('aws', ['--version']).status === 0;
const nowhere = 'http://127.0.0.1:9';

/** What the AWS CLI said; it ends with an error in half of the tests. */
function aws(source: CredentialSource, ...words: readonly string[]): Promise<string> {
  const profile = source.kind === 'profile' ? ['--profile', source.name] : [];
  const env = {
    ...process.env,
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    NO_PROXY: '127.0.0.1',
    AWS_MAX_ATTEMPTS: '1',
  };
  const all = ['cloudtrail', 'describe-trails', ...profile, ...words];
  return new Promise((resolve) => {
    execFile('aws', all, { env }, (_, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}

describe.skipIf(!hasCli)('the AWS CLI signs with the same key', () => {
  test.each(profileShapes.filter(({ notCompared }) => notCompared === undefined))('$title', async (shape) => {
    const server = await identityServer();
    stubShape(shape, server);
    const said = await aws(shape.source, '--region', 'us-east-1');
    const calls = server.requests.filter(({ operation }) => operation === 'DescribeTrails');
    expect(
      calls.map(({ accessKeyId }) => accessKeyId),
      said,
    ).toEqual(shape.accessKeyId === undefined ? [] : [shape.accessKeyId]);
  });
});

describe.skipIf(!hasCli)('the AWS CLI calls the same endpoint', () => {
  test.each(endpointShapes)('$title', async (shape) => {
    stubUserConfig(shape);
    const said = await aws(shape.source, '--region', shape.region ?? 'us-east-1', '--debug');
    const results = [...said.matchAll(/Endpoint provider result: (\S+)/g)].map(([, url]) => url);
    expect(results).toEqual([shape.endpoint]);
  });
});
