import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SandboxSetup, sampleRegion, withoutKept } from '../support/sandbox-setup.ts';
import { FakeSetupWindow } from '../support/setup-window.ts';
import type { TrailscopeError } from '../../src/core/failures/failure.ts';
import { english } from '../../src/core/localize.ts';
import { defaultAnswers } from '../../src/core/trails/setup/answers.ts';
import { ServiceError } from '../../src/sandbox/wire/service-error.ts';
import type { SampleAccountOptions } from '../../src/sandbox/sample-account.ts';
import { sampleAccountId } from '../../src/sandbox/sample/cast.ts';
import { Allowances } from '../../src/editor/trail-setup/allowances.ts';
import { JournalFiles, type LeftRun } from '../../src/editor/trail-setup/journal-files.ts';
import { PlanDocuments } from '../../src/editor/trail-setup/plan-documents.ts';
import type { PlanRequest } from '../../src/editor/trail-setup/plan-request.ts';
import { TrailSetup } from '../../src/editor/trail-setup/trail-setup.ts';

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
  isListed = true;

  /** `sandbox` is that of another window on the same account. */
  constructor(folder: string, options: Partial<SampleAccountOptions> = {}, sandbox?: SandboxSetup) {
    this.folder = folder;
    this.sandbox = sandbox ?? new SandboxSetup(options);
    // The second window looks a minute later.
    this.journals = new JournalFiles(folder, () => Date.now() + (sandbox === undefined ? 0 : 60_000));
    this.trails = new TrailSetup({
      ports: () => Promise.resolve({ ...this.sandbox.aws, caller: this.sandbox.caller }),
      clock: this.sandbox.time,
      delay: (milliseconds, signal) => this.sandbox.time.delay(milliseconds, signal),
      t: english,
      window: this.window,
      documents: this.documents,
      journals: this.journals,
      allowances: this.allowances,
      isReadOnly: () => this.isReadOnly,
      isListed: () => this.isListed,
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

const trailArn = `arn:aws:cloudtrail:us-east-1:${sampleAccountId}:trail/new-trail`;
const auditArn = `arn:aws:cloudtrail:us-east-1:${sampleAccountId}:trail/org-audit`;

function logging(one: Setup, kind: 'start-logging' | 'stop-logging', arn = auditArn): PlanRequest {
  return { kind: 'logging', connection: one.sandbox.connection, change: { kind, arn } };
}

async function logs(one: Setup, arn: string): Promise<unknown> {
  const call = {
    service: 'cloudtrail',
    operation: 'GetTrailStatus',
    region: sampleRegion,
    input: { Name: arn },
  };
  return (await one.sandbox.act(call as Parameters<SandboxSetup['act']>[0]))['IsLogging'];
}

/** The operations that changed something, or tried to. */
function changes(one: Setup): readonly string[] {
  return one.sandbox.calls
    .map(({ operation }) => operation)
    .filter((operation) => !/^(Get|List|Describe)/.test(operation));
}

describe('a trail that is created', () => {
  it('is reviewed, allowed, made, and told of; then no journal is left', async () => {
    const one = await setup();
    await one.trails.review(one.create());
    expect(one.shown.document.text).toMatch(/^Create trail "new-trail"\n/);
    expect(one.shown.document.text).toContain('Nothing has been changed yet.');
    expect(changes(one)).toEqual([]);
    const running: string[] = [];
    one.window.onProgress = () => running.push(one.shown.document.text);
    await one.trails.apply(one.window.shown);
    expect(one.window.seen).toEqual([
      'show Create trail "new-trail"',
      'ask whether to allow changes',
      'tell the end: done',
    ]);
    expect(running.some((text) => text.includes('This is being done now'))).toBe(true);
    expect(running.some((text) => text.includes('Nothing has been changed yet.'))).toBe(false);
    expect(one.shown.document.text).toMatch(/^Trail "new-trail" was created and logs\.\n/);
    expect(one.changed).toEqual([trailArn]);
    expect(await logs(one, trailArn)).toBe(true);
    expect(await readdir(one.folder)).toEqual([]);
  });

  it('is not made with a connection that was removed, and can be made when it is back', async () => {
    const one = await setup();
    await one.trails.review(one.create());
    one.isListed = false;
    const calls = one.sandbox.calls.length;
    await one.trails.apply(one.window.shown);
    expect(one.sandbox.calls).toHaveLength(calls);
    expect(one.window.seen.at(-1)).toMatch(/^tell: The connection .* was removed .* Add it again/);
    one.isListed = true;
    await one.trails.apply(one.window.shown);
    expect(await logs(one, trailArn)).toBe(true);
  });

  it('is asked about once for a caller, and again once that was withdrawn', async () => {
    const one = await setup();
    for (const name of ['one', 'two']) {
      await one.trails.review(one.create(name));
      await one.trails.apply(one.window.shown);
    }
    expect(one.window.seen.filter((what) => what.startsWith('ask'))).toHaveLength(1);
    const caller = await one.sandbox.aws.account.identity(
      one.sandbox.connection,
      new AbortController().signal,
    );
    expect(one.allowances.withdraw({ ...caller, arn: caller.arn.replace(/[^/]*$/, 'another-session') })).toBe(
      true,
    );
    one.window.answers.allowsChanges = false;
    await one.trails.review(logging(one, 'stop-logging'));
    await one.trails.apply(one.window.shown);
    expect(one.window.seen.at(-1)).toBe('ask whether to allow changes');
    expect(await logs(one, auditArn)).toBe(true);
  });

  it('is not made while the user has not allowed it, and can be applied later', async () => {
    const one = await setup();
    one.window.answers.allowsChanges = false;
    await one.trails.review(one.create());
    await one.trails.apply(one.window.shown);
    expect(changes(one)).toEqual([]);
    expect(one.shown.state.kind).toBe('review');
    one.window.answers.allowsChanges = true;
    await one.trails.apply(one.window.shown);
    expect(one.shown.state.kind).toBe('ended');
  });

  it('is not made while the setting forbids it, which the review says', async () => {
    const one = await setup();
    one.isReadOnly = true;
    await one.trails.review(one.create());
    expect(one.shown.document.text).toContain(
      'This cannot be applied\n  • The setting trailscope.readOnly is on',
    );
    await one.trails.apply(one.window.shown);
    expect(one.window.seen.at(-1)).toBe('tell of the setting');
    expect(changes(one)).toEqual([]);
    one.isReadOnly = false;
    one.trails.reword();
    expect(one.shown.document.text).not.toContain('This cannot be applied');
  });

  it('is not made where the plan is refused', async () => {
    const one = await setup();
    await one.trails.review(one.create('org-audit'));
    await one.trails.apply(one.window.shown);
    expect(one.window.seen.at(-1)).toContain('There is a trail org-audit in us-east-1 already.');
    expect(changes(one)).toEqual([]);
  });

  it('is asked about again for Back, and the new plan takes the place of the old one', async () => {
    const one = await setup();
    await one.trails.review(one.create());
    await one.trails.askAgain(one.window.shown);
    expect(one.window.seen).toEqual([
      'show Create trail "new-trail"',
      'show Create trail "other-trail"',
      'close Create trail "new-trail"',
    ]);
  });

  it('is made once, however often it is applied', async () => {
    const one = await setup();
    await one.trails.review(one.create());
    const id = one.window.shown;
    await Promise.all([one.trails.apply(id), one.trails.apply(id)]);
    await one.trails.apply(id);
    expect(changes(one).filter((operation) => operation === 'CreateTrail')).toHaveLength(1);
    expect(one.window.seen.filter((what) => what.startsWith('tell the end'))).toHaveLength(1);
  });
});

describe('an account that is not as it was at the review', () => {
  it('is reviewed again, with what has changed, and nothing is done', async () => {
    const one = await setup();
    await one.trails.review(one.create());
    const id = one.window.shown;
    const input = { Bucket: `cloudtrail-logs-${sampleAccountId}-new-trail` };
    await one.sandbox.act({ service: 's3', operation: 'CreateBucket', region: sampleRegion, input });
    await one.trails.apply(id);
    expect(changes(one)).toEqual([]);
    expect(one.window.shown).toBe(id);
    expect(one.shown.document.text).toContain('Changed since the review\n');
    expect(one.window.seen.at(-1)).toContain('nothing was done');
    expect(one.shown.state).toMatchObject({ kind: 'review' });
  });

  it('is found out about by the run itself, should it change in the last moment', async () => {
    const one = await setup();
    await one.trails.review(one.create());
    one.window.onProgress = (message) => {
      if (message.startsWith('Checking that nothing has changed')) {
        const input = { Bucket: `cloudtrail-logs-${sampleAccountId}-new-trail` };
        one.sandbox.meanwhile = async () => {
          one.sandbox.meanwhile = () => Promise.resolve();
          await one.sandbox.act({ service: 's3', operation: 'CreateBucket', region: sampleRegion, input });
        };
      }
    };
    await one.trails.apply(one.window.shown);
    expect(changes(one)).toEqual([]);
    expect(one.shown.document.text).toContain('Changed since the review\n  • The bucket');
    expect(await readdir(one.folder)).toEqual([]);
  });

  it('cannot be read with a session that has expired: that is thrown, and the plan can be applied later', async () => {
    let isExpired = false;
    const one = await setup({
      refuse: () =>
        isExpired ? new ServiceError('ExpiredToken', 'The security token has expired', 403) : undefined,
    });
    await one.trails.review(one.create());
    isExpired = true;
    await expect(one.trails.apply(one.window.shown)).rejects.toMatchObject({ failure: { kind: 'expired' } });
    expect(changes(one)).toEqual([]);
    expect(one.shown.state.kind).toBe('review');
    isExpired = false;
    await one.trails.apply(one.window.shown);
    expect(one.window.seen.at(-1)).toBe('tell the end: done');
  });
});

describe('a run that fails', () => {
  it('is undone, and the report tells at which step, what AWS answered and what was undone', async () => {
    const one = await setup({ faults: [{ operation: 'PutBucketPolicy', effect: { kind: 'deny' } }] });
    const before = one.sandbox.account.snapshot();
    await one.trails.review(one.create());
    await one.trails.apply(one.window.shown);
    expect(withoutKept(one.sandbox.account.snapshot())).toEqual(withoutKept(before));
    const { text } = one.shown.document;
    expect(text).toMatch(/^Create trail "new-trail": stopped, and all that was done was undone\.\n/);
    expect(text).toContain('Stopped at step 5, s3:PutBucketPolicy\n');
    expect(text).toContain('lack the permission s3:PutBucketPolicy');
    expect(text).toMatch(/1 {2}s3:CreateBucket +↶ undone/);
    expect(text).toMatch(/5 {2}s3:PutBucketPolicy +✖ failed/);
    expect(text).toMatch(/6 {2}cloudtrail:CreateTrail +- not called/);
    expect(one.failures.map(({ failure }) => failure.kind)).toEqual(['denied']);
    expect(one.changed).toEqual([trailArn]);
    expect(await readdir(one.folder)).toEqual([]);
  });

  it('is undone when the user cancels in the middle', async () => {
    const one = await setup();
    const before = one.sandbox.account.snapshot();
    await one.trails.review(one.create());
    one.window.onProgress = (message, abort) => {
      if (message.startsWith('Step 3 of 7')) {
        abort.abort();
      }
    };
    await one.trails.apply(one.window.shown);
    expect(one.window.seen.at(-1)).toBe('tell the end: undone');
    expect(one.shown.document.text).toContain('It was cancelled.');
    expect(withoutKept(one.sandbox.account.snapshot())).toEqual(withoutKept(before));
    expect(one.failures).toEqual([]);
  });

  it('lists what could not be undone, with the commands, and can be undone later', async () => {
    const faults = [
      { operation: 'CreateTrail', effect: { kind: 'deny' } },
      { operation: 'DeleteBucket', effect: { kind: 'drop' } },
    ] as const;
    const one = await setup({ faults: faults.map((fault) => ({ ...fault })) });
    await one.trails.review(one.create());
    await one.trails.apply(one.window.shown);
    const { text } = one.shown.document;
    expect(text).toContain('not all that was done could be undone');
    expect(text).toContain('What remains, and how to remove it\n');
    expect(text).toMatch(/aws s3api delete-bucket .*new-trail/);
    expect(text).not.toContain('--force');
    const [left] = await one.journals.left();
    expect(left?.run.canResume).toBe(false);
  });
});

describe('a run that was broken off', () => {
  /** A run of which the window died while a step was on its way. */
  async function broken(): Promise<{ one: Setup; left: LeftRun }> {
    const one = await setup();
    await one.trails.review(one.create());
    // The step is in the journal by then: nothing of the dead window is on its way any more.
    const dead = new Promise<void>((resolve) => {
      one.sandbox.meanwhile = ({ operation }) => {
        if (operation !== 'CreateTrail') {
          return Promise.resolve();
        }
        resolve();
        return new Promise(() => undefined);
      };
    });
    void one.trails.apply(one.window.shown);
    await dead;
    const next = new Setup(one.folder, {}, one.sandbox);
    next.sandbox.meanwhile = () => Promise.resolve();
    const [left] = await next.journals.left();
    return { one: next, left: left! };
  }

  it('is undone with the connection that there is by then', async () => {
    const { one, left } = await broken();
    one.window.answers.choice = 'undo';
    await one.trails.takeUp(left, () => one.sandbox.connection);
    expect(one.window.seen).toEqual([
      'ask what to do about a broken run',
      'ask whether to allow changes',
      'tell the end: undone',
    ]);
    expect(JSON.stringify(one.sandbox.account.snapshot())).not.toContain('new-trail');
    expect(await readdir(one.folder)).toEqual([]);
  });

  it('is gone on with', async () => {
    const { one, left } = await broken();
    one.window.answers.choice = 'resume';
    await one.trails.takeUp(left, () => one.sandbox.connection);
    expect(one.window.seen.at(-1)).toBe('tell the end: done');
    expect(await logs(one, trailArn)).toBe(true);
    expect(await readdir(one.folder)).toEqual([]);
  });

  it('is left alone for later, and without a connection', async () => {
    const { one, left } = await broken();
    await one.trails.takeUp(left, () => one.sandbox.connection);
    one.window.answers.choice = 'undo';
    await one.trails.takeUp(left, () => undefined);
    expect(one.window.seen.at(-1)).toContain(`Connect to the account ${sampleAccountId} first.`);
    expect(await one.journals.left()).toHaveLength(1);
  });

  it('is not undone while the setting forbids changes, or the user does', async () => {
    const { one, left } = await broken();
    one.window.answers.choice = 'undo';
    one.isReadOnly = true;
    await one.trails.takeUp(left, () => one.sandbox.connection);
    one.isReadOnly = false;
    one.window.answers.allowsChanges = false;
    await one.trails.takeUp(left, () => one.sandbox.connection);
    expect(one.window.seen).toContain('tell of the setting');
    expect(JSON.stringify(one.sandbox.account.snapshot())).toContain('new-trail');
    expect(await one.journals.left()).toHaveLength(1);
  });

  it('is not touched in another account', async () => {
    const { one, left } = await broken();
    one.window.answers.choice = 'undo';
    const elsewhere = { ...left, run: { ...left.run, plan: { ...left.run.plan, account: '123456789012' } } };
    await expect(one.trails.takeUp(elsewhere, () => one.sandbox.connection)).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
    });
    expect(one.window.seen).toEqual(['ask what to do about a broken run']);
    expect(await one.journals.left()).toHaveLength(1);
  });

  it('is not touched at another endpoint, whatever account answers there', async () => {
    const { one, left } = await broken();
    one.window.answers.choice = 'undo';
    const emulated = { ...one.sandbox.connection, endpoint: 'http://localhost:4566' };
    await expect(one.trails.takeUp(left, () => emulated)).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
    });
    expect(one.window.seen).toEqual(['ask what to do about a broken run']);
    expect(await one.journals.left()).toHaveLength(1);
  });

  it('is forgotten when the user says so', async () => {
    const { one, left } = await broken();
    one.window.answers.choice = 'forget';
    await one.trails.takeUp(left, () => undefined);
    expect(await readdir(one.folder)).toEqual([]);
  });
});

