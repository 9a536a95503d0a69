import type { Location } from '../../core/posture/location.ts';
import type { SyntaxNode } from '../syntax/syntax-node.ts';

/** An intrinsic function, in its full name: `Ref`, `Condition` or `Fn::Sub`. */
export interface Intrinsic {
  readonly name: string;
  readonly argument: SyntaxNode;
  readonly at: Location;
}

/** The intrinsic function that a node is, in the short form (`!Sub`) or the long one (`{"Fn::Sub": ...}`). */
export function intrinsicOf(node: SyntaxNode): Intrinsic | undefined {
  if (node.kind === 'tagged') {
    const isPlainName = node.tag === 'Ref' || node.tag === 'Condition';
    return { name: isPlainName ? node.tag : `Fn::${node.tag}`, argument: node.value, at: node.at };
  }
  const only = node.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
  const isFunction =
    only?.key === 'Ref' || only?.key === 'Condition' || only?.key.startsWith('Fn::') === true;
  // `Fn::ForEach::Name` is a loop in a map, not a value.
  if (only === undefined || !isFunction || only.key.startsWith('Fn::ForEach')) {
    return undefined;
  }
  return { name: only.key, argument: only.value, at: node.at };
}

/** The two parts of `Fn::GetAtt`: `Bucket.Arn` or `[Bucket, Arn]`; undefined where they are not plain texts. */
export function attributeOf(
  argument: SyntaxNode,
): readonly [resource: string, attribute: string] | undefined {
  if (argument.kind === 'scalar' && typeof argument.value === 'string') {
    const dot = argument.value.indexOf('.');
    return dot > 0 ? [argument.value.slice(0, dot), argument.value.slice(dot + 1)] : undefined;
  }
  const [resource, attribute] = argument.kind === 'list' ? argument.items : [];
  if (resource?.kind === 'scalar' && attribute?.kind === 'scalar') {
    return [resource.source, attribute.source];
  }
  return undefined;
}

/** The pieces of an `Fn::Sub` text: literals, and the names between `${` and `}`. `${!Name}` is the literal `${Name}`. */
export function subPieces(
  text: string,
): readonly { readonly kind: 'literal' | 'name'; readonly text: string }[] {
  const pieces: { kind: 'literal' | 'name'; text: string }[] = [];
  let end = 0;
  // Behind the last brace nothing is closed: looking there at each `${` would take quadratic time.
  const closed = text.slice(0, text.lastIndexOf('}') + 1);
  for (const match of closed.matchAll(/\$\{([^}]*)\}/g)) {
    pieces.push({ kind: 'literal', text: text.slice(end, match.index) });
    const name = match[1] ?? '';
    pieces.push(
      name.startsWith('!')
        ? { kind: 'literal', text: `\${${name.slice(1)}}` }
        : { kind: 'name', text: name.trim() },
    );
    end = match.index + match[0].length;
  }
  pieces.push({ kind: 'literal', text: text.slice(end) });
  return pieces.filter((piece) => piece.kind === 'name' || piece.text !== '');
}

/** The text of `Fn::Sub` and the map of its own names: `!Sub text` or `!Sub [text, {Name: value}]`. */
export function subParts(
  argument: SyntaxNode,
): { readonly text: string; readonly names: SyntaxNode | undefined } | undefined {
  if (argument.kind === 'scalar' && typeof argument.value === 'string') {
    return { text: argument.value, names: undefined };
  }
  const [text, names] = argument.kind === 'list' ? argument.items : [];
  return text?.kind === 'scalar' ? { text: text.source, names } : undefined;
}
