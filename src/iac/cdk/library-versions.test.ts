import { describe, expect, it } from 'vitest';
import { libraryFacts, parseVersion } from './library-version.ts';
import { LibraryVersions } from './library-versions.ts';

function versions(files: Readonly<Record<string, string>>): LibraryVersions {
  return new LibraryVersions((file) => Promise.resolve(files[file]));
}

describe('the version of the library', () => {
  it.each([
    ['node_modules/aws-cdk-lib/package.json', '{ "name": "aws-cdk-lib", "version": "2.150.0" }'],
    ['package-lock.json', '{ "packages": { "node_modules/aws-cdk-lib": {\n "version": "2.150.0" } } }'],
    ['yarn.lock', 'aws-cdk-lib@^2.1.0:\n  version "2.150.0"\n'],
    ['yarn.lock', '"aws-cdk-lib@npm:^2.1.0":\n  version: 2.150.0\n'],
    ['pnpm-lock.yaml', 'packages:\n  aws-cdk-lib@2.150.0(constructs@10.0.0):\n'],
    ['poetry.lock', '[[package]]\nname = "aws-cdk-lib"\nversion = "2.150.0"\n'],
    ['uv.lock', '[[package]]\nname = "aws-cdk-lib"\nversion = "2.150.0"\n'],
    ['Pipfile.lock', '{ "default": { "aws-cdk-lib": { "hashes": [], "version": "==2.150.0" } } }'],
    ['requirements.txt', '# comment\naws-cdk-lib==2.150.0\nconstructs>=10\n'],
  ])('is in %s', async (name, text) => {
    expect(await versions({ [`/app/${name}`]: text }).of('/app/lib/deep/stack.ts')).toEqual({
      major: 2,
      minor: 150,
    });
  });

  it('is that of the nearest folder, and of what is installed rather than locked', async () => {
    const found = versions({
      '/app/package-lock.json': '{ "packages": { "node_modules/aws-cdk-lib": { "version": "2.100.0" } } }',
      '/app/infra/requirements.txt': 'aws-cdk-lib==2.50.0',
      '/app/node_modules/aws-cdk-lib/package.json': '{ "version": "2.150.0" }',
    });
    expect(await found.of('/app/lib/stack.ts')).toEqual({ major: 2, minor: 150 });
    expect(await found.of('/app/infra/app.py')).toEqual({ major: 2, minor: 50 });
    expect(await found.of('file:///other/app.py')).toBeUndefined();
  });

  it.each(['', '{', 'aws-cdk-lib>=2.1', '{ "version": 7 }'])('is not known from %j', async (text) => {
    const files = { '/app/node_modules/aws-cdk-lib/package.json': text, '/app/requirements.txt': text };
    expect(await versions(files).of('/app/app.py')).toBeUndefined();
  });

  it('decides what constructs do, and between two releases that were read nothing', () => {
    const grants = (text: string) => libraryFacts(parseVersion(text)).publishGrantsKey;
    expect(['2.150.0', '2.182.0', '2.183.0', '2.276.0', '', '3.0.0'].map(grants)).toEqual([
      'no',
      'unknown',
      'yes',
      'yes',
      'unknown',
      'unknown',
    ]);
  });
});
