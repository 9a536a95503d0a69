import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SandboxSetup, sampleRegion, withoutKept } from '../../../test/support/sandbox-setup.ts';
import { FakeSetupWindow } from '../../../test/support/setup-window.ts';
import type { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import { defaultAnswers } from '../../core/trails/setup/answers.ts';
import type { SampleAccountOptions } from '../../sandbox/sample-account.ts';
import { sampleAccountId } from '../../sandbox/sample/cast.ts';
import { Allowances } from './allowances.ts';
import { JournalFiles } from './journal-files.ts';
import { PlanDocuments } from './plan-documents.ts';
import type { PlanRequest } from './plan-request.ts';
import { TrailSetup } from './trail-setup.ts';

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** Setting up trails in a sandbox of its own, with a window that answers by itself. */
class Setup {
  readonly sandbox: SandboxSetup;
  readonly window = new FakeSetupWindow();
  readonly documents = new PlanDocuments();
  readonly allowances = new Allowances();
  readonly failures: TrailscopeError[] = [];
  readonly changed: string[] = [];
  readonly folder: string;
  readonly journals: JournalFiles;
  readonly trails: TrailSetup;
  isReadOnly = false;

  constructor(folder: string, options: Partial<SampleAccountOptions> = {}) {
    this.folder = folder;
    this.sandbox = new SandboxSetup(options);
    this.journals = new JournalFiles(folder);
    this.trails = new TrailSetup({
      ports: () => Promise.resolve({ ...this.sandbox.aws, caller: this.sandbox.caller }),
      clock: this.sandbox.time,
      t: english,
      window: this.window,
      documents: this.documents,
      journals: this.journals,
      allowances: this.allowances,
      isReadOnly: () => this.isReadOnly,
      changed: (_, arn) => {
        this.changed.push(arn);
        return Promise.resolve();
      },
      failed: (error) => this.failures.push(error),
    });
  }

  get shown() {
    return this.documents.get(this.window.shown)!;
  }

  create(name = 'new-trail'): PlanRequest {
    return {
      kind: 'create',
      connection: this.sandbox.connection,
      answers: defaultAnswers(name, sampleRegion, sampleAccountId),
      askAgain: () => Promise.resolve(this.create('other-trail')),
    };
  }
}

async function setup(options: Partial<SampleAccountOptions> = {}): Promise<Setup> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'trailscope-setup-'));
  folders.push(folder);
  return new Setup(folder, options);
}

describe('a trail that is created', () => {
  it('is reviewed, allowed, made, and told of; then no journal is left', async () => {
    const one = await setup();
    await one.trails.review(one.create());
    expect(one.shown.document.text).toMatch(/^Create trail "new-trail"\n/);
    await one.trails.apply(one.window.shown);
    expect(one.window.seen).toEqual([
      'show Create trail "new-trail"',
      'ask whether to allow changes',
      'tell the end: done',
    ]);
    expect(one.shown.document.text).toMatch(/^Trail "new-trail" was created and logs\.\n/);
    expect(one.changed).toEqual([`arn:aws:cloudtrail:us-east-1:${sampleAccountId}:trail/new-trail`]);
    expect(await readdir(one.folder)).toEqual([]);
  });
});
