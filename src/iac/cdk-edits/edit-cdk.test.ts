/** Fixes in the styles in which people write CDK source, and what is left alone because it cannot be edited safely. */
import { describe, expect, it } from 'vitest';
import { offersIn } from '../../../test/support/cdk-fixes.ts';

const imports = `import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
`;

function stack(body: string, before = imports): string {
  return `${before}
class Audit extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
${body.replace(/^(?=.)/gm, '    ')}
  }
}
`;
}

function pythonStack(body: string): string {
  return `from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail, aws_s3 as s3


class Audit(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
${body.replace(/^(?=.)/gm, '        ')}
`;
}

/** The text after the first fix of a rule, or why there is none. */
async function fixed(name: string, text: string, rule: string): Promise<string> {
  const { offers } = await offersIn(name, text);
  const finding = offers.findings.find((each) => each.rule === rule);
  expect(finding, rule).toBeDefined();
  const { offers: own, refusal } = offers.for(finding!);
  return own[0]?.result ?? `refused: ${refusal}`;
}

const trail = "new cloudtrail.Trail(this, 'Trail', { bucket });";

describe('a fix in TypeScript', () => {
  it.each([
    [
      'puts an option on a line of its own, before comments that follow',
      "const bucket = new s3.Bucket(this, 'Logs', {\n  bucketName: 'logs', // as before\n  // more to come\n});",
      "const bucket = new s3.Bucket(this, 'Logs', {\n  bucketName: 'logs', // as before\n  versioned: true,\n  // more to come\n});",
    ],
    [
      'leaves out the last comma where there is none',
      "const bucket = new s3.Bucket(this, 'Logs', {\n  bucketName: 'logs' // as before\n});",
      "const bucket = new s3.Bucket(this, 'Logs', {\n  bucketName: 'logs', // as before\n  versioned: true\n});",
    ],
    [
      'fills an empty object',
      "const bucket = new s3.Bucket(this, 'Logs', {});",
      "const bucket = new s3.Bucket(this, 'Logs', { versioned: true });",
    ],
    [
      'makes the options',
      "const bucket = new s3.Bucket(this, 'Logs');",
      "const bucket = new s3.Bucket(this, 'Logs', { versioned: true });",
    ],
    [
      'makes the options on a line of their own, where the arguments have such',
      "const bucket = new s3.Bucket(\n  this,\n  'Logs',\n);",
      "const bucket = new s3.Bucket(\n  this,\n  'Logs',\n  { versioned: true },\n);",
    ],
    [
      'puts options in the place of undefined',
      "const bucket = new s3.Bucket(this, 'Logs', undefined);",
      "const bucket = new s3.Bucket(this, 'Logs', { versioned: true });",
    ],
  ])('%s', async (_, before, after) => {
    expect(await fixed('app.ts', stack(`${before}\n${trail}`), 'bucket-versioning')).toBe(
      stack(`${after}\n${trail}`),
    );
  });

  it('keeps line ends, tabs, and statements without semicolons', async () => {
    const plain = stack(
      "const bucket = new s3.Bucket(this, 'Logs')\nnew cloudtrail.Trail(this, 'Trail', { bucket })",
    );
    const text = plain.replaceAll(';\n', '\n').replaceAll('  ', '\t').replaceAll('\n', '\r\n');
    const result = await fixed('app.js', text, 'lambda-data-events');
    expect(result).toBe(
      text.replace(
        "new cloudtrail.Trail(this, 'Trail', { bucket })",
        "const trail = new cloudtrail.Trail(this, 'Trail', { bucket })\r\n\t\ttrail.logAllLambdaDataEvents()",
      ),
    );
  });

  it('imports by name where that is how the file imports', async () => {
    const named = `import { Stack } from "aws-cdk-lib";
import { Trail } from "aws-cdk-lib/aws-cloudtrail";
import { Bucket } from "aws-cdk-lib/aws-s3";
`;
    const body = 'const bucket = new Bucket(this, "Logs");\nnew Trail(this, "Trail", { bucket });';
    expect(await fixed('app.ts', stack(body, named), 'bucket-public-access-block')).toBe(
      stack(
        body.replace('"Logs")', '"Logs", { blockPublicAccess: BlockPublicAccess.BLOCK_ALL })'),
        named.replace('{ Bucket }', '{ Bucket, BlockPublicAccess }'),
      ),
    );
  });

  it('takes modules as they were required', async () => {
    const required = `const { Stack } = require('aws-cdk-lib');
const cloudtrail = require('aws-cdk-lib/aws-cloudtrail');
const storage = require('aws-cdk-lib/aws-s3');
`;
    const body =
      "const bucket = new storage.Bucket(this, 'Logs');\nnew cloudtrail.Trail(this, 'Trail', { bucket });";
    expect(await fixed('app.js', stack(body, required), 'bucket-public-access-block')).toContain(
      'blockPublicAccess: storage.BlockPublicAccess.BLOCK_ALL,',
    );
  });

  it('calls methods of what is kept in a field', async () => {
    const body = "this.trail = new cloudtrail.Trail(this, 'Trail');";
    expect(await fixed('app.js', stack(body), 'lambda-data-events')).toBe(
      stack(`${body}\nthis.trail.logAllLambdaDataEvents();`),
    );
  });

  it('names a trail of an organization that lacks only that', async () => {
    const options = "isOrganizationTrail: true, orgId: 'o-a1b2c3d4e5'";
    const body = `new cloudtrail.Trail(this, 'Trail', { ${options} });`;
    expect(await fixed('app.ts', stack(body), 'cdk-organization-policy')).toBe(
      stack(
        "new cloudtrail.Trail(this, 'Trail', {\n  isOrganizationTrail: true,\n  orgId: 'o-a1b2c3d4e5',\n  trailName: 'Trail',\n});",
      ),
    );
  });

  it('names no trail with what CloudTrail refuses', async () => {
    const options = "isOrganizationTrail: true, orgId: 'o-a1b2c3d4e5'";
    const named = (id: string): string => stack(`new cloudtrail.Trail(this, '${id}', { ${options} });`);
    expect(await fixed('app.ts', named('Audit Trail'), 'cdk-organization-policy')).toContain(
      "trailName: 'Audit-Trail'",
    );
    expect(await fixed('app.ts', named('T'), 'cdk-organization-policy')).toMatch(/^refused/);
  });

  it('adds the statement for an organization whose trail has a prefix', async () => {
    const options =
      "bucket, isOrganizationTrail: true, orgId: 'o-a1b2c3d4e5', trailName: 'all', s3KeyPrefix: 'audit'";
    const body = `const bucket = new s3.Bucket(this, 'Logs');\nnew cloudtrail.Trail(this, 'Trail', { ${options} });`;
    const result = await fixed('app.ts', stack(body), 'cdk-organization-policy');
    expect(result).toContain('resources: [`${bucket.bucketArn}/audit/AWSLogs/o-*/*`]');
    expect(result).toContain("import * as iam from 'aws-cdk-lib/aws-iam';\n");
  });

  it('removes a suppression that silences nothing', async () => {
    const body =
      "new cloudtrail.Trail(this, 'Trail', {\n  // trailscope-ignore multi-region: tried\n  trailName: 'main',\n});";
    expect(await fixed('app.ts', stack(body), 'unused-suppression')).toBe(
      stack(body.replace('  // trailscope-ignore multi-region: tried\n', '')),
    );
  });
});

