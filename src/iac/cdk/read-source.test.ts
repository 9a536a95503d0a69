/** How values, names and conditions of programs are followed; what each rule finds is in test/golden/cdk/rules. */
import { describe, expect, it } from 'vitest';
import { findingsIn } from '../../../test/support/cdk-cases.ts';
import { parsers } from '../../../test/support/tree-sitter.ts';
import type { Finding } from '../../core/posture/finding.ts';
import { lintReading } from '../../core/posture/lint.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { readSource } from './read-source.ts';

const imports = `import { Stack, StackProps, RemovalPolicy, Aspects } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
`;

/** A stack whose constructor has these statements. */
function stack(body: string, before = ''): string {
  return `${imports}${before}
export class Audit extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & Record<string, any>) {
    super(scope, id, props);
${body}
  }
}
`;
}

const pythonImports = `import os
from aws_cdk import Stack, RemovalPolicy, aws_cloudtrail as ct, aws_s3 as s3, aws_kms as kms
`;

function pythonStack(body: string, before = ''): string {
  const lines = body.split('\n').map((line) => `        ${line}`);
  return `${pythonImports}${before}
class Audit(Stack):
    def __init__(self, scope, construct_id, *, env_name, bucket=None, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
${lines.join('\n')}
`;
}

function markedText(text: string, { range: { start, end } }: Finding['at']): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.character : 0, index === last ? end.character : undefined),
    )
    .join('\n');
}

/** The findings of some rules, each with the text that it marks. */
async function found(
  text: string,
  rules: readonly string[],
  document = 'stack.ts',
): Promise<readonly string[]> {
  const findings = await findingsIn(document, text);
  return findings
    .filter(({ rule, suppressed }) => rules.includes(rule) && suppressed === undefined)
    .map(
      ({ rule, at, scenario }) =>
        `${rule}: ${markedText(text, at)}${scenario === undefined ? '' : ` (${scenario})`}`,
    );
}

const multiRegion = ['multi-region'];

describe('the trail that the library makes by itself', () => {
  const one = stack("new cloudtrail.Trail(this, 'T');");
  const other = pythonStack('ct.Trail(self, "T")');

  it.each([
    ['stack.ts', one],
    ['app.py', other],
  ])('breaks nothing, and gets one warning at most: %s', async (document, text) => {
    expect(await findingsIn(document, text, 'deploy')).toEqual([]);
    const findings = await findingsIn(document, text, 'recommended');
    const serious = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    expect(serious.map(({ rule }) => rule)).toEqual(['bucket-encryption']);
  });

  it.each([1, 20, 60, 120, 181, 182, 276])('breaks nothing with version 2.%i', async (minor) => {
    expect(await findingsIn('stack.ts', one, 'deploy', { major: 2, minor })).toEqual([]);
  });
});

