import { describe, expect, test } from 'vitest';
import { OneAtATime } from './one-at-a-time.ts';

/** Something to ask whose answers are given by hand. */
function asker() {
  const open: { readonly question: string; readonly answer: (text: string | undefined) => Promise<void> }[] =
    [];
  const answers: [string | undefined, string][] = [];
  const requests = new OneAtATime<string, string>(
    (question) =>
      new Promise((resolve) => {
        open.push({
          question,
          answer: async (text) => {
            resolve(text);
            await new Promise(setImmediate);
          },
        });
      }),
    (answer, question) => answers.push([answer, question]),
  );
  return { open, answers, requests };
}

describe('one question at a time', () => {
  test('while one is under way, only the newest of the others is asked after it', async () => {
    const { open, answers, requests } = asker();
    for (const question of ['a', 'ab', 'abc', 'abcd']) {
      requests.ask(question);
    }
    expect(open.map(({ question }) => question)).toEqual(['a']);
    await open[0]!.answer('1');
    expect(open.map(({ question }) => question)).toEqual(['a', 'abcd']);
    await open[1]!.answer('2');
    expect(answers).toEqual([
      ['1', 'a'],
      ['2', 'abcd'],
    ]);
  });

  test('a failure is told, and does not stop the next one', async () => {
    const { open, answers, requests } = asker();
    requests.ask('a');
    requests.ask('b');
    await open[0]!.answer(undefined);
    await open[1]!.answer('2');
    expect(answers).toEqual([
      [undefined, 'a'],
      ['2', 'b'],
    ]);
  });
});
