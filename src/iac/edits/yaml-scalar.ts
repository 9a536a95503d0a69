import { plainScalar } from '../syntax/plain-scalar.ts';

/** A scalar of YAML that reads as this value: plain where that is possible, else in quotes of this kind. */
export function scalarSource(
  value: string | number | boolean,
  quote: "'" | '"',
  place: 'block' | 'flow',
): string {
  return typeof value !== 'string' || isPlain(value, place) ? String(value) : quoted(value, quote);
}

export function quoted(text: string, quote: "'" | '"'): string {
  const needsEscapes = /[\p{Cc}\u0085\u2028\u2029\uFEFF]/u.test(text);
  return quote === '"' || needsEscapes ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

/** Digits, and what begins with an indicator, are left to quotes; so is what looks like a date to YAML 1.1. */
const plain = /^[A-Za-z_/$.][^\p{Cc}]*$/u;
const broken = /: |:$| #|^\s|\s$|^\$\{\{/;

/** Whether a text can do without quotes. */
export function isPlain(text: string, place: 'block' | 'flow'): boolean {
  return (
    plain.test(text) &&
    !broken.test(text) &&
    plainScalar(text) === text &&
    !/^(?:y|n|Y|N)$/.test(text) &&
    (place === 'block' || !/[[\]{},]/.test(text))
  );
}
