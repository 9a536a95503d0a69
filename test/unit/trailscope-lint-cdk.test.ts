/** `trailscope lint` on CDK source and on synthesized apps. */
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Playground } from '../support/cli.ts';

const source = `import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';

export class Audit extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    new cloudtrail.Trail(this, 'Trail', {
      encryptionKey: key,
      isMultiRegionTrail: props.multi,
    });
  }
}
`;

const template = {
  Resources: {
    Trail022F0CF2: {
      Type: 'AWS::CloudTrail::Trail',
      Properties: {
        IsLogging: true,
        S3BucketName: 'acme-logs',
        EnableLogFileValidation: true,
        IsMultiRegionTrail: false,
        KMSKeyId: { Ref: 'Key' },
      },
    },
    Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true, KeyPolicy: { Statement: [] } } },
  },
};

interface JsonReport {
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly {
      readonly rule: string;
      readonly message: string;
      readonly range: { readonly start: { readonly line: number; readonly column: number } };
    }[];
  }[];
}

let playground: Playground;

beforeEach(() => {
  playground = new Playground();
});
afterEach(() => {
  playground.remove();
});

async function lint(...words: readonly string[]) {
  const { code, stdout, stderr } = await playground.run(['lint', '--format', 'json', ...words]);
  const { files } = JSON.parse(stdout) as JsonReport;
  const found = files.flatMap(({ path: file, findings }) =>
    findings.map(({ rule, range: { start }, message }) => ({ file, rule, line: start.line, message })),
  );
  return { code, stderr, files: files.map((each) => each.path), found };
}

/** An app that was synthesized from `lib/audit.ts`, at a place of the test's folder or elsewhere. */
function writeAssembly(folder: string): void {
  const frame = `new Audit (${path.join(folder, 'lib/audit.ts')}:9:5)`;
  const traced = (id: string) => [
    { type: 'aws:cdk:logicalId', data: id },
    { type: 'aws:cdk:creationStack', data: ['...aws-cdk-lib...', frame] },
  ];
  playground.write({
    'cdk.out/Audit.template.json': JSON.stringify(template),
    'cdk.out/manifest.json': JSON.stringify({
      version: '55.0.0',
      artifacts: {
        Audit: {
          type: 'aws:cloudformation:stack',
          properties: { templateFile: 'Audit.template.json' },
          metadata: {
            '/Audit/Trail/Resource': traced('Trail022F0CF2'),
            '/Audit/Key/Resource': traced('Key'),
          },
        },
      },
    }),
  });
}

describe('source', () => {
  it('is found in folders, and linted on the property', async () => {
    playground.write({
      'lib/audit.ts': source,
      'lib/other.ts': "import { Stack } from 'aws-cdk-lib';\nexport class Other extends Stack {}\n",
      'node_modules/construct/audit.ts': source,
      'app.py':
        'from aws_cdk import aws_cloudtrail as ct\n\ndef make(scope):\n    ct.Trail(scope, "T", is_multi_region_trail=False)\n',
    });
    const { files, found, stderr } = await lint('.');
    expect(files).toEqual(['app.py', 'lib/audit.ts']);
    expect(found).toContainEqual(
      expect.objectContaining({ file: 'lib/audit.ts', rule: 'cdk-key-grant', line: 10 }),
    );
    expect(found).toContainEqual(expect.objectContaining({ file: 'app.py', rule: 'multi-region', line: 4 }));
    expect(stderr).toBe('');
  });

  it('that makes nothing of CloudTrail gets a note where it was named', async () => {
    playground.write({ 'other.ts': 'export {};\n' });
    const { stderr, files } = await lint('other.ts');
    expect(files).toEqual([]);
    expect(stderr).toContain("Nothing of CDK's CloudTrail is made in this file.");
  });

  it('that is too large is a fault where it was named, and else left out with a note', async () => {
    playground.write({
      'big.ts': `${source}// ${'x'.repeat(5000)}\n`,
      'trailscope.config.json': '{ "maxFileSize": 1000 }',
    });
    expect((await lint('big.ts')).found.map(({ rule }) => rule)).toEqual(['parse-error']);
    const { found, stderr } = await lint('.');
    expect(found).toEqual([]);
    expect(stderr).toContain('big.ts: Skipped: The file is too large to be read');
    expect(stderr).not.toContain('CloudFormation takes');
  });

  it('uses the version of the library that is locked', async () => {
    const text = source
      .replace('props.multi', 'false')
      .replace('encryptionKey: key,', 'managementEvents: cloudtrail.ReadWriteType.NONE,');
    playground.write({
      'lib/audit.ts': text,
      'package.json': '{}',
      'yarn.lock': 'aws-cdk-lib@^2.0.0:\n  version "2.40.0"\n',
    });
    expect((await lint('.')).found.map(({ rule }) => rule)).toContain('selector-empty');
    playground.write({ 'yarn.lock': 'aws-cdk-lib@^2.0.0:\n  version "2.276.0"\n' });
    const { found } = await lint('.');
    expect(found.map(({ rule }) => rule)).not.toContain('selector-empty');
    expect(found.map(({ rule }) => rule)).toContain('cdk-management-none');
  });

  it('that is broken says what is left of it', async () => {
    playground.write({ 'lib/audit.ts': source.replace('props.multi,', 'props.').replace('});\n  }\n}', '') });
    expect((await lint('.')).code).not.toBe(2);
  });
});