describe('logging', () => {
  it("is stopped once the trail's name is typed, after the review has told what is lost", async () => {
    const one = await setup();
    await one.trails.review(logging(one, 'stop-logging'));
    const { text } = one.shown.document;
    expect(text).toContain('Nobody is sure to record');
    expect(text).toContain('The chain of digests breaks');
    one.window.answers.typesName = false;
    await one.trails.apply(one.window.shown);
    expect(changes(one)).toEqual([]);
    one.window.answers.typesName = true;
    await one.trails.apply(one.window.shown);
    expect(one.window.seen.slice(1)).toEqual([
      'ask for the name',
      'ask for the name',
      'ask whether to allow changes',
      'tell the end: done',
    ]);
    expect(await logs(one, auditArn)).toBe(false);
    await one.trails.review(logging(one, 'start-logging'));
    await one.trails.apply(one.window.shown);
    expect(await logs(one, auditArn)).toBe(true);
  });

  it('of a trail that another tool manages is changed only when the user insists', async () => {
    const one = await setup();
    const request = one.create();
    const tags = [{ key: 'managed-by', value: 'terraform' }];
    await one.trails.review(
      request.kind === 'create' ? { ...request, answers: { ...request.answers, tags } } : request,
    );
    await one.trails.apply(one.window.shown);
    one.sandbox.calls.length = 0;
    await one.trails.review(logging(one, 'stop-logging', trailArn));
    const id = one.window.shown;
    expect(one.shown.document.text).toContain('This cannot be applied\n');
    await one.trails.apply(id);
    expect(changes(one)).toEqual([]);
    one.window.answers.allowsManaged = false;
    await one.trails.changeManaged(id);
    expect(one.shown.document.text).toContain('This cannot be applied\n');
    one.window.answers.allowsManaged = true;
    await one.trails.changeManaged(id);
    expect(one.window.shown).toBe(id);
    expect(one.shown.document.text).not.toContain('This cannot be applied\n');
    expect(one.shown.document.text).toContain('Terraform');
    await one.trails.apply(id);
    expect(await logs(one, trailArn)).toBe(false);
  });
});
