import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';

const Bucket = 'acme-data';

function put(client: S3Client, Key: string, Body: string | Uint8Array = Key) {
  return client.send(new PutObjectCommand({ Bucket, Key, Body }));
}

async function textOf(client: S3Client, Key: string, VersionId?: string) {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
}

describe('an object', () => {
  it('comes back as it was put, byte by byte', async () => {
    const client = openSandbox().s3();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    const Key = 'a folder/schlüssel+1 %2F?.json';
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: bytes,
        ContentType: 'application/json',
        ContentEncoding: 'gzip',
        Metadata: { signature: '00ff' },
      }),
    );
    const object = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? [])).toEqual(Buffer.from(bytes));
    expect(object).toMatchObject({
      ContentLength: 70_000,
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      Metadata: { signature: '00ff' },
      ETag: `"${createHash('md5').update(bytes).digest('hex')}"`,
      ServerSideEncryption: 'AES256',
      LastModified: new Date(Date.UTC(2026, 3, 1, 12)),
    });
    expect(object.VersionId).toBeUndefined();
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: 70_000, ETag: object.ETag });
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'is checked against its %s',
    async (ChecksumAlgorithm) => {
      const client = openSandbox().s3();
      const input = { Bucket, Key: 'k', Body: 'hello' };
      const values = {
        CRC32: 'NhCmhg==',
        CRC32C: 'mnG7TA==',
        CRC64NVME: 'M3eFcAZSQlc=',
        SHA1: 'qvTGHdzF6KLavt4PO0gs2a6pQ00=',
        SHA256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
      };
      const checksum = `Checksum${ChecksumAlgorithm}`;
      await client.send(new PutObjectCommand({ ...input, [checksum]: values[ChecksumAlgorithm] }));
      const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
      expect(got).toHaveProperty(checksum, values[ChecksumAlgorithm]);
      const wrong = client.send(
        new PutObjectCommand({ ...input, Body: 'hullo', [checksum]: values[ChecksumAlgorithm] }),
      );
      await expect(wrong).rejects.toMatchObject({ name: 'BadDigest' });
    },
  );

  it('comes in chunks where its length is known only then', async () => {
    const client = openSandbox().s3();
    const { Readable } = await import('node:stream');
    const Body = Readable.from([Buffer.from('one '), Buffer.from('two')]);
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body, ContentLength: 7 }));
    expect(await textOf(client, 'k')).toBe('one two');
    const { ContentEncoding } = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(ContentEncoding).toBeUndefined();
  });

  it('gives a range of its bytes', async () => {
    const client = openSandbox().s3();
    await put(client, 'k', '0123456789');
    const range = async (Range: string) => {
      const { Body, ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key: 'k', Range }));
      return [await Body?.transformToString(), ContentRange];
    };
    expect(await range('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
    expect(await range('bytes=-3')).toEqual(['789', 'bytes 7-9/10']);
    expect(await range('bytes=8-99')).toEqual(['89', 'bytes 8-9/10']);
    await expect(range('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('is written only where there is none, if so asked', async () => {
    const client = openSandbox().s3();
    const input = { Bucket, Key: 'k', Body: 'x', IfNoneMatch: '*' };
    await client.send(new PutObjectCommand(input));
    await expect(client.send(new PutObjectCommand(input))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  it('that there is not is not found', async () => {
    const client = openSandbox().s3();
    await expect(textOf(client, 'k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put(client, 'k');
    await expect(textOf(client, 'k', 'x')).rejects.toMatchObject({ name: 'NoSuchVersion' });
    const head = client.send(new HeadObjectCommand({ Bucket, Key: 'gone' }));
    await expect(head).rejects.toMatchObject({ name: 'NotFound' });
    const elsewhere = client.send(new GetObjectCommand({ Bucket: 'acme-legacy-logs', Key: 'k' }));
    await expect(elsewhere).rejects.toMatchObject({ name: 'PermanentRedirect' });
  });
});

describe('versions', () => {
  async function versioned() {
    const { account, s3 } = openSandbox();
    const client = s3();
    await put(client, 'k', 'before');
    const enable = { Bucket, VersioningConfiguration: { Status: 'Enabled' as const } };
    await client.send(new PutBucketVersioningCommand(enable));
    return { account, client };
  }

  it('are all kept, and told apart by their ids', async () => {
    const { client } = await versioned();
    const { VersionId: first } = await put(client, 'k', 'first');
    const { VersionId: second } = await put(client, 'k', 'second');
    expect(await textOf(client, 'k')).toBe('second');
    expect(await textOf(client, 'k', first)).toBe('first');
    expect(await textOf(client, 'k', 'null')).toBe('before');
    const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(marker.DeleteMarker).toBe(true);
    await expect(textOf(client, 'k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const listed = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(listed.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second, false],
      [first, false],
      ['null', false],
    ]);
    expect(listed.DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: marker.VersionId }));
    expect(await textOf(client, 'k')).toBe('second');
  });

  it('are listed page by page', async () => {
    const { client } = await versioned();
    for (const key of ['a', 'k', 'k', 'z']) {
      await put(client, key);
    }
    const seen: string[] = [];
    let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (let page = 0; page < 9; page += 1) {
      const answer = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }));
      seen.push(...(answer.Versions ?? []).map(({ Key }) => Key ?? ''));
      if (answer.IsTruncated !== true) {
        break;
      }
      markers = { KeyMarker: answer.NextKeyMarker!, VersionIdMarker: answer.NextVersionIdMarker! };
    }
    expect(seen).toEqual(['a', 'k', 'k', 'k', 'z']);
  });

  it('can all be deleted, and nothing is left', async () => {
    const { account, s3 } = openSandbox();
    const client = s3();
    const enable = { Bucket, VersioningConfiguration: { Status: 'Enabled' as const } };
    await client.send(new PutBucketVersioningCommand(enable));
    const before = account.snapshot();
    await put(client, 'k');
    await put(client, 'l&<');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    const { Versions = [], DeleteMarkers = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket }),
    );
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    const deleted = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(deleted.Deleted?.map(({ Key }) => Key).sort()).toEqual(['k', 'k', 'l&<']);
    expect(deleted.Errors ?? []).toEqual([]);
    expect(account.snapshot()).toEqual(before);
  });
});