describe('a synthesized app', () => {
  it('is shown on the source, with what the source lint cannot know', async () => {
    playground.write({ 'lib/audit.ts': source });
    writeAssembly(playground.folder);
    const { found, files } = await lint('lib', 'cdk.out');
    const synthesized = found.filter(({ message }) => message.includes('synthesized as'));
    expect(synthesized.map(({ file, rule, line }) => `${file}:${line} ${rule}`)).toContain(
      'lib/audit.ts:9 multi-region',
    );
    expect(files).toEqual(['lib/audit.ts', 'cdk.out/Audit.template.json']);
    const keys = found.map(({ file, rule, line }) => `${file}:${line} ${rule}`);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('is shown on the template where the source is elsewhere', async () => {
    writeAssembly('/somewhere/else');
    const { found } = await lint('cdk.out');
    expect(new Set(found.map(({ file }) => file))).toEqual(new Set(['cdk.out/Audit.template.json']));
    expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['multi-region', 'kms-key-policy']));
  });

  it('is not repeated by a template that is found by itself', async () => {
    writeAssembly('/somewhere/else');
    const { found } = await lint('.');
    const keys = found.map(({ file, rule, line }) => `${file}:${line} ${rule}`);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('is not followed out of its folder by symbolic links', async () => {
    playground.write({ 'elsewhere/Audit.template.json': JSON.stringify(template), 'lib/audit.ts': source });
    writeAssembly(playground.folder);
    const [inside, outside] = ['cdk.out', 'elsewhere'].map((name) => path.join(playground.folder, name));
    rmSync(path.join(inside!, 'Audit.template.json'));
    symlinkSync(path.join(outside!, 'Audit.template.json'), path.join(inside!, 'Audit.template.json'));
    expect((await lint('cdk.out')).found).toEqual([]);
    // A link that stays in the folder is a file of it.
    renameSync(path.join(outside!, 'Audit.template.json'), path.join(inside!, 'real.json'));
    rmSync(path.join(inside!, 'Audit.template.json'));
    symlinkSync('real.json', path.join(inside!, 'Audit.template.json'));
    expect((await lint('cdk.out')).found).not.toEqual([]);
  });

  it('is not shown in a source that a symbolic link leads to', async () => {
    const other = new Playground();
    try {
      other.write({ 'audit.ts': source });
      playground.write({ 'lib/readme.md': '' });
      symlinkSync(path.join(other.folder, 'audit.ts'), path.join(playground.folder, 'lib/audit.ts'));
      writeAssembly(playground.folder);
      const { found } = await lint('cdk.out');
      expect(new Set(found.map(({ file }) => file))).toEqual(new Set(['cdk.out/Audit.template.json']));
    } finally {
      other.remove();
    }
  });

  it('with a broken manifest is linted as the templates that are in it', async () => {
    playground.write({
      'cdk.out/Audit.template.json': JSON.stringify(template),
      'cdk.out/manifest.json': '{',
    });
    expect((await lint('cdk.out')).found.map(({ rule }) => rule)).toContain('multi-region');
  });
});
