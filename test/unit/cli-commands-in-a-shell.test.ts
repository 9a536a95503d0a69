import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { connection } from '../../src/core/connection.ts';
import { cliCommand } from '../../src/core/trails/setup/cli-command.ts';

const byDefault = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });

it.skipIf(process.platform === 'win32')('gives a shell each value as one word', () => {
  const hostile = [
    '$HOME',
    '`id`',
    "a'b",
    'a"b',
    'a b',
    '*',
    '~',
    '!x',
    '#c',
    '-x',
    '=x',
    '\\',
    '',
    'a\nb',
    ';',
    '&&',
  ];
  for (const value of hostile) {
    const call = { service: 'sns', operation: 'Op', region: value, input: { Name: value } } as const;
    const printed = spawnSync('sh', ['-c', `printf '%s\\0' ${cliCommand(call, byDefault)}`], { cwd: '/' });
    const tied = value.startsWith('-');
    const words = (name: string) => (tied ? [`${name}=${value}`] : [name, value]);
    expect(printed.stdout.toString().split('\0')).toEqual([
      'aws',
      'sns',
      'op',
      ...words('--name'),
      ...words('--region'),
      '',
    ]);
  }
});
