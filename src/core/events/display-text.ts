/**
 * Text from a record, made fit to be shown: events carry what strangers sent, such as user agents and object keys.
 */

/** Controls, formatting (bidi overrides, zero-width characters, tags), lone surrogates, line separators. */
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const unfitRun = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const blank = /[\t\n\v\f\r\u0085\u2028\u2029]/;

const defaultLimit = 200;

/**
 * The text on one line, at most `limit` UTF-16 units long, its end replaced by an ellipsis when it is longer. Line
 * breaks become spaces; every other invisible or direction-changing character becomes U+FFFD, so that a name that
 * tries to pass for another one shows that it does.
 */
export function displayText(text: string, limit: number = defaultLimit): string {
  const fit = text.length > limit ? `${cut(text, 0, limit - 1)}…` : text;
  return visible(fit);
}

/**
 * Like {@link displayText}, but a long text loses its middle: the end of an object key, an ARN or a generated name
 * tells more than its middle.
 */
export function displayName(name: string, limit: number = defaultLimit): string {
  if (name.length <= limit) {
    return visible(name);
  }
  const tail = Math.floor(limit / 3);
  return visible(`${cut(name, 0, limit - tail - 1)}…${cut(name, name.length - tail, name.length)}`);
}

function visible(text: string): string {
  return unfit.test(text)
    ? text.replace(unfitRun, (character) => (blank.test(character) ? ' ' : '\uFFFD'))
    : text;
}

/** A slice that does not begin or end inside a surrogate pair. */
function cut(text: string, from: number, to: number): string {
  const start = isLowSurrogate(text.charCodeAt(from)) ? from + 1 : from;
  const end = isLowSurrogate(text.charCodeAt(to)) ? to - 1 : to;
  return text.slice(start, end);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
