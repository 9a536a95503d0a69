import { describe, expect, it } from 'vitest';
import { emptyConfiguration } from '../../core/posture/configuration.ts';
import { globFault, pathFilter, wholeGlob } from './path-filter.ts';

const filter = (include: readonly string[] | undefined, exclude: readonly string[] = []) =>
  pathFilter({ ...emptyConfiguration, exclude, ...(include && { include }) });

describe('the path filter', () => {
  it.each([
    ['trail.yaml', true],
    ['a/b/trail.template', true],
    ['.hidden/trail.json', true],
    ['cdk.out/Stack.template.json', true],
    ['trail.md', false],
    ['yaml', false],
  ])('includes the usual endings: %s', (path, isIncluded) => {
    expect(filter(undefined).includesFile(path)).toBe(isIncluded);
  });

  it.each([
    ['build', 'build/a.yaml'],
    ['build', 'x/build/a.yaml'],
    ['build/', 'x/build/y/a.yaml'],
    ['build/**', 'build/a.yaml'],
    ['./build/*.yaml', 'build/a.yaml'],
    ['./build', 'x/build/a.yaml'],
    ['/build', 'build/a.yaml'],
    ['/build/*.yaml', 'build/a.yaml'],
    ['*.gen.yaml', 'x/y/a.gen.yaml'],
    ['{a,b}/c.yaml', 'b/c.yaml'],
  ])('excludes by %s: %s', (glob, path) => {
    expect(filter(['**'], [glob]).includesFile(path)).toBe(false);
    expect(filter(['**'], [glob]).excludesFile(path)).toBe(true);
  });

  it.each([
    ['build', 'rebuild/a.yaml'],
    ['build/*.yaml', 'x/build/a.yaml'],
    ['/build', 'x/build/a.yaml'],
    ['/a.yaml', 'x/a.yaml'],
    ['a.yaml', 'a.yaml/b'.replace('/b', 'x')],
  ])('does not exclude by %s: %s', (glob, path) => {
    expect(filter(['**'], [glob]).includesFile(path)).toBe(true);
  });

  it('need not open an excluded folder', () => {
    expect(filter(undefined, ['build/**', 'tmp']).excludesFolder('build')).toBe(true);
    expect(filter(undefined, ['build/**', 'tmp']).excludesFolder('x/tmp')).toBe(true);
    expect(filter(undefined, ['build/*.yaml']).excludesFolder('build')).toBe(false);
  });
});

it.each([
  ['*.yaml', '**/*.yaml'],
  ['build/', '**/build/'],
  ['./*.yaml', '**/*.yaml'],
  ['/*.yaml', '*.yaml'],
  ['/build/', 'build/'],
  ['stacks/*.yaml', 'stacks/*.yaml'],
])('%s is %s below its folder, for all who search', (glob, whole) => {
  expect(wholeGlob(glob)).toBe(whole);
});

describe('a glob that would take for ever', () => {
  it.each(['*a*a*a*a*', '**/a/**/b/**/c/**/d/**', '*a*/**/*b*/**/*c*', 'a'.repeat(1_001)])(
    'is none: %s',
    (glob) => {
      expect(globFault(glob)).toContain('take for ever');
    },
  );

  it.each([
    '**/*.{yaml,yml,json}',
    'packages/*/infra/*/stacks/*/*.template.*',
    '**/*trail*/**/*.yaml',
    '*a*b*c*',
  ])('is not: %s', (glob) => {
    expect(globFault(glob)).toBeUndefined();
  });
});