describe('names of the library', () => {
  it.each([
    ['a namespace', "import * as ct from 'aws-cdk-lib/aws-cloudtrail';", 'ct.Trail'],
    ['a class', "import { Trail } from 'aws-cdk-lib/aws-cloudtrail';", 'Trail'],
    ['a class under another name', "import { Trail as T } from 'aws-cdk-lib/aws-cloudtrail';", 'T'],
    ['a module of the library', "import { aws_cloudtrail as ct } from 'aws-cdk-lib';", 'ct.Trail'],
    ['the library', "import * as cdk from 'aws-cdk-lib'; const ct = cdk.aws_cloudtrail;", 'ct.Trail'],
    ['the library alone', "import * as cdk from 'aws-cdk-lib';", 'cdk.aws_cloudtrail.Trail'],
    ['require', "const ct = require('aws-cdk-lib/aws-cloudtrail');", 'ct.Trail'],
    ['require in parts', "const { Trail: T } = require('aws-cdk-lib/aws-cloudtrail');", 'T'],
    ['import and require', "import ct = require('aws-cdk-lib/aws-cloudtrail');", 'ct.Trail'],
    ['a constant', "import { Trail } from 'aws-cdk-lib/aws-cloudtrail'; const Kind = Trail;", 'Kind'],
  ])('%s', async (_, line, name) => {
    const text = `${line}\nexport function make(scope) { new ${name}(scope, 'T', { isMultiRegionTrail: false }); }\n`;
    expect(await found(text, multiRegion)).toEqual(['multi-region: isMultiRegionTrail: false']);
    expect(await found(text, multiRegion, 'stack.js')).toEqual(['multi-region: isMultiRegionTrail: false']);
  });

  it.each([
    ['a module', 'from aws_cdk import aws_cloudtrail as ct', 'ct.Trail'],
    ['a module by its path', 'import aws_cdk.aws_cloudtrail as ct', 'ct.Trail'],
    ['the library', 'import aws_cdk.aws_cloudtrail', 'aws_cdk.aws_cloudtrail.Trail'],
    ['the library under another name', 'import aws_cdk as cdk', 'cdk.aws_cloudtrail.Trail'],
    ['a class', 'from aws_cdk.aws_cloudtrail import Trail', 'Trail'],
    ['a class under another name', 'from aws_cdk.aws_cloudtrail import Trail as T', 'T'],
    ['everything', 'from aws_cdk.aws_cloudtrail import *', 'Trail'],
  ])('%s in Python', async (_, line, name) => {
    const text = `${line}\ndef make(scope):\n    ${name}(scope, "T", is_multi_region_trail=False)\n`;
    expect(await found(text, multiRegion, 'app.py')).toEqual(['multi-region: is_multi_region_trail=False']);
  });

  it.each([
    ['another package', "import { Trail } from 'hiking'; import { Stack } from 'aws-cdk-lib';", 'Trail'],
    ['another module', "import * as cloudtrail from './aws-cloudtrail';", 'cloudtrail.Trail'],
    ['a class of its own', 'class Trail { constructor(a, b, c) {} }', 'Trail'],
    ['version 1', "import { Trail } from '@aws-cdk/aws-cloudtrail';", 'Trail'],
  ])('%s is not it', async (_, line, name) => {
    const text = `${line}\nnew ${name}(this, 'T', { isMultiRegionTrail: false }); // aws-cdk-lib/aws-cloudtrail\n`;
    expect(await findingsIn('stack.ts', text)).toEqual([]);
  });

  it('a local name hides an imported one', async () => {
    const text = stack(
      "function inner(cloudtrail) { new cloudtrail.Trail(1, 'T', { isMultiRegionTrail: false }); }",
    );
    expect(await found(text, multiRegion)).toEqual([]);
  });
});

describe('values', () => {
  it.each([
    ['a constant', 'const isMulti = false;', 'isMultiRegionTrail: isMulti', 'isMultiRegionTrail: isMulti'],
    ['shorthand', 'const isMultiRegionTrail = false;', 'isMultiRegionTrail', 'isMultiRegionTrail'],
    ['a negation', 'const isMulti = true;', 'isMultiRegionTrail: !isMulti', 'isMultiRegionTrail: !isMulti'],
    [
      'a comparison',
      "const stage = 'dev';",
      "isMultiRegionTrail: stage === 'prod'",
      "isMultiRegionTrail: stage === 'prod'",
    ],
    ['a spread', 'const common = { isMultiRegionTrail: false };', '...common', 'isMultiRegionTrail: false'],
    ['a quoted name', '', "'isMultiRegionTrail': false", "'isMultiRegionTrail': false"],
    [
      'a member',
      'const config = { trail: { multi: false } };',
      'isMultiRegionTrail: config.trail.multi',
      'isMultiRegionTrail: config.trail.multi',
    ],
    [
      'destructuring',
      'const { multi = false } = {};',
      'isMultiRegionTrail: multi',
      'isMultiRegionTrail: multi',
    ],
    ['a cast', '', 'isMultiRegionTrail: (false as boolean)', 'isMultiRegionTrail: (false as boolean)'],
  ])('%s', async (_, before, prop, marked) => {
    const text = stack(`${before}\nnew cloudtrail.Trail(this, 'T', { ${prop} });`);
    expect(await found(text, multiRegion)).toEqual([`multi-region: ${marked}`]);
  });

  it('props that are built in a variable', async () => {
    const text = stack(`
      const trailProps: any = { isMultiRegionTrail: true };
      trailProps.isMultiRegionTrail = false;
      new cloudtrail.Trail(this, 'T', trailProps);`);
    expect(await found(text, multiRegion)).toEqual(['multi-region: trailProps.isMultiRegionTrail = false']);
    const python = pythonStack(
      'options = dict(is_multi_region_trail=False)\noptions["trail_name"] = "main"\nct.Trail(self, "T", **options)',
    );
    expect(await found(python, multiRegion, 'app.py')).toEqual(['multi-region: is_multi_region_trail=False']);
  });

  it.each([
    ['a parameter', 'isMultiRegionTrail: props.multi'],
    ['the context', "isMultiRegionTrail: this.node.tryGetContext('multi')"],
    ['the environment', 'isMultiRegionTrail: process.env.MULTI as any'],
    ['a function that is not visible', 'isMultiRegionTrail: decide()'],
    ['a spread of something unknown behind it', 'isMultiRegionTrail: false, ...props.trail'],
    ['an element that is not known', 'isMultiRegionTrail: flags[props.stage]'],
  ])('nothing is said of %s', async (_, prop) => {
    const text = stack(
      `new cloudtrail.Trail(this, 'T', { ${prop} });`,
      "import { decide, flags } from './flags';\n",
    );
    expect(await found(text, multiRegion)).toEqual([]);
  });

  it('the last of two spreads wins, and a prop behind them over both', async () => {
    const text = stack(
      "const a = { isMultiRegionTrail: false }; const b = { isMultiRegionTrail: true };\nnew cloudtrail.Trail(this, 'T', { ...a, ...b });\nnew cloudtrail.Trail(this, 'U', { ...b, isMultiRegionTrail: false });",
    );
    expect(await found(text, multiRegion)).toEqual(['multi-region: isMultiRegionTrail: false']);
  });

  it('undefined is the default of the library', async () => {
    const text = stack("new cloudtrail.Trail(this, 'T', { isMultiRegionTrail: undefined });");
    expect(await found(text, multiRegion)).toEqual([]);
  });
});

