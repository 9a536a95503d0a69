/** The package for this platform, which has the engine: unpacked as an editor would, and asked something. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { currentTarget, engineTargets } from '../../scripts/lib/engine-package.mjs';
import { vsixFile } from '../../scripts/lib/project.mjs';
import { startEngine } from '../../src/engine/start-engine.ts';
import { LogFolder, someRecords } from '../support/log-files.ts';
import { zipEntries } from './zip-entries.ts';

/** In bytes, with the engine. */
const sizeBudget = 40_000_000;

const target = currentTarget();

describe.skipIf(target === undefined)('the package for this platform', () => {
  const archive = target === undefined ? Buffer.alloc(0) : readFileSync(vsixFile(target));
  const entries = target === undefined ? new Map<string, Buffer>() : zipEntries(archive);
  const folder = mkdtempSync(path.join(tmpdir(), 'trailscope-vsix-'));
  const logs = new LogFolder();

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    logs.remove();
  });

  it('is the other package with the binding, and says which platform it is for', () => {
    const universal = new Set(zipEntries(readFileSync(vsixFile())).keys());
    const added = [...entries.keys()].filter((name) => !universal.has(name));
    const binding = `extension/dist/node_modules/${engineTargets[target!]!}/`;
    expect(added.filter((name) => !name.startsWith(binding))).toEqual([]);
    expect(added.map((name) => path.extname(name))).toContain('.node');
    expect(added).toContain(`${binding}LICENSE`);
    expect(entries.size).toBe(universal.size + added.length);
    expect(entries.get('extension.vsixmanifest')!.toString()).toContain(`TargetPlatform="${target!}"`);
  });

  it('is not too large', () => {
    expect(archive.length).toBeLessThan(sizeBudget);
  });

  it('answers in SQL', { timeout: 60_000 }, async () => {
    for (const [name, content] of entries) {
      if (/^extension\/dist\/(engine\.js|chunks\/|node_modules\/)/.test(name)) {
        const file = path.join(folder, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
    logs.deliver(someRecords(25));
    const engine = startEngine({ entry: path.join(folder, 'extension/dist/engine.js') });
    const { signal } = new AbortController();
    try {
      const set = await engine.open({ paths: [logs.folder] }, signal);
      expect(set.report).toMatchObject({ engine: 'duckdb', why: undefined, events: 25 });
      const { pages } = await set.query({ sql: 'SELECT count(*) FROM cloudtrail_logs' }, signal);
      expect((await pages[Symbol.asyncIterator]().next()).value).toEqual([[25]]);
    } finally {
      engine.dispose();
    }
  });
});
