import { expect, it } from 'vitest';
import { english } from '../../../core/localize.ts';
import { FakeQuickWindow } from '../../../../test/support/fake-quick-window.ts';
import { SandboxSetup } from '../../../../test/support/sandbox-setup.ts';
import { WizardContext } from './context.ts';
import { emptyDraft } from './draft.ts';
import { promptsIn } from './prompts.ts';
import { questionsFor } from './questions.ts';
import { runWizard } from './wizard.ts';

function start() {
  const setup = new SandboxSetup();
  const user = new FakeQuickWindow();
  const ports = () => Promise.resolve(setup.aws);
  const context = new WizardContext({
    prompts: promptsIn(user),
    t: english,
    ports,
    connections: [setup.connection],
    signal: setup.controller.signal,
  });
  const done = runWizard(context, questionsFor, emptyDraft(setup.connection), false);
  return { setup, user, done };
}

it('gives a good trail to somebody who presses Enter at each step', async () => {
  const { user, done } = start();
  (await user.pick()).enter();
  (await user.box()).enter();
  (await user.pick()).enter();
  (await user.pick()).enter();
  expect((await done)?.answers).toMatchObject({
    name: 'audit-trail',
    homeRegion: 'us-east-1',
    bucket: { kind: 'new', name: 'cloudtrail-logs-111122223333-audit-trail' },
  });
});