describe('conditions', () => {
  it('both sides of a ternary', async () => {
    const text = stack(
      "new cloudtrail.Trail(this, 'T', { isMultiRegionTrail: props.isProd ? true : false });",
    );
    expect(await found(text, multiRegion)).toEqual([
      'multi-region: isMultiRegionTrail: props.isProd ? true : false (when props.isProd is false)',
    ]);
  });

  it('both branches of an if, and what follows an early return', async () => {
    const text = stack(`
      let multi = true;
      if (props.stage === 'dev') { multi = false; }
      if (!props.audit) return;
      new cloudtrail.Trail(this, 'T', { isMultiRegionTrail: multi });`);
    expect(await found(text, multiRegion)).toEqual([
      'multi-region: isMultiRegionTrail: multi (when props.stage is "dev")',
    ]);
  });

  it('tests of one value for several are not true together', async () => {
    const text = stack(`
      const isDev = props.stage === 'dev';
      const isTest = props.stage === 'test';
      new cloudtrail.Trail(this, 'T', { isMultiRegionTrail: !(isDev && isTest) });`);
    expect(await found(text, multiRegion)).toEqual([]);
  });

  it('the same test has the same outcome wherever it stands', async () => {
    const text = stack(`
      const key = props.encrypt ? new kms.Key(this, 'Key') : undefined;
      if (props.encrypt) { key!.grantEncryptDecrypt(new iam.ServicePrincipal('cloudtrail.amazonaws.com')); }
      new cloudtrail.Trail(this, 'T', { encryptionKey: key });`);
    expect(await found(text, ['cdk-key-grant', 'kms-key-policy', 'kms-encryption'])).toEqual([
      'kms-key-policy: kms.Key',
      'kms-encryption: cloudtrail.Trail (when props.encrypt is false)',
    ]);
  });

  it('a bucket that is given or made', async () => {
    const text = stack(`
      const bucket = props.bucket ?? new s3.Bucket(this, 'Logs', { versioned: true });
      new cloudtrail.Trail(this, 'T', { bucket });`);
    expect(await found(text, ['bucket-encryption', 'bucket-versioning', 'bucket-policy-missing'])).toEqual([
      'bucket-encryption: s3.Bucket',
    ]);
    const python = pythonStack('logs = bucket or s3.Bucket(self, "Logs")\nct.Trail(self, "T", bucket=logs)');
    expect(await found(python, ['bucket-encryption'], 'app.py')).toEqual(['bucket-encryption: s3.Bucket']);
  });

  it('conditions in Python', async () => {
    const text = pythonStack(
      'multi = True\nif env_name == "dev":\n    multi = False\nelif env_name == "prod":\n    pass\nct.Trail(self, "T", is_multi_region_trail=multi)\nct.Trail(self, "U", is_multi_region_trail=True if env_name == "prod" else False)',
    );
    expect(await found(text, multiRegion, 'app.py')).toEqual([
      'multi-region: is_multi_region_trail=multi (when env_name is "dev")',
      'multi-region: is_multi_region_trail=True if env_name == "prod" else False (for example when env_name is "dev")',
    ]);
  });

  it('more conditions than can be tried leave what they decide unknown', async () => {
    const tests = Array.from(
      { length: 8 },
      (_, index) => `if (props.a${index}) { trail.logAllS3DataEvents(); }`,
    );
    const text = stack(
      `const trail = new cloudtrail.Trail(this, 'T', { isMultiRegionTrail: false });\n${tests.join('\n')}`,
    );
    expect(await found(text, ['multi-region', 'data-event-loop'])).toEqual([
      'multi-region: isMultiRegionTrail: false',
    ]);
  });
});

