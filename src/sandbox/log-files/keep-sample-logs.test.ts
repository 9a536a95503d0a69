import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepSampleLogs } from './keep-sample-logs.ts';

const times = { first: Date.UTC(2026, 10, 20, 16, 40), later: Date.UTC(2026, 11, 20) };
let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'trailscope-samples-'));
  folder = path.join(parent, 'storage', 'sample-logs');
});

afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

const keep = (version: string, time = times.first): Promise<void> =>
  keepSampleLogs({ folder, version, clock: { now: () => time } });
const siblings = (): string[] => readdirSync(path.dirname(folder));
const readMe = (): string => readFileSync(path.join(folder, 'README.txt'), 'utf8');

describe('the folder of sample log files', () => {
  it('is written once', async () => {
    await keep('1.0.0');
    const text = readMe();
    expect(readdirSync(folder).sort()).toEqual(['.version', 'AWSLogs', 'README.txt']);
    await keep('1.0.0', times.later);
    expect(readMe()).toBe(text);
    expect(siblings()).toEqual(['sample-logs']);
  });

  it('is replaced by that of another version, with nothing left of it', async () => {
    await keep('1.0.0');
    writeFileSync(path.join(folder, 'AWSLogs', 'old.json'), '{}');
    await keep('1.1.0', times.later);
    expect(readMe()).toContain('2026-12-20');
    expect(readdirSync(path.join(folder, 'AWSLogs'))).toEqual(['111122223333']);
    expect(siblings()).toEqual(['sample-logs']);
  });

  it('is whole when two windows write it at once', async () => {
    await Promise.all([keep('1.0.0'), keep('1.0.0')]);
    expect(readdirSync(folder).sort()).toEqual(['.version', 'AWSLogs', 'README.txt']);
    expect(siblings()).toEqual(['sample-logs']);
  });

  it('is written again where it was half deleted', async () => {
    await keep('1.0.0');
    rmSync(path.join(folder, '.version'));
    rmSync(path.join(folder, 'README.txt'));
    await keep('1.0.0');
    expect(readMe()).toContain('Sample log files');
  });

  it('leaves nothing behind where it cannot be put in its place', async () => {
    await keep('1.0.0');
    const inFile = path.join(folder, 'README.txt', 'sample-logs');
    const keepInFile = keepSampleLogs({ folder: inFile, version: '1', clock: { now: () => times.first } });
    await expect(keepInFile).rejects.toThrow(/ENOTDIR|EEXIST/);
    expect(siblings()).toEqual(['sample-logs']);
  });

  it('lets other work go on meanwhile', async () => {
    let turns = 0;
    let isDone = false;
    const kept = keep('1.0.0').then(() => {
      isDone = true;
    });
    const turn = (): void => {
      turns += 1;
      if (!isDone) {
        setImmediate(turn);
      }
    };
    setImmediate(turn);
    await kept;
    expect(turns).toBeGreaterThan(300);
  });
});
