/** What only a process of its own can show: streams, the exit code, the bundle. */
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { bundleCli, Playground } from '../support/cli.ts';

const faulty = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: logs-of-all-accounts
      CloudWatchLogsLogGroupArn: arn:aws:logs:us-east-1:111122223333:log-group:trail:*
`;

interface JsonReport {
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly { readonly rule: string; readonly severity: string }[];
  }[];
}

let playground: Playground;

beforeAll(bundleCli, 60_000);
beforeEach(() => {
  playground = new Playground();
});
afterEach(() => {
  playground.remove();
});

it('shows findings with the lines that they are about, without colours in a pipe', async () => {
  playground.write({ 'faulty.yaml': faulty });
  const { code, stdout, stderr } = await playground.start(['lint', '--preset', 'deploy', '.']);
  expect(stdout).toMatch(/^faulty\.yaml\n {2}7:7 {2}error {2}.* {2}log-group-role-pair\n {4}7 \|/);
  expect(stdout).toMatch(/\n1 error in 1 template\n$/);
  expect(stdout).not.toContain('\u001b');
  expect(stderr).toBe('');
  expect(code).toBe(1);
});

it('reads standard input, and finds its configuration by its name', async () => {
  playground.write({
    'sub/trailscope.config.json': '{"preset": "deploy", "rules": {"log-group-role-pair": "hint"}}',
  });
  const words = ['lint', '--format', 'json', '-'];
  const named = await playground.start([...words, '--stdin-filename', 'sub/x.yaml'], faulty);
  const report = JSON.parse(named.stdout) as JsonReport;
  expect(report.files).toMatchObject([
    { path: 'sub/x.yaml', findings: [{ rule: 'log-group-role-pair', severity: 'hint' }] },
  ]);
  expect(named.code).toBe(0);
  const unnamed = await playground.start([...words, '--preset', 'deploy'], faulty);
  expect(JSON.parse(unnamed.stdout)).toMatchObject({
    files: [{ path: '<stdin>', findings: [{ rule: 'log-group-role-pair', severity: 'error' }] }],
  });
  expect(unnamed.code).toBe(1);
});

it('brings a large report through a pipe whole', async () => {
  const trails = Array.from({ length: 300 }, (_, index) =>
    faulty.replace(/^Resources:\n/, '').replace('Trail:', `Trail${index}:`),
  );
  playground.write({ 'many.yaml': `Resources:\n${trails.join('')}` });
  const { code, stdout } = await playground.start(['lint', '--format', 'json', '--preset', 'deploy', '.']);
  expect(stdout.length).toBeGreaterThan(100_000);
  const findings = (JSON.parse(stdout) as JsonReport).files[0]?.findings ?? [];
  expect(findings.filter(({ rule }) => rule === 'log-group-role-pair')).toHaveLength(300);
  expect(code).toBe(1);
}, 60_000);

it('bears that nobody reads its output', async () => {
  playground.write({ 'faulty.yaml': faulty });
  const child = playground.spawn(['lint', '--format', 'sarif', '.']);
  child.stdout?.destroy();
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(stderr).toBe('');
});

it('ends with 2 and a hint for what it does not understand, and knows its version', async () => {
  expect(await playground.start(['lint', '--formt', 'json', '.'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('Did you mean "--format"?') as string,
  });
  const { code, stdout } = await playground.start(['--version']);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(code).toBe(0);
});
