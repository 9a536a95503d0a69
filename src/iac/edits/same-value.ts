import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import { attributeOf, intrinsicOf, subParts } from '../cloudformation/intrinsic.ts';
import { scalarText, type SyntaxNode } from '../syntax/syntax-node.ts';
import type { TemplateText } from './template-text.ts';
import { writtenText, type WrittenText } from './written-text.ts';

/** Whether a node says just what a value would, however it is written. @throws {CannotEdit} */
export function isSameValue(source: TemplateText, node: SyntaxNode, value: FixValue): boolean {
  switch (value.kind) {
    case 'scalar':
      return node.kind === 'scalar' && (node.value === value.value || node.source === value.value);
    case 'text':
      return isSameText(node, writtenText(source, value.parts));
    case 'list':
      return (
        node.kind === 'list' &&
        node.items.length === value.items.length &&
        value.items.every((item, index) => {
          const own = node.items[index];
          return own !== undefined && isSameValue(source, own, item);
        })
      );
    case 'map':
      return (
        node.kind === 'map' &&
        node.entries.length === value.members.length &&
        value.members.every(([name, member]) => {
          const entry = node.entries.find(({ key }) => key === name);
          return entry !== undefined && isSameValue(source, entry.value, member);
        })
      );
    case 'source':
      return false;
  }
}

function isSameText(node: SyntaxNode, written: WrittenText): boolean {
  const intrinsic = intrinsicOf(node);
  switch (written.kind) {
    case 'literal':
      return scalarText(node) === written.text;
    case 'ref':
      return intrinsic?.name === 'Ref' && scalarText(intrinsic.argument) === written.name;
    case 'attribute': {
      const [resource, attribute] =
        intrinsic?.name === 'Fn::GetAtt' ? (attributeOf(intrinsic.argument) ?? []) : [];
      return resource === written.resource && attribute === written.attribute;
    }
    case 'sub': {
      const parts = intrinsic?.name === 'Fn::Sub' ? subParts(intrinsic.argument) : undefined;
      return parts?.names === undefined && parts?.text === written.text;
    }
  }
}
