import { describe, expect, it } from 'vitest';
import { allRules } from '../../../core/posture/rules/all-rules.ts';
import type { Finding } from '../../../core/posture/finding.ts';
import { isKnown, placeInSource, traceFindings } from './place-findings.ts';
import { readAssembly } from './read-assembly.ts';

/** Reads an assembly of these files. */
function read(files: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const reading = readAssembly((name) => {
    asked.push(name);
    const file = files[name];
    return Promise.resolve(typeof file === 'string' || file === undefined ? file : JSON.stringify(file));
  });
  return reading.then((assembly) => ({ assembly, asked }));
}

function manifestOf(artifacts: Readonly<Record<string, unknown>>) {
  return { version: '55.0.0', artifacts };
}

function stackOf(templateFile: string, more: Readonly<Record<string, unknown>> = {}) {
  return { type: 'aws:cloudformation:stack', properties: { templateFile }, ...more };
}

const metadata = {
  '/Audit/Trail/Resource': [
    { type: 'aws:cdk:logicalId', data: 'Trail022F0CF2' },
    {
      type: 'aws:cdk:creationStack',
      data: [
        '...new Trail in aws-cdk-lib...',
        'new Audit (/app/lib/audit.ts:8:5)',
        '<anonymous> (/app/bin/app.ts:13:1)',
        '...node internals...',
      ],
    },
  ],
  '/Audit/Trail/S3/Policy/Resource': [
    { type: 'aws:cdk:logicalId', data: 'TrailS3Policy' },
    { type: 'aws:cdk:creationStack', data: ['(no user code in 10 frames)'] },
  ],
};

describe('an assembly', () => {
  it('has stacks, whose metadata is in a file of its own', async () => {
    const { assembly } = await read({
      'manifest.json': manifestOf({
        Audit: stackOf('Audit.template.json', { additionalMetadataFile: 'Audit.metadata.json' }),
      }),
      'Audit.metadata.json': metadata,
    });
    const [stack] = assembly!.stacks;
    expect(stack!.template).toBe('Audit.template.json');
    expect(stack!.resources.get('Trail022F0CF2')).toEqual({
      constructPath: 'Audit/Trail',
      frames: [
        { file: '/app/lib/audit.ts', line: 7, character: 4 },
        { file: '/app/bin/app.ts', line: 12, character: 0 },
      ],
      isGenerated: false,
    });
  });

  it('tells of what the library made deep inside by the construct around it', async () => {
    const { assembly } = await read({
      'manifest.json': manifestOf({ Audit: stackOf('a.json', { metadata }) }),
    });
    const policy = assembly!.stacks[0]!.resources.get('TrailS3Policy');
    expect(policy).toMatchObject({ constructPath: 'Audit/Trail/S3/Policy', isGenerated: true });
    expect(policy!.frames[0]).toEqual({ file: '/app/lib/audit.ts', line: 7, character: 4 });
  });

  it('of older versions has the calls beside the logical id', async () => {
    const trace = ['new Audit (/app/lib/audit.js:4:9)', 'Object.<anonymous> (/app/node_modules/x/y.js:1:1)'];
    const old = { '/Audit/Trail/Resource': [{ type: 'aws:cdk:logicalId', data: 'Trail', trace }] };
    const { assembly } = await read({
      'manifest.json': manifestOf({ Audit: stackOf('a.json', { metadata: old }) }),
    });
    expect(assembly!.stacks[0]!.resources.get('Trail')!.frames).toEqual([
      { file: '/app/lib/audit.js', line: 3, character: 8 },
    ]);
  });

  it('has assemblies of stages in it', async () => {
    const { assembly } = await read({
      'manifest.json': manifestOf({
        Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
      }),
      'assembly-Prod/manifest.json': manifestOf({ Audit: stackOf('Audit.template.json') }),
    });
    expect(assembly!.stacks.map(({ template }) => template)).toEqual(['assembly-Prod/Audit.template.json']);
  });

  it.each([
    ['no manifest', {}],
    ['another manifest', { 'manifest.json': { name: 'app', icons: [] } }],
    ['no JSON', { 'manifest.json': '{' }],
    ['a list', { 'manifest.json': [] }],
  ])('%s is none', async (_, files) => {
    expect((await read(files)).assembly).toBeUndefined();
  });

  it('names files of its own folder alone, and does not lead in circles', async () => {
    const { assembly, asked } = await read({
      'manifest.json': manifestOf({
        Up: stackOf('../secret.json'),
        Root: stackOf('/etc/passwd'),
        Drive: stackOf('C:\\secret.json'),
        Metadata: stackOf('a.json', { additionalMetadataFile: '../../b.json' }),
        Circle: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } },
        Broken: 'text',
        None: { type: 'aws:cloudformation:stack' },
      }),
    });
    expect(new Set(assembly!.stacks.map(({ template }) => template))).toEqual(new Set(['a.json']));
    expect(asked.filter((name) => name.includes('..') || name.startsWith('/'))).toEqual([]);
  });
});

