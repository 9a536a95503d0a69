import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { english } from '../../core/localize.ts';
import { writeElsewhere, writeLocal } from './write-export.ts';

const never = new AbortController().signal;

async function* texts(...chunks: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const chunk of chunks) {
    await Promise.resolve();
    if (chunk instanceof Error) {
      throw chunk;
    }
    yield chunk;
  }
}

/** Aborts once the first text was taken. */
async function* abortingAfter(first: string, abort: AbortController): AsyncGenerator<string> {
  yield first;
  await Promise.resolve();
  abort.abort();
  yield 'more';
}

describe('an export to a local file', () => {
  let folder = '';
  let target = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'trailscope-export-'));
    target = path.join(folder, 'events.csv');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('replaces the file by a whole one, which only the user can read', async () => {
    await writeFile(target, 'old');
    await writeLocal(target, texts('one\n', 'two\n'), never);
    expect(await readFile(target, 'utf8')).toBe('one\ntwo\n');
    expect(await readdir(folder)).toEqual(['events.csv']);
    expect((await stat(target)).mode & 0o777).toBe(0o600);
  });

  it('touches no other file, whatever it is called', async () => {
    await writeFile(`${target}.part`, 'somebody else’s');
    await writeLocal(target, texts('one\n'), never);
    expect(await readFile(`${target}.part`, 'utf8')).toBe('somebody else’s');
  });

  it('leaves the old file, and nothing beside it, when it fails', async () => {
    await writeFile(target, 'old');
    await expect(writeLocal(target, texts('one\n', new Error('gone')), never)).rejects.toThrow('gone');
    expect(await readdir(folder)).toEqual(['events.csv']);
    expect(await readFile(target, 'utf8')).toBe('old');
  });

  it('leaves nothing when it is cancelled', async () => {
    const abort = new AbortController();
    await expect(writeLocal(target, abortingAfter('one\n', abort), abort.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails where there is no such folder', async () => {
    await expect(writeLocal(path.join(folder, 'no', 'x'), texts('one'), never)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('can be written twice at once', async () => {
    await Promise.all(['a', 'b'].map((text) => writeLocal(target, texts(text, text), never)));
    expect(await readFile(target, 'utf8')).toMatch(/^(aa|bb)$/);
    expect(await readdir(folder)).toEqual(['events.csv']);
  });
});

describe('an export to another file system', () => {
  const written: string[] = [];
  const place = {
    write: (bytes: Uint8Array) => {
      written.push(new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
    limit: 10,
    t: english,
  };

  beforeEach(() => written.splice(0));

  it('is written whole', async () => {
    await writeElsewhere(texts('é', '1234', '5678'), never, place);
    expect(written).toEqual(['é12345678']);
  });

  it('is refused where it is too large, with what to do, and nothing is written or read on', async () => {
    const chunks = texts('é123456', '789', new Error('read on'));
    await expect(writeElsewhere(chunks, never, place)).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
      message: expect.stringMatching(/local folder, or narrow the filter/) as string,
    });
    expect(written).toEqual([]);
  });

  it('is not written when it is cancelled', async () => {
    const abort = new AbortController();
    await expect(writeElsewhere(abortingAfter('1', abort), abort.signal, place)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(written).toEqual([]);
  });
});
