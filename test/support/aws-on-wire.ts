import { openAws, type Aws, type OpenAwsOptions } from '../../src/aws/open-aws.ts';
import { connection } from '../../src/core/connection.ts';
import { TrailscopeError } from '../../src/core/failures/failure.ts';
import { FakeTime } from './fake-time.ts';
import { FakeWire, type Respond } from './fake-wire.ts';
import { environmentKeys, stubUserConfig } from './user-config.ts';

/** The SDK's adapters with a fake far end, and what a test looks at. */
export interface AwsOnWire {
  readonly aws: Aws;
  readonly wire: FakeWire;
  readonly time: FakeTime;
  readonly log: string[];
}

/** The default chain, with static keys in the environment, in us-east-1. */
export const chain = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });

/** A signal that nobody aborts. */
export const never = new AbortController().signal;

/** Opens AWS with a fake far end, for a user with static keys in the environment. */
export function awsOnWire(respond: Respond, options: Partial<OpenAwsOptions> = {}): AwsOnWire {
  stubUserConfig({ environment: environmentKeys });
  const wire = new FakeWire(respond);
  const time = new FakeTime();
  const log: string[] = [];
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('The sample account is not part of this test')),
    requestHandler: wire.handler,
    time,
    log: (line) => log.push(line),
    ...options,
  });
  return { aws, wire, time, log };
}

/** The TrailscopeError that the promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<TrailscopeError> {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof TrailscopeError) {
      return thrown;
    }
    throw thrown;
  }
  throw new Error('It did not fail');
}