describe('a fix in Python', () => {
  it.each([
    [
      'adds a keyword on the line',
      'bucket = s3.Bucket(self, "Logs")',
      'bucket = s3.Bucket(self, "Logs", versioned=True)',
    ],
    [
      'adds a keyword on a line of its own',
      'bucket = s3.Bucket(\n    self,\n    "Logs",  # as before\n)',
      'bucket = s3.Bucket(\n    self,\n    "Logs",  # as before\n    versioned=True,\n)',
    ],
    [
      'goes on where the lines are aligned',
      'bucket = s3.Bucket(self, "Logs",\n                   bucket_name="logs")',
      'bucket = s3.Bucket(self, "Logs",\n                   bucket_name="logs", versioned=True)',
    ],
  ])('%s', async (_, before, after) => {
    const rest = '\ncloudtrail.Trail(self, "Trail", bucket=bucket)';
    expect(await fixed('app.py', pythonStack(before + rest), 'bucket-versioning')).toBe(
      pythonStack(after + rest),
    );
  });

  it('removes a keyword', async () => {
    const body = 'cloudtrail.Trail(self, "Trail", include_global_service_events=False, trail_name="main")';
    expect(await fixed('app.py', pythonStack(body), 'multi-region-global-events')).toBe(
      pythonStack('cloudtrail.Trail(self, "Trail", trail_name="main")'),
    );
  });
});

