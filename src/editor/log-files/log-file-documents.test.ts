import { describe, expect, it } from 'vitest';
import { InMemoryObjects } from '../../../test/support/in-memory-objects.ts';
import { connection } from '../../core/connection.ts';
import { logFileAddress, logFileText } from './log-file-documents.ts';

const virginia = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const { signal } = new AbortController();
const key = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/04/01/111122223333_CloudTrail_a.json.gz';
const file = { bucket: 'logs', key, size: 1, region: 'us-east-1', time: undefined };
const anyConnection = () => true;

function storeOf(text: string): () => Promise<InMemoryObjects> {
  return () => Promise.resolve(new InMemoryObjects({ logs: { [key]: text } }));
}

describe('the document of a log file', () => {
  it('has a name that tells the file, and its JSON, indented', async () => {
    const { path, query } = logFileAddress(virginia, file);
    expect(path).toBe('/111122223333_CloudTrail_a.json');
    const text = await logFileText(
      storeOf('{"Records":[{"eventName":"RunInstances"}]}'),
      query,
      anyConnection,
      signal,
    );
    expect(text).toBe('{\n  "Records": [\n    {\n      "eventName": "RunInstances"\n    }\n  ]\n}\n');
  });

  it('shows what is no JSON as it is', async () => {
    const { query } = logFileAddress(virginia, file);
    expect(await logFileText(storeOf('{"Records":[{'), query, anyConnection, signal)).toBe('{"Records":[{');
  });

  it('says when the file is gone', async () => {
    const { query } = logFileAddress(virginia, { ...file, key: 'gone.json.gz' });
    await expect(logFileText(storeOf(''), query, anyConnection, signal)).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });

  it('keeps a name from a bucket out of the path’s structure', () => {
    expect(logFileAddress(virginia, { ...file, key: 'a/..?x#y%2f\n.json.gz' }).path).toBe('/___x_y_2f_.json');
  });

  it('is not read through a connection that an address made up', async () => {
    const { query } = logFileAddress(connection({ ...virginia, endpoint: 'https://collect.example' }), file);
    const mine = (asked: { readonly endpoint?: string }) => asked.endpoint === undefined;
    await expect(logFileText(storeOf('{}'), query, mine, signal)).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
    });
  });

  it.each(['', 'null', '{}', '{"bucket": 1}', 'not json'])(
    'is refused for an address that names no file: %j',
    async (query) => {
      await expect(logFileText(storeOf(''), query, anyConnection, signal)).rejects.toMatchObject({
        failure: { kind: 'invalid-input' },
      });
    },
  );
});
