import { chmodSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Playground } from '../support/cli.ts';

/** A trail with one fault that breaks its deployment; under `deploy`, and with its bucket elsewhere, it has no other. */
const faulty = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: logs-of-all-accounts
      CloudWatchLogsLogGroupArn: arn:aws:logs:us-east-1:111122223333:log-group:trail:*
`;
const sound = faulty.replace(/ +CloudWatchLogsLogGroupArn.*\n/, '');
const isFaulty = { rule: 'log-group-role-pair', range: { start: { line: 8 } } };

interface JsonReport {
  readonly files: readonly { readonly path: string; readonly findings: readonly JsonFinding[] }[];
  readonly notes: readonly { readonly path?: string; readonly message: string }[];
  readonly problems: readonly { readonly path?: string; readonly message: string }[];
}

interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
}

let playground: Playground;

beforeEach(() => {
  playground = new Playground();
});
afterEach(() => {
  playground.remove();
});

/** `lint --format json --preset deploy`, with the code that the process ends with. */
async function lint(...words: readonly string[]) {
  const { code, stdout, stderr } = await playground.run([
    'lint',
    '--format',
    'json',
    '--preset',
    'deploy',
    ...words,
  ]);
  const report = (stdout === '' ? undefined : JSON.parse(stdout)) as JsonReport;
  return { code, stderr, report, paths: report.files.map(({ path: file }) => file) };
}

describe('trailscope lint', () => {
  it('finds templates in folders, and leaves all other files alone', async () => {
    playground.write({
      'a/faulty.yaml': faulty,
      'a/b/sound.json': JSON.stringify({ Resources: { T: { Type: 'AWS::CloudTrail::Trail' } } }),
      'a/queue.yaml': 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n',
      'values.yaml': 'key: [',
      'faulty.md': faulty,
      'node_modules/x/faulty.yaml': faulty,
      '.git/faulty.yaml': faulty,
      '.hidden/faulty.yml': faulty,
    });
    const { code, paths, report } = await lint('.');
    expect(paths).toEqual(['.hidden/faulty.yml', 'a/b/sound.json', 'a/faulty.yaml']);
    expect(report.files[2]?.findings).toMatchObject([isFaulty]);
    expect(report).toMatchObject({ notes: [], problems: [] });
    expect(code).toBe(1);
  });

  it('lints a file once that several words lead to, in the order of the words', async () => {
    playground.write({ 'b.yaml': faulty, 'a.yaml': faulty });
    expect((await lint('b.yaml', './b.yaml', '*.yaml', '.')).paths).toEqual(['b.yaml', 'a.yaml']);
  });

  it('finds templates in folders that are not below the current one', async () => {
    const elsewhere = new Playground();
    elsewhere.write({ 'a/faulty.yaml': faulty, 'a/node_modules/x.yaml': faulty });
    playground.write({ 'empty.json': '{}' });
    try {
      const { code, paths } = await lint(elsewhere.folder);
      expect(paths).toEqual([expect.stringMatching(/a\/faulty\.yaml$/)]);
      expect(code).toBe(1);
      expect((await lint(path.join(elsewhere.folder, '*/*.yaml'))).code).toBe(1);
      expect((await lint('--config', 'empty.json', path.join(elsewhere.folder, 'a'))).code).toBe(1);
    } finally {
      elsewhere.remove();
    }
  });

  it('takes globs, whose files need not have a usual ending', async () => {
    playground.write({ 'x/one.tpl': faulty, 'x/y/two.tpl': faulty, 'x/three.yaml': faulty });
    expect((await lint('x/**/*.tpl')).paths).toEqual(['x/one.tpl', 'x/y/two.tpl']);
    expect((await lint('x/{one,three}.*')).paths).toEqual(['x/one.tpl', 'x/three.yaml']);
  });

  it('leaves out what .gitignore names, in the repository and below', async () => {
    playground.write({
      '.git/HEAD': '',
      '.gitignore': 'out/\n*.gen.yaml\n!kept.gen.yaml\n',
      'out/a.yaml': faulty,
      'sub/b.gen.yaml': faulty,
      'sub/kept.gen.yaml': faulty,
      'sub/.gitignore': 'c.yaml\n',
      'sub/c.yaml': faulty,
      'sub/d.yaml': faulty,
    });
    expect((await lint('.')).paths).toEqual(['sub/d.yaml', 'sub/kept.gen.yaml']);
    expect((await lint('sub')).paths).toEqual(['sub/d.yaml', 'sub/kept.gen.yaml']);
    // What is named itself is wanted.
    expect((await lint('out', 'sub/c.yaml')).paths).toEqual(['out/a.yaml', 'sub/c.yaml']);
  });

  it('survives links that lead in circles', async () => {
    playground.write({ 'a/faulty.yaml': faulty });
    symlinkSync('..', path.join(playground.folder, 'a/up'));
    symlinkSync('self.yaml', path.join(playground.folder, 'self.yaml'));
    expect((await lint('.')).paths).toEqual(['a/faulty.yaml']);
    const { code, report } = await lint('self.yaml', 'a');
    expect(report.problems).toMatchObject([
      { path: 'self.yaml', message: expect.stringContaining('circle') as string },
    ]);
    expect(report.files).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('tells when a folder has nothing to check', async () => {
    playground.write({ 'values.yaml': 'a: 1\n' });
    expect(await playground.run(['lint', '.'])).toEqual({
      code: 0,
      stdout: 'No template that mentions CloudTrail and no CDK source that imports it was found\n',
      stderr: '',
    });
  });

  it('says what is no template and goes on', async () => {
    playground.write({ 'values.yaml': 'a: 1\n', 'empty.yaml': '', 'sound.yaml': sound });
    const { code, report, stderr } = await lint('values.yaml', 'empty.yaml', 'sound.yaml');
    expect(report.notes.map(({ path: file }) => file)).toEqual(['values.yaml', 'empty.yaml']);
    expect(stderr).toContain('values.yaml: This is not a CloudFormation template.');
    expect(code).toBe(0);
  });
});

describe('the exit code', () => {
  it.each([
    ['error', 1],
    ['hint', 1],
    ['never', 0],
  ])('with --fail-on %s is %i for an error', async (level, code) => {
    playground.write({ 'faulty.yaml': faulty });
    expect((await lint('--fail-on', level, '.')).code).toBe(code);
  });

  it('counts neither milder nor suppressed findings', async () => {
    playground.write({
      'faulty.yaml': faulty,
      'accepted.yaml': faulty.replace(
        '  Trail:',
        '  # trailscope-ignore log-group-role-pair: tried\n  Trail:',
      ),
    });
    expect((await lint('--rule', 'log-group-role-pair=warning', 'faulty.yaml')).code).toBe(0);
    expect(
      (await lint('--rule', 'log-group-role-pair=warning', '--fail-on', 'warning', 'faulty.yaml')).code,
    ).toBe(1);
    expect((await lint('accepted.yaml')).code).toBe(0);
  });

  it.each([
    [['lint', '--formt', 'json', '.'], 'Did you mean "--format"?'],
    [['lint', '--format', 'xml', '.'], 'Choose one of pretty, json, sarif, github, junit.'],
    [['lint', '--format'], 'argument missing'],
    [['lint', '--preset', 'ci', '.'], 'Did you mean "cis"?'],
    [['lint', '--rule', 'kms-encrypton=off', '.'], 'Did you mean "kms-encryption"?'],
    [['lint', '--rule', 'kms-encryption', '.'], '--rule takes id=severity'],
    [['lint', '--rule', 'kms-encryption=of', '.'], 'Did you mean "off"?'],
    [['lint'], 'Say what to lint'],
    [['lnt', '.'], 'Did you mean "lint"?'],
    [['--hlp'], 'Did you mean "--help"?'],
    [['explain', 'no-such-rule-at-all'], 'trailscope rules'],
    [['lint', 'missing.yaml'], 'missing.yaml: There is no such file or folder.'],
    [['lint', 'missing/**/*.yaml'], 'No file matches this glob.'],
    [['lint', '--config', 'missing.json', '.'], 'missing.json: There is no such file or folder.'],
    [['lint', '--parameters', 'missing.json', '.'], 'missing.json: There is no such file or folder.'],
  ])('is 2 for %j, with a hint', async (words, hint) => {
    const { code, stderr } = await playground.run(words);
    expect(stderr).toContain(hint);
    expect(code).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)(
    'is 2 for a file that may not be read, and the others are linted',
    async () => {
      playground.write({ 'secret.yaml': faulty, 'sound.yaml': sound });
      chmodSync(path.join(playground.folder, 'secret.yaml'), 0);
      const { code, report } = await lint('.');
      expect(report.problems).toMatchObject([
        { path: 'secret.yaml', message: 'Permission to read it is denied.' },
      ]);
      expect(report.files).toHaveLength(1);
      expect(code).toBe(2);
    },
  );
});

describe('bad input gives one parse-error with its place, and the others are linted', () => {
  const trail = 'AWS::CloudTrail::Trail';
  const utf16 = Buffer.from(`\uFEFF${faulty}`, 'utf16le');
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level++) {
    const [name, last] = [String.fromCharCode(97 + level), String.fromCharCode(96 + level)];
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${last}`).join(', ')}]`);
  }
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;

  it.each<[string, string, string | Uint8Array, number, number]>([
    ['a tab', 'x.yaml', `${faulty}\tIsMultiRegionTrail: true\n`, 9, 1],
    ['an unclosed bracket', 'x.yaml', `${faulty}      Tags: [a\nOutputs: {}\n`, 9, 13],
    ['an unclosed brace', 'x.json', `{"Resources": {"T": {"Type": "${trail}"}`, 1, 55],
    ['a duplicate key', 'x.yaml', `${faulty}      IsLogging: false\n`, 9, 7],
    ['a duplicate key in JSON', 'x.json', `{"Resources": {"T": {"Type": "${trail}", "Type": 1}}}`, 1, 56],
    ['UTF-16', 'x.yaml', utf16, 1, 1],
    ['UTF-16 without a byte order mark', 'x.yaml', utf16.subarray(2), 1, 1],
    ['Latin-1', 'x.yaml', Buffer.from(`${faulty}# caf\u00e9 au lait\n`, 'latin1'), 9, 6],
    ['binary data', 'x.yaml', Buffer.concat([Buffer.from(faulty), Buffer.from([1, 0, 2, 0xff])]), 9, 2],
    ['a 5 MB file', 'x.yaml', `${faulty}${'# long\n'.repeat(750_000)}`, 1, 1],
    [
      'deep nesting',
      'x.json',
      `{"Resources": {"T": {"Type": "${trail}", "Properties": ${deep}}}}`,
      1,
      expect.any(Number) as number,
    ],
    [
      'deep nesting in YAML',
      'x.yaml',
      `${faulty}      Tags: ${'['.repeat(50_000)}\n`,
      9,
      expect.any(Number) as number,
    ],
  ])('%s', async (_, name, content, line, column) => {
    playground.write({ [name]: content, 'z.yaml': faulty });
    const { code, report, stderr } = await lint(name, 'z.yaml');
    expect(report.files).toMatchObject([
      { path: name, findings: [{ rule: 'parse-error', range: { start: { line, column } } }] },
      { path: 'z.yaml', findings: [isFaulty] },
    ]);
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  it.each<[string, string]>([
    ['an alias bomb', `${faulty}Metadata:\n  ${bomb.join('\n  ')}\n`],
    ['an alias bomb in a trail', `${faulty}      Tags:\n        ${bomb.join('\n        ')}\n`],
    ['an alias to itself', faulty.replace('  Trail:', '  Trail: &trail').replace('true', '*trail')],
    [
      'resources that refer to each other',
      `${faulty}      S3KeyPrefix: !Ref B\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: !Sub \${Trail}x\n`,
    ],
  ])(
    'not even %s takes long or breaks',
    async (_, text) => {
      playground.write({ 'x.yaml': text, 'z.yaml': faulty });
      const { report, stderr } = await lint('.');
      expect(report.files.map(({ path: file }) => file)).toEqual(['x.yaml', 'z.yaml']);
      expect(report.problems).toEqual([]);
      expect(stderr).toBe('');
    },
    20_000,
  );

  it('says which large templates of a folder were skipped, and no other large files', async () => {
    const filling = 'x'.repeat(3_000_000);
    playground.write({
      'large.yaml': `${faulty}# ${filling}`,
      'data.json': `"${filling}"`,
      'z.yaml': faulty,
    });
    const { code, report, paths } = await lint('.');
    expect(paths).toEqual(['z.yaml']);
    expect(report.notes).toMatchObject([
      { path: 'large.yaml', message: expect.stringMatching(/^Skipped: .* 2\.9 MB/) as string },
    ]);
    expect(code).toBe(1);
  });
});

describe('the configuration', () => {
  const quiet = JSON.stringify({ rules: { 'log-group-role-pair': 'off' } });

  it('is the nearest one above a file', async () => {
    playground.write({
      'trailscope.config.json': quiet,
      'a/faulty.yaml': faulty,
      'b/trailscope.config.json': '{}',
      'b/c/faulty.yaml': faulty,
    });
    const { report } = await lint('.');
    expect(report.files).toMatchObject([
      { path: 'a/faulty.yaml', findings: [] },
      { path: 'b/c/faulty.yaml', findings: [isFaulty] },
    ]);
  });

  it('is outdone by the command line', async () => {
    playground.write({ 'trailscope.config.json': quiet, 'faulty.yaml': faulty, 'other.json': '{}' });
    expect((await lint('.')).code).toBe(0);
    expect((await lint('--rule', 'log-group-role-pair=error', '.')).code).toBe(1);
    expect((await lint('--config', 'other.json', '.')).code).toBe(1);
  });

  it('chooses among the files of folders, relative to itself', async () => {
    playground.write({
      'sub/trailscope.config.json': JSON.stringify({
        include: ['**/*.yaml', 'cfn/*.txt'],
        exclude: ['old', 'x/y.*'],
      }),
      'sub/cfn/a.txt': faulty,
      'sub/a.json': faulty,
      'sub/deep/old/b.yaml': faulty,
      'sub/x/y.yaml': faulty,
      'sub/x/z.yaml': faulty,
    });
    expect((await lint('.')).paths).toEqual(['sub/cfn/a.txt', 'sub/x/z.yaml']);
  });

  it('that is faulty is told of with its place, once, and all is linted by the rest of it', async () => {
    playground.write({
      'trailscope.config.json': '{\n  "preset": "deploy",\n  "rules": { "log-group-rol-pair": "off" }\n}\n',
      'a.yaml': faulty,
      'b.yaml': faulty,
    });
    const { code, stderr, paths } = await lint('.');
    expect(stderr).toBe(
      'trailscope: trailscope.config.json:3:14: There is no rule "log-group-rol-pair". Did you mean "log-group-role-pair"?\n',
    );
    expect(paths).toHaveLength(2);
    expect(code).toBe(2);
  });
});

describe('parameters', () => {
  const chosen = faulty
    .replace(
      'Resources:',
      'Parameters:\n  Group:\n    Type: String\nConditions:\n  Has: !Not [!Equals [!Ref Group, ""]]\nResources:',
    )
    .replace(
      /CloudWatchLogsLogGroupArn: .*/,
      'CloudWatchLogsLogGroupArn: !If [Has, !Ref Group, !Ref AWS::NoValue]',
    );
  const arn = 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*';

  it.each<[string, readonly string[], Readonly<Record<string, string>>, number]>([
    ['none', [], {}, 0],
    ['Name=value', ['--parameters', `Group=${arn}`], {}, 1],
    ['an empty value', ['--parameters', 'Group='], {}, 0],
    ['a file', ['--parameters', 'p.json'], { 'p.json': JSON.stringify({ Group: arn }) }, 1],
    [
      'the configuration',
      [],
      { 'trailscope.config.json': JSON.stringify({ parameters: { Group: arn } }) },
      1,
    ],
    [
      'the command line over the configuration',
      ['--parameters', 'Group='],
      { 'trailscope.config.json': JSON.stringify({ parameters: { Group: arn } }) },
      0,
    ],
    [
      'a samconfig.toml',
      [],
      { 'samconfig.toml': `[default.deploy.parameters]\nparameter_overrides = "Group=\\"${arn}\\""\n` },
      1,
    ],
  ])('from %s', async (_, words, files, code) => {
    playground.write({ 'template.yaml': chosen, ...files });
    expect((await lint(...words, 'template.yaml')).code).toBe(code);
  });

  it('in a broken samconfig.toml are told of with the place', async () => {
    playground.write({ 'template.yaml': faulty, 'samconfig.toml': 'version = 0.1\n[default\n' });
    const { code, stderr } = await lint('.');
    expect(stderr).toMatch(/^trailscope: samconfig\.toml:2:\d+: /);
    expect(code).toBe(2);
  });
});

describe('the other commands', () => {
  it('tell the version, the usage, the rules and all about a rule', async () => {
    expect(await playground.run(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' });
    expect((await playground.run(['--help'])).stdout).toContain('--fail-on');
    expect((await playground.run(['lint', '--help'])).stdout).toContain('--fail-on');
    const rules = await playground.run(['rules', '--format', 'json']);
    expect((JSON.parse(rules.stdout) as { id: string }[]).map(({ id }) => id)).toContain('parse-error');
    expect((await playground.run(['rules', '--preset', 'deploy'])).stdout).toMatch(
      /^log-group-role-pair +error /m,
    );
    const { stdout } = await playground.run(['explain', 'parse-error']);
    expect(stdout).toContain('Why: ');
    expect(stdout).toMatch(/\nMore:\n {2}https:\S+parse-error\.md\n/);
    expect(stdout.split('\n').filter((line) => line.length > 102 && line.includes(' ', 3))).toEqual([]);
    // By the id that another tool has for it.
    expect((await playground.run(['explain', 'e0000'])).stdout).toContain('parse-error (error)');
  });
});
