/** What is known of the library by heart, against the library. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { knownEnums } from '../../src/iac/cdk/constructs/library-values.ts';
import { levelOneTypes } from '../../src/iac/cdk/constructs/level-one.ts';

const require = createRequire(import.meta.url);

function classOf(name: string): Record<string, unknown> {
  const [module = '', className = ''] = name.split('.');
  return (require(`aws-cdk-lib/${module}`) as Record<string, Record<string, unknown>>)[className]!;
}

/** Some of the library's enums are classes whose members have their value inside. */
function worth(member: unknown): unknown {
  return typeof member === 'object' && member !== null && 'value' in member ? member.value : member;
}

describe('enums', () => {
  it.each([...knownEnums])('%s', (name, members) => {
    const enumeration = classOf(name);
    const real = Object.fromEntries(Object.keys(members).map((key) => [key, worth(enumeration[key])]));
    expect(real).toEqual(members);
  });
});

it.each(Object.entries(levelOneTypes))('%s is %s', (name, type) => {
  expect(classOf(name)['CFN_RESOURCE_TYPE_NAME']).toBe(type);
});
