import { describe, expect, it } from 'vitest';
import { FakeQuickWindow } from '../../../../test/support/fake-quick-window.ts';
import { promptsIn, type Offer, type Option } from './prompts.ts';

const place = { title: 'Which', placeholder: 'One' };

function option(id: string, description?: string): Option<string> {
  return { id, label: `row ${id}`, value: id, ...(description !== undefined && { description }) };
}

describe('rows that arrive while the user is choosing', () => {
  it('leave the user where they are', async () => {
    const user = new FakeQuickWindow();
    let offered: Offer<string> | undefined;
    const asked = promptsIn(user).choose<string>({
      ...place,
      marked: 'b',
      offer: (offer) => {
        offered = offer;
        offer.show(['a', 'b', 'c'].map((id) => option(id)));
      },
    });
    const pick = await user.pick();
    expect(pick.activeItems[0]?.label).toBe('row b');
    pick.move('row c');
    offered?.show(['z', 'a', 'b', 'c'].map((id) => option(id, 'more')));
    expect(pick.activeItems[0]).toMatchObject({ label: 'row c', description: 'more' });
    pick.enter();
    expect(await asked).toEqual({ value: 'c' });
    expect(offered?.signal.aborted).toBe(true);
    offered?.show([]);
    expect(pick.labels).toHaveLength(4);
  });

  it('leave ticks as the user has set them, and bring their own', async () => {
    const user = new FakeQuickWindow();
    let show: Offer<string>['show'] = () => undefined;
    const asked = promptsIn(user).chooseMany<string>({
      ...place,
      ticked: ['a', 'c'],
      offer: (offer) => {
        show = offer.show;
        show([option('a'), option('b')]);
      },
    });
    const pick = await user.pick();
    expect(pick.ticked).toEqual(['row a']);
    pick.toggle('row a', 'row b').move('row b');
    show([option('c'), option('b'), option('a')]);
    expect(pick.ticked).toEqual(['row c', 'row b']);
    expect(pick.activeItems[0]?.label).toBe('row b');
    pick.enter();
    expect(await asked).toEqual({ value: ['c', 'b'] });
  });
});

describe('what is typed', () => {
  it('is offered while it means something, and stays when it is ticked', async () => {
    const user = new FakeQuickWindow();
    const asked = promptsIn(user).chooseMany<string>({
      ...place,
      ticked: [],
      offer: ({ show }) => {
        show([option('a')]);
      },
      typed: (text) => (text.startsWith('x') ? option(text) : undefined),
    });
    const pick = await user.pick();
    expect(pick.type('y').labels).toEqual(['row a']);
    pick.type('x1').toggle('row x1').type('x2');
    expect(pick.labels).toEqual(['row a', 'row x1', 'row x2']);
    pick.type('').toggle('row a').enter();
    expect(await asked).toEqual({ value: ['a', 'x1'] });
  });
});

describe('an objection', () => {
  it('takes the place of a heading, is looked at again with each tick, and goes', async () => {
    const user = new FakeQuickWindow();
    const asked = promptsIn(user).chooseMany<string>({
      ...place,
      ticked: [],
      offer: ({ show }) => {
        show([{ heading: 'All' }, option('a'), option('b'), { heading: 'More' }, option('c')]);
      },
      objection: (values) => (values.length === 2 ? undefined : `Not ${values.length}`),
    });
    const pick = await user.pick();
    expect(pick.toggle('row a').headings).toEqual(['All', 'More']);
    pick.enter();
    expect([pick.headings, pick.placeholder]).toEqual([['Not 1', 'More'], 'Not 1']);
    pick.toggle('row a');
    expect(pick.placeholder).toBe('Not 0');
    pick.toggle('row a', 'row c');
    expect([pick.headings, pick.placeholder]).toEqual([['All', 'More'], 'One']);
    pick.enter();
    expect(await asked).toEqual({ value: ['a', 'c'] });
  });
});

it('a choice may mean nothing, as a value', async () => {
  const user = new FakeQuickWindow();
  const asked = promptsIn(user).choose<undefined>({
    ...place,
    offer: ({ show }) => {
      show([{ id: 'none', label: 'None', value: undefined }]);
    },
  });
  (await user.pick()).enter();
  expect(await asked).toEqual({ value: undefined });
});
