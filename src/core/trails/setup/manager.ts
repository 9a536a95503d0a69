import type { JsonValue } from '../../json.ts';
import { tagMap } from './ask.ts';
import type { Fact, Manager } from './facts.ts';

/**
 * Who manages something, by the tags that the tools leave on it and, for Control Tower, by names; undefined where
 * nothing tells. Terraform leaves no tag by itself: many people let it write one.
 */
export function managerOf(tags: ReadonlyMap<string, string>, name = ''): Manager | undefined {
  if (/^(aws-controltower-|StackSet-AWSControlTower)/.test(name)) {
    return { kind: 'control-tower', name };
  }
  const stack = tags.get('aws:cloudformation:stack-name');
  if (stack !== undefined) {
    const isControlTower = stack.startsWith('StackSet-AWSControlTower');
    return { kind: isControlTower ? 'control-tower' : 'cloudformation', name: stack };
  }
  for (const [key, value] of tags) {
    if (/terraform|^tf[:_-]/i.test(key)) {
      return { kind: 'terraform', name: value === '' ? key : value };
    }
    if (/^(managed|created|provisioned)[-_ ]?by$/i.test(key) && /terraform|opentofu/i.test(value)) {
      return { kind: 'terraform', name: value };
    }
  }
  return undefined;
}

/** Who manages something, by its tags as a service answers them. */
export function managerByTags(tags: Fact<JsonValue | undefined>, name?: string): Manager | undefined {
  const found = managerOf(tagMap(tags.kind === 'known' ? tags.value : undefined), name);
  return found ?? (tags.kind === 'unknown' ? { kind: 'unknown', name: tags.reason } : undefined);
}