const finding: Finding = {
  rule: 'bucket-acl-ownership',
  severity: 'error',
  message: 'Deployment fails.',
  at: { document: 'a.json', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } },
  resource: 'Bucket',
  related: [],
};

describe('manifests that name each other', () => {
  it('are read only so often', async () => {
    const stage = { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } };
    const stages: Record<string, unknown> = {};
    for (let index = 0; index < 40; index++) {
      stages[`Stage${index}`] = stage;
    }
    const manifest = JSON.stringify(manifestOf(stages));
    let count = 0;
    await readAssembly(() => {
      count += 1;
      return Promise.resolve(manifest);
    });
    expect(count).toBeLessThan(1_000);
  });
});

describe('findings in its templates', () => {
  it('are not repeated where the library has reported the same', async () => {
    const violation = (ruleName: string, logicalId: string) => ({
      ruleName,
      violatingConstructs: [{ cloudFormationResource: { templatePath: 'a.json', logicalId } }],
    });
    const report = (ruleName: string, logicalId: string) => ({
      pluginReports: [{ violations: [violation(ruleName, logicalId)] }],
    });
    const left = async (ruleName: string, logicalId: string) => {
      const { assembly } = await read({
        'manifest.json': manifestOf({ Audit: stackOf('a.json') }),
        'validation-report.json': report(ruleName, logicalId),
      });
      return traceFindings(assembly!.stacks[0]!, [finding], allRules).length;
    };
    expect(await left('F3045', 'Bucket')).toBe(0);
    expect(await left('E3045', 'OtherBucket')).toBe(1);
    expect(await left('E3002', 'Bucket')).toBe(1);
  });

  it.each([
    ['    new cloudtrail.Trail(this, "T");', 4, [8, 24]],
    ['    const b = new s3.Bucket(this, "B");', 14, [18, 27]],
    ['        ct.Trail(self, "T")', 8, [8, 16]],
    ['    }', 4, undefined],
    ['', 10, undefined],
  ])('are on the class in %j', (text, character, place) => {
    const range = placeInSource(text, { file: '/app/a.ts', line: 0, character });
    expect(range && [range.start.character, range.end.character]).toEqual(place);
  });

  it('are known where the source says the same, in its own rule or another', () => {
    const at = (line: number) => ({
      ...finding.at,
      range: { start: { line, character: 0 }, end: { line, character: 1 } },
    });
    const known = [
      { rule: 'multi-region', constructAt: at(3) },
      { rule: 'cdk-key-grant', constructAt: at(5) },
    ];
    expect(isKnown('multi-region', 3, known, allRules)).toBe(true);
    expect(isKnown('multi-region', 4, known, allRules)).toBe(false);
    expect(isKnown('kms-key-policy', 5, known, allRules)).toBe(true);
    expect(isKnown('kms-encryption', 5, known, allRules)).toBe(false);
  });
});