describe('no fix is offered, and why is told', () => {
  it.each([
    [
      'props from elsewhere',
      "const options = { versioned: false };\nconst bucket = new s3.Bucket(this, 'Logs', options);",
      /put together elsewhere/,
    ],
    [
      'a value from elsewhere',
      "const versioned = false;\nconst bucket = new s3.Bucket(this, 'Logs', { versioned });",
      /comes from elsewhere/,
    ],
    [
      'a spread that comes later',
      "const more = { bucketName: 'logs' };\nconst bucket = new s3.Bucket(this, 'Logs', { versioned: false, ...more });",
      /come after it/,
    ],
    [
      'a spread to which it would be added',
      "const more = { bucketName: 'logs' };\nconst bucket = new s3.Bucket(this, 'Logs', { ...more });",
      /come from elsewhere/,
    ],
  ])('%s', async (_, body, reason) => {
    expect(await fixed('app.ts', stack(`${body}\n${trail}`), 'bucket-versioning')).toMatch(reason);
  });

  it('a name that CloudTrail refuses, which would get into a policy', async () => {
    const named = "trailName: 'audit trail'";
    const prefixed = `bucket, isOrganizationTrail: true, orgId: 'o-a1b2c3d4e5', ${named}, s3KeyPrefix: 'audit'`;
    const body = `const bucket = new s3.Bucket(this, 'Logs');\nnew cloudtrail.Trail(this, 'Trail', { ${prefixed} });`;
    expect(await fixed('app.ts', stack(body), 'cdk-organization-policy')).toMatch(/refuses the name/);
    const constant = body.replace(named, 'trailName: name').replace('const', "const name = '-audit';\nconst");
    expect(await fixed('app.ts', stack(constant), 'cdk-organization-policy')).toMatch(/refuses the name/);
  });

  it('a loop', async () => {
    const body =
      "for (const name of ['a', 'b']) {\n  new cloudtrail.Trail(this, `Trail-${name}`, { isMultiRegionTrail: false });\n}";
    expect(await fixed('app.ts', stack(body), 'multi-region')).toMatch(/in a loop/);
  });

  it('code that makes several constructs', async () => {
    const text = `${imports}
function trailIn(scope, id) {
  return new cloudtrail.Trail(scope, id, { enableFileValidation: false });
}
class Audit extends Stack {
  constructor(scope, id) {
    super(scope, id);
    trailIn(this, 'One');
    trailIn(this, 'Two');
  }
}
`;
    expect(await fixed('app.ts', text, 'log-file-validation')).toMatch(/several constructs/);
  });

  it('the bucket that a trail makes for itself', async () => {
    const body = "new cloudtrail.Trail(this, 'Trail');";
    expect(await fixed('app.ts', stack(body), 'bucket-versioning')).toMatch(/Give it a bucket of yours/);
  });

  it('a name that would have to be seen where it is not', async () => {
    const body = `{\n  const bucket = new s3.CfnBucket(this, 'Logs');\n  new cloudtrail.CfnTrail(this, 'Trail', { isLogging: true, s3BucketName: bucket.attrArn });\n}`;
    expect(await fixed('app.ts', stack(body), 'bucket-name')).toContain('s3BucketName: bucket.ref');
    const apart = stack(
      "this.logs();\nnew cloudtrail.CfnTrail(this, 'Trail', { isLogging: true, s3BucketName: this.bucket.attrArn });",
    ).replace(/\}\n$/, "  logs() {\n    this.bucket = new s3.CfnBucket(this, 'Logs');\n  }\n}\n");
    expect(await fixed('app.ts', apart, 'bucket-name')).toMatch(/another place of the program/);
  });
});

it('nothing is offered for a text that cannot be parsed', async () => {
  const text = stack("new cloudtrail.Trail(this, 'Trail', { isMultiRegionTrail: false };");
  const { offers, language } = await offersIn('app.ts', text);
  expect(offers.findings).toEqual([]);
  const fix = { title: '', isPreferred: true, isSafe: true, edits: [] };
  expect(language.edit(text, fix)).toMatchObject({ kind: 'refused' });
});