describe('functions and classes', () => {
  it('a function of the file is entered with its arguments', async () => {
    const text = stack(
      'makeTrail(this, false);',
      "function makeTrail(scope: Construct, multi: boolean) { return new cloudtrail.Trail(scope, 'T', { isMultiRegionTrail: multi }); }\n",
    );
    expect(await found(text, multiRegion)).toEqual(['multi-region: isMultiRegionTrail: multi']);
  });

  it('a function that nothing calls is entered with arguments that are not known', async () => {
    const text = `${imports}export const make = (scope: Construct, multi: boolean) => {
  new cloudtrail.Trail(scope, 'T', { isMultiRegionTrail: multi });
  new cloudtrail.Trail(scope, 'U', { isMultiRegionTrail: false });
};`;
    expect(await found(text, multiRegion)).toEqual(['multi-region: isMultiRegionTrail: false']);
  });

  it('a subclass of Trail', async () => {
    const text = stack(
      "new SafeTrail(this, 'T', { enableFileValidation: false });",
      `class SafeTrail extends cloudtrail.Trail {
  constructor(scope: Construct, id: string, props: cloudtrail.TrailProps) {
    super(scope, id, { isMultiRegionTrail: false, ...props });
  }
}
`,
    );
    expect(await found(text, ['multi-region', 'log-file-validation'])).toEqual([
      'multi-region: isMultiRegionTrail: false',
      'log-file-validation: enableFileValidation: false',
    ]);
  });

  it('a subclass in Python', async () => {
    const text = pythonStack(
      'SafeTrail(self, "T", enable_file_validation=False)',
      'class SafeTrail(ct.Trail):\n    def __init__(self, scope, id, **kwargs):\n        super().__init__(scope, id, is_multi_region_trail=False, **kwargs)\n',
    );
    expect(await found(text, ['multi-region', 'log-file-validation'], 'app.py')).toEqual([
      'multi-region: is_multi_region_trail=False',
      'log-file-validation: enable_file_validation=False',
    ]);
  });

  it('a construct of the app, with fields and methods', async () => {
    const text = stack(
      "const audit = new AuditTrail(this, 'Audit'); audit.record();",
      `class AuditTrail extends Construct {
  private readonly key: kms.Key;
  public readonly trail: cloudtrail.Trail;
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    this.trail = new cloudtrail.Trail(this, 'Trail', { encryptionKey: this.key });
    this.grant();
  }
  private grant() { this.key.grantEncryptDecrypt(new iam.ServicePrincipal('cloudtrail.amazonaws.com')); }
  record() { this.trail.logAllS3DataEvents(); }
}
`,
    );
    expect(await found(text, ['cdk-key-grant', 'data-event-loop'])).toEqual([
      'data-event-loop: this.trail.logAllS3DataEvents()',
    ]);
  });

  it('constructs of two stacks are not in one template', async () => {
    const text = `${imports}
const app = new (require('aws-cdk-lib').App)();
const one = new Stack(app, 'One');
const two = new Stack(app, 'Two');
new cloudtrail.Trail(one, 'T');
new cloudtrail.Trail(two, 'T');
`;
    expect(await found(text, ['duplicate-management-events'])).toEqual([]);
  });

  it('a loop makes what is in it', async () => {
    const text = stack(
      'for (const name of props.names) { new cloudtrail.Trail(this, name, { isMultiRegionTrail: false, trailName: `trail-${name}` }); }',
    );
    expect(await found(text, ['multi-region', 'trail-name'])).toEqual([
      'multi-region: isMultiRegionTrail: false',
    ]);
  });

  it('functions that call themselves come to an end', async () => {
    const text = stack(
      'again(this);',
      "function again(scope: any) { again(scope); new cloudtrail.Trail(scope, 'T', { isMultiRegionTrail: false }); }\n",
    );
    expect(await found(text, multiRegion)).toEqual(['multi-region: isMultiRegionTrail: false']);
  });
});

