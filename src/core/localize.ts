/**
 * Puts a message into the user's language: the English text, with `{0}`, `{1}` ... for the arguments, is the key.
 * `vscode.l10n.t` is one; the command line and tests use {@link english}. Pure code that makes texts for the user
 * takes one as a parameter named `t`, so that the texts are found by `npm run l10n` and by the translators.
 */
export type Localize = (message: string, ...args: (string | number | boolean)[]) => string;

/** Messages as they are written, in English. */
export const english: Localize = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (placeholder, index: string) => String(args[Number(index)] ?? placeholder));
