import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { failureOf, never } from '../../test/support/aws-on-wire.ts';
import { openSandbox, portsOf } from '../../test/support/sandbox.ts';
import { stubUserConfig } from '../../test/support/user-config.ts';
import { connection } from '../core/connection.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });

async function storeWith(objects: Readonly<Record<string, string | Uint8Array>>, region = 'us-east-1') {
  stubUserConfig();
  const sandbox = openSandbox();
  const s3 = sandbox.s3(region);
  const place = region === 'us-east-1' ? {} : { LocationConstraint: region as 'eu-west-1' };
  await s3.send(new CreateBucketCommand({ Bucket: 'some-logs', CreateBucketConfiguration: place }));
  for (const [Key, Body] of Object.entries(objects)) {
    await s3.send(new PutObjectCommand({ Bucket: 'some-logs', Key, Body }));
  }
  const { objects: store } = portsOf(sandbox.account);
  const read = (key: string, maxBytes = 1000) =>
    store.readText(sample, { bucket: 'some-logs', key }, maxBytes, never);
  return { store, read };
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const page of pages) {
    list.push(page);
  }
  return list;
}

describe('a folder of a bucket', () => {
  test('has the folders and the objects that are directly in it', async () => {
    const { store } = await storeWith({ 'a/b/1': 'x', 'a/2': 'four', 'a/c/3': 'x', z: 'x' });
    const pages = await all(store.list(sample, 'some-logs', 'a/', never));
    expect(pages).toEqual([{ folders: ['a/b/', 'a/c/'], objects: [{ key: 'a/2', size: 4 }] }]);
  });

  test('comes in pages', async () => {
    const keys = Array.from({ length: 1001 }, (_, index) => [`n${index}`, 'x'] as const);
    const { store } = await storeWith(Object.fromEntries(keys));
    const pages = await all(store.list(sample, 'some-logs', '', never));
    expect(pages.map(({ objects }) => objects.length)).toEqual([1000, 1]);
  });

  test('is found in whatever Region the bucket is', async () => {
    const { store } = await storeWith({ a: 'x' }, 'eu-west-1');
    const [page] = await all(store.list(sample, 'some-logs', '', never));
    expect(page?.objects).toEqual([{ key: 'a', size: 1 }]);
  });

  test('of a bucket that does not exist is not found', async () => {
    const { store } = await storeWith({});
    const { failure } = await failureOf(all(store.list(sample, 'no-such-logs', '', never)));
    expect(failure).toEqual({ kind: 'not-found', code: 'NoSuchBucket' });
  });
});

describe('the text of an object', () => {
  test('is decompressed where it is gzip, whatever it is called', async () => {
    const { read } = await storeWith({ plain: 'häh', packed: gzipSync('{"Records":[]}') });
    expect(await read('plain')).toBe('häh');
    expect(await read('packed')).toBe('{"Records":[]}');
  });

  test('is refused when it is too long, before or after decompression', async () => {
    const { read } = await storeWith({ long: 'x'.repeat(101), bomb: gzipSync('0'.repeat(1_000_000)) });
    for (const key of ['long', 'bomb']) {
      const error = await failureOf(read(key, 100_000 / (key === 'long' ? 1000 : 1)));
      expect(error.failure).toEqual({ kind: 'invalid-input' });
      expect(error.message).toContain(key);
    }
  });

  test('is refused when the gzip is broken', async () => {
    const { read } = await storeWith({ torn: gzipSync('{"Records":[]}').subarray(0, 20) });
    const error = await failureOf(read('torn'));
    expect(error.failure).toEqual({ kind: 'invalid-input' });
    expect(error.message).toBe('torn is no whole gzip file.');
  });

  test('of an object that does not exist is not found', async () => {
    const { read } = await storeWith({});
    expect((await failureOf(read('nothing'))).failure).toEqual({ kind: 'not-found', code: 'NoSuchKey' });
  });
});