describe('what is made elsewhere', () => {
  it('an imported bucket, key or topic is never a fault', async () => {
    const text = stack(`
      const bucket = s3.Bucket.fromBucketAttributes(this, 'B', { bucketName: 'acme-logs' });
      const encryptionKey = kms.Key.fromKeyArn(this, 'K', 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab');
      new cloudtrail.Trail(this, 'T', { bucket, encryptionKey });`);
    const findings = await findingsIn('stack.ts', text, 'recommended');
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'info cloudwatch-logs',
      'hint cdk-imported-bucket',
    ]);
  });

  it('a construct that code elsewhere has got hold of lacks nothing for sure', async () => {
    const text = stack(
      "const bucket = new s3.Bucket(this, 'Logs'); secure(bucket);\nconst key = new kms.Key(this, 'Key'); secure({ key });\nnew cloudtrail.Trail(this, 'T', { bucket, encryptionKey: key });",
      "import { secure } from './secure';\n",
    );
    const rules = [
      'bucket-encryption',
      'bucket-tls-only',
      'bucket-versioning',
      'cdk-key-grant',
      'kms-key-policy',
      'kms-key-rotation',
    ];
    expect(await found(text, rules)).toEqual([]);
  });

  it('an aspect may change every construct; those of cdk-nag only look', async () => {
    const body = "new cloudtrail.Trail(this, 'T', { bucket: new s3.Bucket(this, 'Logs') });";
    const own = stack(
      `${body}\nAspects.of(this).add(new Encrypt());`,
      "import { Encrypt } from './encrypt';\n",
    );
    const nag = stack(
      `${body}\nAspects.of(this).add(new AwsSolutionsChecks());`,
      "import { AwsSolutionsChecks } from 'cdk-nag';\n",
    );
    expect(await found(own, ['bucket-encryption'])).toEqual([]);
    expect(await found(nag, ['bucket-encryption'])).toEqual(['bucket-encryption: s3.Bucket']);
  });
});

describe('a version of the library that is not known', () => {
  const organizationTrail = (more: string) =>
    stack(
      `new cloudtrail.Trail(this, 'T', { isOrganizationTrail: true, orgId: 'o-1234567890', trailName: 'org', ${more} });`,
    );

  it.each([
    ['a prefix that no version lets the organization write under', "s3KeyPrefix: 'audit'", 1],
    ['a prefix that may be empty', 's3KeyPrefix: props.prefix', 0],
    ['an empty prefix', "s3KeyPrefix: ''", 0],
    ['no prefix', '', 0],
  ])('%s', async (_, prop, count) => {
    const { reading } = await readSource('stack.ts', organizationTrail(prop), parsers);
    const { findings } = lintReading(reading!, allRules, { preset: 'all', severities: new Map() });
    expect(findings.filter(({ rule }) => rule === 'cdk-organization-policy').length).toBe(count);
  });
});

describe('escape hatches', () => {
  it.each([
    ["(trail.node.defaultChild as cloudtrail.CfnTrail).addPropertyOverride('IsMultiRegionTrail', false)"],
    ["(trail.node.defaultChild as cloudtrail.CfnTrail).addOverride('Properties.IsMultiRegionTrail', false)"],
    ["(trail.node.defaultChild as cloudtrail.CfnTrail).addPropertyDeletionOverride('IsMultiRegionTrail')"],
    ["(trail.node.defaultChild as cloudtrail.CfnTrail).addDeletionOverride('Properties.IsMultiRegionTrail')"],
    ["(trail.node.findChild('Resource') as cloudtrail.CfnTrail).isMultiRegionTrail = false"],
  ])('%s', async (line) => {
    const text = stack(`const trail = new cloudtrail.Trail(this, 'T');\n${line};`);
    const marked = line.includes('Deletion') ? 'cloudtrail.Trail' : line;
    expect(await found(text, multiRegion)).toEqual([`multi-region: ${marked}`]);
  });

  it('into a list', async () => {
    const text = stack(`
      const trail = new cloudtrail.Trail(this, 'T');
      trail.logAllLambdaDataEvents();
      (trail.node.defaultChild as cloudtrail.CfnTrail).addPropertyOverride('EventSelectors.0.IncludeManagementEvents', false);`);
    expect((await found(text, ['management-events'])).length).toBe(1);
  });

  it('a policy that is retained after all', async () => {
    const text = stack(`
      const bucket = new s3.Bucket(this, 'Logs', { removalPolicy: RemovalPolicy.DESTROY });
      bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
      new cloudtrail.Trail(this, 'T', { bucket });`);
    expect(await found(text, ['log-retain'])).toEqual([]);
  });
});

