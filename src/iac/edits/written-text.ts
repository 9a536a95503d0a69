import { symbolName } from '../../core/posture/symbolic-text.ts';
import type { CopiedText, FixPath, FixText, FixTextPart } from '../../core/posture/fixes/fix-value.ts';
import { attributeOf, intrinsicOf, subParts, subPieces } from '../cloudformation/intrinsic.ts';
import { scalarText, type SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { nodeAt } from './node-at.ts';
import type { TemplateText } from './template-text.ts';

/** A text as CloudFormation can write it: a literal, one name, or both mixed, as `Fn::Sub` takes it. */
export type WrittenText =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'attribute'; readonly resource: string; readonly attribute: string }
  | { readonly kind: 'sub'; readonly text: string };

interface Piece {
  readonly kind: 'literal' | 'name';
  readonly text: string;
}

/** @throws {CannotEdit} where a part is put together in a way that `Fn::Sub` cannot take */
export function writtenText(source: TemplateText, text: FixText): WrittenText {
  const pieces = text.flatMap((part) => piecesOf(source, part)).filter((piece) => piece.text !== '');
  const [first, ...others] = pieces;
  if (pieces.every(({ kind }) => kind === 'literal')) {
    return { kind: 'literal', text: pieces.map((piece) => piece.text).join('') };
  }
  if (first?.kind === 'name' && others.length === 0) {
    const dot = first.text.indexOf('.');
    return dot < 0
      ? { kind: 'ref', name: first.text }
      : { kind: 'attribute', resource: first.text.slice(0, dot), attribute: first.text.slice(dot + 1) };
  }
  return {
    kind: 'sub',
    text: pieces
      .map((piece) => (piece.kind === 'name' ? `\${${piece.text}}` : piece.text.replaceAll('${', '${!')))
      .join(''),
  };
}

const name = /^[A-Za-z0-9:.]+$/;

function piecesOf(source: TemplateText, part: FixTextPart): readonly Piece[] {
  if (typeof part === 'string') {
    return [{ kind: 'literal', text: part }];
  }
  if (part.kind === 'copy') {
    return copied(source, part);
  }
  const inBraces = symbolName(part).slice(2, -1);
  if (part.kind === 'any' || !name.test(inBraces)) {
    throw new CannotEdit('A name that it needs is not in the file.');
  }
  return [{ kind: 'name', text: inBraces }];
}

function copied(
  source: TemplateText,
  { resource, path, isTrimmed = false, refusal }: CopiedText,
): readonly Piece[] {
  if (refusal !== undefined) {
    throw new CannotEdit(refusal);
  }
  const pieces = expressionPieces(nodeAt(source, resource, path));
  if (pieces === undefined) {
    throw new CannotEdit(
      `${lastName(path)} is put together by a function that cannot be written into another text.`,
    );
  }
  return isTrimmed
    ? pieces.map((piece, index) => {
        const start = index === 0 ? piece.text.replace(/^\/+/, '') : piece.text;
        return { ...piece, text: index === pieces.length - 1 ? start.replace(/\/+$/, '') : start };
      })
    : pieces;
}

function lastName(path: FixPath): string {
  return path.findLast((step) => typeof step === 'string') ?? 'A value';
}

/** The pieces of a scalar, or of `Ref`, `Fn::GetAtt` and `Fn::Sub`; undefined for anything else. */
function expressionPieces(node: SyntaxNode): readonly Piece[] | undefined {
  const scalar = scalarText(node);
  if (scalar !== undefined) {
    return scalar.includes('{{resolve:') ? undefined : [{ kind: 'literal', text: scalar }];
  }
  const intrinsic = intrinsicOf(node);
  switch (intrinsic?.name) {
    case 'Ref':
      return [{ kind: 'name', text: scalarText(intrinsic.argument) ?? '' }];
    case 'Fn::GetAtt': {
      const parts = attributeOf(intrinsic.argument);
      return parts === undefined ? undefined : [{ kind: 'name', text: parts.join('.') }];
    }
    case 'Fn::Sub': {
      const parts = subParts(intrinsic.argument);
      return parts === undefined || parts.names !== undefined ? undefined : subPieces(parts.text);
    }
    default:
      return undefined;
  }
}
