/** The enums that the reader of CDK source knows, against the library. */
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { knownEnums } from '../../src/iac/cdk/constructs/library-values.ts';

const require = createRequire(import.meta.url);

it.each([...knownEnums])('%s has the values of the library', (path, members) => {
  const [module = '', name = ''] = path.split('.');
  const library = require(`aws-cdk-lib/${module}`) as Record<string, Record<string, unknown>>;
  const values = Object.keys(members).map((member) => [member, plain(library[name]?.[member])]);
  expect(Object.fromEntries(values)).toEqual(members);
});

/** Some are no enums but classes with a constant for each value. */
function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}
