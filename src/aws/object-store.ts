import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { TrailscopeError } from '../core/failures/failure.ts';
import type { ObjectStore } from '../core/ports.ts';
import type { AwsCalls } from './calls.ts';
import type { Clients } from './clients.ts';

const decompress = promisify(gunzip);

/**
 * Objects over the SDK's client of S3. Nothing here says who must own a bucket: an organization's trail delivers to
 * another account, and what is read goes nowhere but to the screen.
 */
export function objectStore(calls: AwsCalls, { s3 }: Clients): ObjectStore {
  return {
    async *list(connection, bucket, folder, signal) {
      const { ListObjectsV2Command } = await import('./sdk-s3.ts');
      let token: string | undefined;
      do {
        const input = { Bucket: bucket, Prefix: folder, Delimiter: '/', ContinuationToken: token };
        const page = await calls.send({
          operation: 's3:ListBucket',
          connection,
          signal,
          clients: s3,
          send: (client, options) => client.send(new ListObjectsV2Command(input), options),
          read: ({ CommonPrefixes = [], Contents = [], NextContinuationToken }) => ({
            folders: CommonPrefixes.map(({ Prefix = '' }) => Prefix),
            objects: Contents.map(({ Key = '', Size = 0 }) => ({ key: Key, size: Size })),
            next: NextContinuationToken,
          }),
        });
        yield { folders: page.folders, objects: page.objects };
        token = page.next;
      } while (token !== undefined && token !== '');
    },

    async readText(connection, { bucket, key }, maxBytes, signal) {
      const { GetObjectCommand } = await import('./sdk-s3.ts');
      const bytes = await calls.send({
        operation: 's3:GetObject',
        connection,
        signal,
        clients: s3,
        send: async (client, options) => {
          const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), options);
          refuseLonger(answer.ContentLength ?? 0, maxBytes, key);
          return {
            $metadata: answer.$metadata,
            bytes: (await answer.Body?.transformToByteArray()) ?? new Uint8Array(),
          };
        },
        read: (answer) => answer.bytes,
      });
      refuseLonger(bytes.length, maxBytes, key);
      return new TextDecoder().decode(isGzip(bytes) ? await inflate(bytes, maxBytes, key) : bytes);
    },
  };
}

function refuseLonger(length: number, maxBytes: number, key: string): void {
  if (length > maxBytes) {
    throw new TrailscopeError({ kind: 'invalid-input' }, `${key} is larger than ${maxBytes} bytes.`);
  }
}

/** By the first two bytes (RFC 1952), whatever the object's metadata say. */
function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

async function inflate(bytes: Uint8Array, maxBytes: number, key: string): Promise<Uint8Array> {
  try {
    return await decompress(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    const isLong = cause instanceof RangeError;
    const message = isLong ? `${key} is larger than ${maxBytes} bytes.` : `${key} is no whole gzip file.`;
    throw new TrailscopeError({ kind: 'invalid-input' }, message, {}, cause);
  }
}
