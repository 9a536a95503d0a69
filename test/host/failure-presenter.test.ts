import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { TrailscopeError } from '../../src/core/failures/failure.ts';
import { FailurePresenter } from '../../src/editor/failures/present-failure.ts';

/** A log channel that keeps its lines. */
function keepingLog(): { readonly channel: vscode.LogOutputChannel; readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (message: string) => lines.push(`${level} ${message}`);
  const channel = { error: keep('error'), debug: keep('debug') } as unknown as vscode.LogOutputChannel;
  return { channel, lines };
}

const denied = new TrailscopeError(
  { kind: 'denied', action: 'cloudtrail:LookupEvents' },
  'User: arn:aws:iam::111122223333:user/maria is not authorized',
  { operation: 'cloudtrail:LookupEvents', region: 'eu-west-1', requestId: 'request-1' },
);

describe('the log of failures', () => {
  it('has what an administrator or a support case needs', () => {
    const { channel, lines } = keepingLog();
    new FailurePresenter(channel).record(denied);
    assert.deepEqual(lines, [
      'error operation=cloudtrail:LookupEvents region=eu-west-1 kind=denied action=cloudtrail:LookupEvents ' +
        'requestId=request-1: User: arn:aws:iam::111122223333:user/maria is not authorized',
    ]);
  });

  it('has each failure once, however often it is shown', () => {
    const { channel, lines } = keepingLog();
    const present = new FailurePresenter(channel);
    present.record(denied);
    present.record(denied);
    assert.equal(lines.length, 1);
  });

  it('has no secrets, in failures or in lines about calls', () => {
    const { channel, lines } = keepingLog();
    const present = new FailurePresenter(channel);
    const message = 'The key AKIAIOSFODNN7EXAMPLE with password=hunter2hunter2 is not known';
    present.record(new TrailscopeError({ kind: 'refused', code: 'UnrecognizedClientException' }, message));
    present.trace(message);
    assert.equal(lines.length, 2);
    assert.doesNotMatch(lines.join('\n'), /AKIAIOSFODNN7EXAMPLE|hunter2/);
  });

  it('has nothing of what was cancelled, and nothing is shown', async () => {
    const { channel, lines } = keepingLog();
    const present = new FailurePresenter(channel);
    await present.notify(new TrailscopeError({ kind: 'cancelled' }, 'Cancelled'));
    await present.notify(new DOMException('Aborted', 'AbortError'));
    assert.deepEqual(lines, []);
  });

  it('has the stack of what is a fault of Trailscope, for those who turn the level up', () => {
    const { channel, lines } = keepingLog();
    const bug = new TypeError('x is not a function');
    new FailurePresenter(channel).record(new TrailscopeError({ kind: 'bug' }, bug.message, {}, bug));
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /^debug TypeError: x is not a function\n\s+at /);
  });
});
