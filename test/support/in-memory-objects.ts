import type { ObjectStore } from '../../src/core/ports.ts';
import { TrailscopeError } from '../../src/core/failures/failure.ts';

/** Buckets as plain data: keys, or keys with their texts. Keeps which folders were listed. */
export class InMemoryObjects implements ObjectStore {
  readonly listed: string[] = [];
  readonly #buckets: ReadonlyMap<string, ReadonlyMap<string, string>>;

  constructor(buckets: Readonly<Record<string, readonly string[] | Readonly<Record<string, string>>>>) {
    this.#buckets = new Map(
      Object.entries(buckets).map(([bucket, objects]) => [
        bucket,
        new Map(Array.isArray(objects) ? objects.map((key: string) => [key, '']) : Object.entries(objects)),
      ]),
    );
  }

  async *list(_: unknown, bucket: string, folder: string) {
    this.listed.push(folder);
    const keys = [...(await this.#bucket(bucket)).keys()].filter((key) => key.startsWith(folder)).sort();
    const isFolder = (key: string) => key.includes('/', folder.length);
    const folderOf = (key: string) => key.slice(0, key.indexOf('/', folder.length) + 1);
    yield {
      folders: [...new Set(keys.filter(isFolder).map(folderOf))],
      objects: keys.filter((key) => !isFolder(key)).map((key) => ({ key, size: 1 })),
    };
  }

  async readText(_: unknown, { bucket, key }: { readonly bucket: string; readonly key: string }) {
    const text = (await this.#bucket(bucket)).get(key);
    if (text === undefined) {
      throw new TrailscopeError(
        { kind: 'not-found', code: 'NoSuchKey' },
        'The specified key does not exist.',
      );
    }
    return text;
  }

  #bucket(name: string): Promise<ReadonlyMap<string, string>> {
    const bucket = this.#buckets.get(name);
    return bucket === undefined
      ? Promise.reject(new TrailscopeError({ kind: 'not-found', code: 'NoSuchBucket' }, 'No such bucket'))
      : Promise.resolve(bucket);
  }
}