describe.each([true, false])('listings with path style %s', (forcePathStyle) => {
  async function filled() {
    const client = openSandbox().s3('us-east-1', forcePathStyle);
    for (const key of ['logs/2026/b.gz', 'logs/2025/a.gz', 'readme', 'logs/ä+ b', 'Z']) {
      await put(client, key);
    }
    return client;
  }

  it('have keys in the order of their bytes, page by page', async () => {
    const client = await filled();
    const keys: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const input = { Bucket, MaxKeys: 2, ContinuationToken };
      const page = await client.send(new ListObjectsV2Command(input));
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(keys).toEqual(['Z', 'logs/2025/a.gz', 'logs/2026/b.gz', 'logs/ä+ b', 'readme']);
  });

  it('join what has a prefix in common', async () => {
    const client = await filled();
    const input = { Bucket, Prefix: 'logs/', Delimiter: '/' };
    const page = await client.send(new ListObjectsV2Command(input));
    expect(page.CommonPrefixes).toEqual([{ Prefix: 'logs/2025/' }, { Prefix: 'logs/2026/' }]);
    expect(page.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([['logs/ä+ b', 10]]);
    expect(page.KeyCount).toBe(3);
    const old = await client.send(
      new ListObjectsCommand({ Bucket, Marker: 'logs/ä+ b', EncodingType: 'url' }),
    );
    expect(old.Contents?.map(({ Key }) => Key)).toEqual(['readme']);
    const encoded = await client.send(
      new ListObjectsCommand({ Bucket, Prefix: 'logs/ä', EncodingType: 'url' }),
    );
    expect(encoded.Contents?.[0]?.Key).toBe('logs/%C3%A4%2B+b');
  });
});
