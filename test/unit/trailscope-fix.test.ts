/** `trailscope lint --fix`, on files. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Playground } from '../support/cli.ts';

const template = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: acme-logs # elsewhere
      IsLogging: true
`;
const fixed = template.replace('IsLogging: true\n', 'IsLogging: true\n      EnableLogFileValidation: true\n');

let playground: Playground;

beforeEach(() => {
  playground = new Playground();
});

afterEach(() => {
  playground.remove();
});

function read(name: string): string {
  return readFileSync(path.join(playground.folder, name), 'utf8');
}

function sarifOf(stdout: string): {
  runs: { results: { ruleId: string; fixes?: unknown[] }[] }[];
} {
  return JSON.parse(stdout) as ReturnType<typeof sarifOf>;
}

const app = `import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';

export class Audit extends Stack {
  constructor(scope: any, id: string) {
    super(scope, id);
    const bucket = new s3.Bucket(this, 'Logs', { enforceSSL: true, encryption: s3.BucketEncryption.UNENCRYPTED });
    new cloudtrail.Trail(this, 'Trail', {
      bucket,
      enableFileValidation: false, // to be seen
    });
  }
}
`;

const fixedApp = app
  .replace(
    '{ enforceSSL: true, encryption: s3.BucketEncryption.UNENCRYPTED }',
    `{
      enforceSSL: true,
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    }`,
  )
  .replace('enableFileValidation: false', 'enableFileValidation: true');

describe('trailscope lint --fix', () => {
  it('applies the safe fixes, tells which, and reports what is left', async () => {
    playground.write({ 'trail.yaml': template });
    const { code, stdout, stderr } = await playground.run(['lint', '--fix', 'trail.yaml']);
    expect(code).toBe(0);
    expect(read('trail.yaml')).toBe(fixed);
    expect(stderr).toContain('trail.yaml: Fixed: Set EnableLogFileValidation to true (log-file-validation)');
    expect(stdout).not.toContain('log-file-validation');
    expect(stdout).toContain('multi-region');
    expect(stdout).toContain('kms-encryption');
  });

  it('applies them to CDK source as well, and tells the others in SARIF', async () => {
    playground.write({ 'app.ts': app });
    const { stderr, stdout } = await playground.run(['lint', '--fix', '--format', 'sarif', '.']);
    expect(read('app.ts')).toBe(fixedApp);
    expect(stderr).toContain('Set enableFileValidation to true (log-file-validation)');
    const { results } = sarifOf(stdout).runs[0]!;
    expect(results.find(({ ruleId }) => ruleId === 'bucket-versioning')?.fixes).toHaveLength(1);
    const { stdout: again } = await playground.run(['lint', '--fix-dry-run', '.']);
    expect(again).toBe('');
  });

  it('leaves CDK source alone that cannot be parsed', async () => {
    const broken = app.replace('{ enforceSSL', '{{ enforceSSL');
    playground.write({ 'app.ts': broken });
    await playground.run(['lint', '--fix', '.']);
    expect(read('app.ts')).toBe(broken);
  });

  it('changes nothing the second time', async () => {
    playground.write({ 'trail.yaml': template });
    await playground.run(['lint', '--fix', '.']);
    const { stderr } = await playground.run(['lint', '--fix', '.']);
    expect(read('trail.yaml')).toBe(fixed);
    expect(stderr).toBe('');
  });

  it('does not bring a selector to life, which may cost a lot', async () => {
    const misspelt = `${template}      EnableLogFileValidation: true
      EventSelectors:
        - ReadWriteType: all
          DataResources:
            - Type: AWS::S3::Object
              Values: ['arn:aws:s3:::*']
      InsightSelectors:
        - InsightType: ApiCallRateInsights
`;
    playground.write({ 'trail.yaml': misspelt });
    const { stdout } = await playground.run(['lint', '--fix', '--format', 'sarif', '.']);
    expect(read('trail.yaml')).toBe(misspelt);
    const offered = sarifOf(stdout).runs[0]!.results.flatMap(({ fixes = [] }) => fixes);
    const titles = (offered as { description: { text: string } }[]).map(
      ({ description }) => description.text,
    );
    expect(titles.filter((title) => title.endsWith('charged for'))).toEqual([
      'Write All: the selector then takes effect, and what it records is charged for',
      'Write the ARN for all buckets: data events of every bucket are then recorded, and charged for',
      'Write ApiCallRateInsight: Insights are then made, which are charged for',
    ]);
  });

  it('leaves what adds resources, cost, a replacement or a Deny to be asked for', async () => {
    const bare =
      template.replace('acme-logs # elsewhere', '!Ref Logs') + '  Logs:\n    Type: AWS::S3::Bucket\n';
    playground.write({ 'trail.yaml': bare });
    const { code, stdout } = await playground.run(['lint', '--fix', '.']);
    expect(code).toBe(1);
    expect(stdout).toContain('bucket-policy-missing');
    expect(read('trail.yaml')).not.toMatch(/BucketPolicy|KMS|Deny|Versioning/);
    expect(read('trail.yaml')).toContain('DeletionPolicy: Retain');
  });

  it('keeps line ends and a byte order mark', async () => {
    const mark = '\uFEFF';
    playground.write({ 'trail.yaml': mark + template.replaceAll('\n', '\r\n') });
    await playground.run(['lint', '--fix', '.']);
    expect(read('trail.yaml')).toBe(mark + fixed.replaceAll('\n', '\r\n'));
  });

  it('leaves rules that are switched off or suppressed alone', async () => {
    const ignored = '  # trailscope-ignore log-file-validation: nobody asks\n  Trail:';
    playground.write({ 'a.yaml': template.replace('  Trail:', ignored) });
    await playground.run(['lint', '--fix', '.']);
    expect(read('a.yaml')).not.toContain('EnableLogFileValidation');
    playground.write({ 'b.yaml': template });
    await playground.run(['lint', '--fix', '--rule', 'log-file-validation=off', 'b.yaml']);
    expect(read('b.yaml')).toBe(template);
  });

  it('says so where a file cannot be written, and reports it as it is', async () => {
    playground.write({ 'trail.yaml': template });
    chmodSync(path.join(playground.folder, 'trail.yaml'), 0o444);
    const isRoot = process.getuid?.() === 0;
    const { code, stdout, stderr } = await playground.run(['lint', '--fix', '.']);
    // Whoever is root writes to any file.
    expect(code).toBe(isRoot ? 0 : 2);
    expect(stderr).toContain(isRoot ? 'Fixed:' : 'The fixes cannot be written.');
    expect(stdout.includes('log-file-validation')).toBe(!isRoot);
  });

  it('leaves a file with a syntax error alone', async () => {
    const broken = `${template}  Bucket: {\n`;
    playground.write({ 'trail.yaml': broken });
    const { code } = await playground.run(['lint', '--fix', '.']);
    expect(code).toBe(1);
    expect(read('trail.yaml')).toBe(broken);
  });

  it('takes no standard input', async () => {
    const { code, stderr } = await playground.run(['lint', '--fix', '-']);
    expect(code).toBe(2);
    expect(stderr).toContain('--fix-dry-run');
  });
});

describe('trailscope lint --fix-dry-run', () => {
  it('prints a difference that git applies, and writes nothing', async () => {
    const windows = template.replaceAll('\n', '\r\n').trimEnd();
    playground.write({ 'a/trail.yaml': template, 'b.yaml': windows });
    const { code, stdout } = await playground.run(['lint', '--fix-dry-run', '.']);
    expect(code).toBe(0);
    expect(read('a/trail.yaml')).toBe(template);
    expect(stdout).toContain('--- a/a/trail.yaml\n+++ b/a/trail.yaml\n@@ -4,3 +4,4 @@\n');
    execFileSync('git', ['apply', '-'], { cwd: playground.folder, input: stdout });
    expect(read('a/trail.yaml')).toBe(fixed);
    expect(read('b.yaml')).toBe(fixed.replaceAll('\n', '\r\n').trimEnd());
  });

  it('prints nothing where there is nothing to fix', async () => {
    playground.write({ 'trail.yaml': fixed });
    const { stdout } = await playground.run(['lint', '--fix-dry-run', '.']);
    expect(stdout).toBe('');
  });
});

describe('SARIF', () => {
  it('carries the fixes of each finding as replacements', async () => {
    playground.write({ 'trail.yaml': template });
    const { stdout } = await playground.run(['lint', '--format', 'sarif', '.']);
    const { results } = sarifOf(stdout).runs[0]!;
    expect(results.find(({ ruleId }) => ruleId === 'log-file-validation')!.fixes).toEqual([
      {
        description: { text: 'Set EnableLogFileValidation to true' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'trail.yaml', uriBaseId: '%SRCROOT%' },
            replacements: [
              {
                deletedRegion: { startLine: 6, startColumn: 22, endLine: 6, endColumn: 22 },
                insertedContent: { text: '\n      EnableLogFileValidation: true' },
              },
            ],
          },
        ],
      },
    ]);
  });
});
