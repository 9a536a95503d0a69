import { beforeEach, describe, expect, it, vi } from 'vitest';
import { TrailscopeError, type FailureContext } from '../../core/failures/failure.ts';
import { FailurePresenter } from './present-failure.ts';

interface Button {
  readonly title: string;
}

/** What the editor was asked to do, and which button the user takes. */
const editor = vi.hoisted(() => ({ commands: [] as unknown[][], offered: [] as string[], taken: '' }));

vi.mock('vscode', () => ({
  commands: {
    executeCommand: (...command: unknown[]) => {
      editor.commands.push(command);
      return Promise.resolve();
    },
  },
  env: {},
  l10n: { t: (text: string) => text },
  window: {
    showErrorMessage: (_: string, ...buttons: Button[]) => {
      editor.offered.push(...buttons.map(({ title }) => title));
      return Promise.resolve(buttons.find(({ title }) => title === editor.taken));
    },
  },
}));

async function notify(context: FailureContext): Promise<void> {
  const log = { error: () => undefined } as never;
  await new FailurePresenter(log).notify(new TrailscopeError({ kind: 'offline' }, 'No answer', context));
}

describe('the notification of a failure', () => {
  beforeEach(() => {
    editor.commands.splice(0);
    editor.offered.splice(0);
    editor.taken = 'Choose Region';
  });

  it('lets the Region of the connection be chosen whose call failed', async () => {
    const source = { kind: 'profile', name: 'prod' } as const;
    await notify({ source, region: 'eu-west-9', endpoint: 'http://localhost:4566' });
    await notify({ source, region: 'eu-west-9' });
    const connection = { credentials: source, region: 'eu-west-9' };
    expect(editor.commands).toEqual([
      ['trailscope.chooseRegion', { connection: { ...connection, endpoint: 'http://localhost:4566' } }],
      ['trailscope.chooseRegion', { connection }],
    ]);
  });

  it('offers no Region for what was no call of a connection', async () => {
    await notify({});
    expect(editor.offered).not.toContain('Choose Region');
    expect(editor.commands).toEqual([]);
  });
});
