import ts from 'typescript';

/**
 * @typedef {[key: string, message: string | { message: string, comment: string[] }]} L10nEntry As VS Code's bundles
 *   have them: the key of a message with a comment is both, with `/` between.
 */

/**
 * Finds the messages for the user in a source file.
 *
 * @param {string} file Its name, for the problems.
 * @param {string} text
 * @returns {{ messages: L10nEntry[], problems: string[] }} A problem is a message that is not a literal, which no
 *   translator would ever see.
 */
export function messagesOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {L10nEntry[]} */
  const messages = [];
  /** @type {string[]} */
  const problems = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isCallExpression(node) && isLocalize(node.expression)) {
      const entries = node.arguments[0] ? entriesOf(node.arguments[0]) : undefined;
      if (entries) {
        messages.push(...entries);
      } else {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        problems.push(`${file}:${line + 1}: a message must be a string literal: ${node.getText()}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { messages, problems };
}

/**
 * @param {ts.Expression} callee
 * @returns {boolean} Whether it is `t`, or `t` of something, as in `l10n.t` and `this.#t`.
 */
function isLocalize(callee) {
  if (ts.isIdentifier(callee)) {
    return callee.text === 't';
  }
  return ts.isPropertyAccessExpression(callee) && ['t', '#t'].includes(callee.name.text);
}

/**
 * @param {ts.Expression} argument
 * @returns {L10nEntry[] | undefined} Nothing when it is not made of literals; two for a choice between literals.
 */
function entriesOf(argument) {
  if (ts.isStringLiteralLike(argument)) {
    return [[argument.text, argument.text]];
  }
  if (ts.isParenthesizedExpression(argument)) {
    return entriesOf(argument.expression);
  }
  if (ts.isConditionalExpression(argument)) {
    const [one, other] = [entriesOf(argument.whenTrue), entriesOf(argument.whenFalse)];
    return one && other && [...one, ...other];
  }
  return ts.isObjectLiteralExpression(argument) ? entryWithComment(argument) : undefined;
}

/**
 * @param {ts.ObjectLiteralExpression} options `{ message: '...', comment: ['...'], args: [...] }`.
 * @returns {L10nEntry[] | undefined}
 */
function entryWithComment(options) {
  const property = (/** @type {string} */ name) =>
    options.properties.flatMap((member) =>
      ts.isPropertyAssignment(member) && member.name.getText() === name ? [member.initializer] : [],
    )[0];
  const message = property('message');
  if (!message || !ts.isStringLiteralLike(message)) {
    return undefined;
  }
  const comment = property('comment');
  const lines = (comment && ts.isArrayLiteralExpression(comment) ? [...comment.elements] : [comment]).flatMap(
    (line) => (line && ts.isStringLiteralLike(line) ? [line.text] : []),
  );
  return [
    lines.length === 0
      ? [message.text, message.text]
      : [`${message.text}/${lines.join('')}`, { message: message.text, comment: lines }],
  ];
}
