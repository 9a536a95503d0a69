import { expect, test } from 'vitest';
import { openAws } from '../../src/aws/open-aws.ts';
import { connection } from '../../src/core/connection.ts';
import { awsOnWire, failureOf, never } from '../support/aws-on-wire.ts';
import { endpointShapes } from '../support/endpoint-shapes.ts';
import { json } from '../support/fake-wire.ts';
import { identityServer } from '../support/identity-server.ts';
import { profileShapes, stubShape } from '../support/profile-shapes.ts';
import { stubUserConfig } from '../support/user-config.ts';

/*
 * Each way to sign in, with real files in a home folder of its own and every service on loopback. The network is the
 * real one: what is tested is what leaves the process. See test/aws-cli for what the AWS CLI makes of the same files.
 */
test.each(profileShapes)('$title', async (shape) => {
  const server = await identityServer();
  stubShape(shape, server);
  const log: string[] = [];
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('not the sample account')),
    log: (line) => log.push(line),
  });
  const call = aws.trails.list(connection({ credentials: shape.source, region: 'us-east-1' }), never);
  if (shape.failure === undefined) {
    await call;
    expect(server.requests.at(-1)).toMatchObject({
      operation: 'DescribeTrails',
      accessKeyId: shape.accessKeyId,
    });
  } else {
    expect((await failureOf(call)).failure.kind).toBe(shape.failure);
    expect(server.operations()).not.toContain('DescribeTrails');
  }
  expect(log.join('\n')).not.toMatch(/example-|token-of|sso-token|web-token/);
  aws.dispose();
});

test.each(endpointShapes)('the endpoint: $title', async (shape) => {
  const { aws, wire } = awsOnWire(() => json({}));
  stubUserConfig(shape);
  const { source: credentials, region = 'us-east-1' } = shape;
  await aws.trails.list(connection({ credentials, region }), never);
  expect(wire.requests.map(({ url }) => url)).toEqual([`${shape.endpoint}/`]);
});
