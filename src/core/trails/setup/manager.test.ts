import { expect, it } from 'vitest';
import { managerOf } from './manager.ts';

const cases: readonly (readonly [Record<string, string>, string, ReturnType<typeof managerOf>])[] = [
  [{}, 'audit', undefined],
  [{ team: 'security', 'managed-by': 'hand' }, '', undefined],
  [{ 'aws:cloudformation:stack-name': 'base' }, '', { kind: 'cloudformation', name: 'base' }],
  [
    { 'aws:cloudformation:stack-name': 'StackSet-AWSControlTowerBP-BASELINE' },
    '',
    { kind: 'control-tower', name: 'StackSet-AWSControlTowerBP-BASELINE' },
  ],
  [
    {},
    'aws-controltower-BaselineCloudTrail',
    { kind: 'control-tower', name: 'aws-controltower-BaselineCloudTrail' },
  ],
  [{ ManagedBy: 'Terraform' }, '', { kind: 'terraform', name: 'Terraform' }],
  [{ 'terraform:workspace': 'prod' }, '', { kind: 'terraform', name: 'prod' }],
  [{ terraform: '' }, '', { kind: 'terraform', name: 'terraform' }],
];

it.each(cases)('tells from the tags %j and the name %j who manages something', (tags, name, manager) => {
  expect(managerOf(new Map(Object.entries(tags)), name)).toEqual(manager);
});
