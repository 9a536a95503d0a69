import { describe, expect, it } from 'vitest';
import { FakeQuickWindow } from '../../../test/support/fake-quick-window.ts';
import { askPick, askText } from './quick-input.ts';

const question = { title: 'What', placeholder: 'Say it' };

describe('an input box', () => {
  const text = { ...question, value: 'proposal', prompt: 'Name', objection: () => undefined };

  it('takes a better proposal only as long as the user has not typed', async () => {
    const user = new FakeQuickWindow();
    const untouched = askText(user, { ...text, later: () => Promise.resolve('better') });
    (await user.box()).enter();
    expect(await untouched).toEqual({ value: 'better' });
    const typed = askText(user, { ...text, later: () => Promise.resolve('better') });
    const box = await user.open();
    box.type('mine');
    await box.ready();
    expect(box.value).toBe('mine');
    box.enter();
    expect(await typed).toEqual({ value: 'mine' });
  });

  it('stays open while something speaks against the text, and says what', async () => {
    const user = new FakeQuickWindow();
    const asked = askText(user, {
      ...text,
      value: '',
      objection: (name) => (name === '' ? 'Empty' : undefined),
    });
    const box = await user.box();
    expect(box.validationMessage).toBeUndefined();
    box.enter();
    expect([box.validationMessage, box.isShown]).toEqual(['Empty', true]);
    box.enter('fine');
    expect(await asked).toEqual({ value: 'fine' });
    expect(box.isDisposed).toBe(true);
  });

  it('ends what it finds out when it is answered', async () => {
    const user = new FakeQuickWindow();
    let signal: AbortSignal | undefined;
    const asked = askText(user, {
      ...text,
      later: (given) => {
        signal = given;
        return new Promise(() => undefined);
      },
    });
    const box = await user.next();
    expect([box.busy, signal?.aborted]).toEqual([true, false]);
    box.escape();
    expect(await asked).toBeUndefined();
    expect(signal?.aborted).toBe(true);
  });
});

describe('a quick pick', () => {
  it('has a way back in all steps but the first, or where it is said to', async () => {
    const user = new FakeQuickWindow();
    const buttonsOf = async (more: object) => {
      void askPick(
        user,
        { ...question, ...more },
        () => undefined,
        () => undefined,
      );
      return (await user.pick()).buttons.length;
    };
    expect(await buttonsOf({ step: { step: 1, totalSteps: 2 } })).toBe(0);
    expect(await buttonsOf({ step: { step: 2, totalSteps: 2 } })).toBe(1);
    expect(await buttonsOf({ step: { step: 1, totalSteps: 2 }, canGoBack: true })).toBe(1);
    expect(await buttonsOf({})).toBe(0);
  });

  it('closes and fails where it cannot be filled', async () => {
    const user = new FakeQuickWindow();
    const asked = askPick(
      user,
      question,
      () => Promise.reject(new Error('offline')),
      () => undefined,
    );
    await expect(asked).rejects.toThrow('offline');
    expect((await user.pick()).isDisposed).toBe(true);
  });

  it('stays open for a choice that means nothing', async () => {
    const user = new FakeQuickWindow();
    const asked = askPick(
      user,
      question,
      (pick) => {
        pick.items = [{ label: 'one' }];
      },
      (pick) => (pick.value === '' ? undefined : pick.value),
    );
    const pick = await user.pick();
    pick.enter();
    expect(pick.isShown).toBe(true);
    pick.type('one').enter();
    expect(await asked).toEqual({ value: 'one' });
  });
});
