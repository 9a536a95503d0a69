import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../scripts/lib/l10n-messages.mjs';

describe('messagesOf', () => {
  it('finds the literals of t and l10n.t, whatever the quotes', () => {
    const text = "t('one'); l10n.t(`two`); vscode.l10n.t(\"three {0}\", x); this.#t('four'); other('no');";
    const keys = messagesOf('a.ts', text).messages.map(([key]) => key);
    expect(keys).toEqual(['one', 'two', 'three {0}', 'four']);
  });

  it('finds both sides of a choice', () => {
    const { messages, problems } = messagesOf('a.ts', "t(n === 1 ? 'one event' : ('{0} events'), n)");
    expect(messages.map(([key]) => key)).toEqual(['one event', '{0} events']);
    expect(problems).toEqual([]);
  });

  it('keeps a comment for the translator, in the key as VS Code expects it', () => {
    const { messages } = messagesOf(
      'a.ts',
      "l10n.t({ message: 'Trail', comment: ['CloudTrail', 's'], args: [] })",
    );
    expect(messages).toEqual([['Trail/CloudTrails', { message: 'Trail', comment: ['CloudTrail', 's'] }]]);
  });

  it('names the line of a message that is not a literal', () => {
    const { messages, problems } = messagesOf('a.ts', '\nt(message); t(`a ${b}`);');
    expect(messages).toEqual([]);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toBe('a.ts:2: a message must be a string literal: t(message)');
  });
});