describe('suppressions', () => {
  const line = "new cloudtrail.Trail(this, 'T', {\n  trailName: 'main',\n  isMultiRegionTrail: false,\n});";

  it.each([
    ['above the construct', `// trailscope-ignore multi-region: one Region\n${line}`],
    ['above the property', line.replace('  isMulti', '  // trailscope-ignore multi-region\n  isMulti')],
    ['on the line', line.replace('false,', 'false, // trailscope-ignore multi-region')],
    ['in a block comment', `/* trailscope-ignore multi-region */\n${line}`],
    ['of Checkov', `// checkov:skip=CKV_AWS_67:one Region\n${line}`],
  ])('%s', async (_, body) => {
    const findings = await findingsIn('stack.ts', stack(body));
    const own = findings.filter(({ rule }) => rule === 'multi-region' || rule === 'unused-suppression');
    expect(own.map(({ rule, suppressed }) => [rule, suppressed !== undefined])).toEqual([
      ['multi-region', true],
    ]);
  });

  it('one that silences nothing is told', async () => {
    const text = stack("// trailscope-ignore multi-region\nnew cloudtrail.Trail(this, 'T');");
    expect(await found(text, ['unused-suppression'])).toEqual([
      'unused-suppression: // trailscope-ignore multi-region',
    ]);
  });

  it.each([
    [
      'resources',
      "NagSuppressions.addResourceSuppressions(trail, [{ id: 'AwsSolutions-S1', reason: 'r' }], true);",
    ],
    [
      'several resources',
      "NagSuppressions.addResourceSuppressions([trail], [{ id: 'AwsSolutions-S1', reason: 'r' }]);",
    ],
    [
      'paths',
      "NagSuppressions.addResourceSuppressionsByPath(this, '/Audit/T/S3/Resource', [{ id: 'AwsSolutions-S1', reason: 'r' }]);",
    ],
    ['stacks', "NagSuppressions.addStackSuppressions(this, [{ id: 'AwsSolutions-S1', reason: 'r' }]);"],
    ['acknowledged', "Validations.of(trail).acknowledge({ id: 'AwsSolutions-S1', reason: 'r' });"],
    ['acknowledged for a stack', "Validations.of(this).acknowledge({ id: 'AwsSolutions-S1', reason: 'r' });"],
  ])('of cdk-nag: %s', async (_, call) => {
    const before = "import { NagSuppressions } from 'cdk-nag';\nimport { Validations } from 'aws-cdk-lib';\n";
    const text = stack(`const trail = new cloudtrail.Trail(this, 'T');\n${call}`, before);
    const findings = await findingsIn('stack.ts', text);
    const finding = findings.find(({ rule }) => rule === 'bucket-access-logging');
    expect(finding?.suppressed).toMatchObject({ tool: 'cdk-nag', id: 'AwsSolutions-S1', reason: 'r' });
  });

  it('of cdk-nag and ours in Python', async () => {
    const text = pythonStack(
      '# trailscope-ignore multi-region: one Region\ntrail = ct.Trail(\n    self, "T",\n    is_multi_region_trail=False,\n)\nNagSuppressions.add_resource_suppressions(trail, [NagPackSuppression(id="AwsSolutions-S1", reason="r")], True)',
      'from cdk_nag import NagPackSuppression, NagSuppressions\n',
    );
    expect(
      await found(text, ['multi-region', 'bucket-access-logging', 'unused-suppression'], 'app.py'),
    ).toEqual([]);
  });
});
