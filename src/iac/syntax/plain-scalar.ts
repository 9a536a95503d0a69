const booleans = new Map<string, boolean>(
  ['yes', 'true', 'on', 'no', 'false', 'off'].flatMap((word, index) =>
    [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)].map(
      (form) => [form, index < 3] as const,
    ),
  ),
);

const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);

const decimal = /^[-+]?(?:0|[1-9][0-9_]*)(?:\.[0-9_]*(?:[eE][-+][0-9]+)?)?$/;

/** A number of more digits loses some of them; where templates have one it is an id. */
const longestNumber = 15;

/**
 * The value of an unquoted YAML scalar by the rules of YAML 1.1, which CloudFormation follows: `yes`, `on` and `True`
 * are booleans. Dates stay texts (`Version: 2012-10-17`), and so do octal and sexagesimal numbers, because where
 * templates have such digits they mean ids and addresses.
 *
 * Source: https://yaml.org/type/bool.html, https://yaml.org/type/float.html, https://yaml.org/type/null.html
 */
export function plainScalar(source: string): string | number | boolean | null {
  if (nulls.has(source)) {
    return null;
  }
  const boolean = booleans.get(source);
  if (boolean !== undefined) {
    return boolean;
  }
  const isNumber = source.length <= longestNumber && decimal.test(source);
  return isNumber ? Number(source.replaceAll('_', '')) : source;
}
