/** A text is linted at each letter that is typed: findings must neither appear for nothing nor come and go. */
import { describe, expect, it } from 'vitest';
import { parsers } from '../../../test/support/tree-sitter.ts';
import { emptyConfiguration } from '../../core/posture/configuration.ts';
import { lintSource } from './lint-text.ts';
import { SoundSources } from './sound-sources.ts';

const typescript = `import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';

export class Audit extends Stack {
  constructor(scope: any, id: string, props: any) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    const bucket = new s3.Bucket(this, 'Logs', { versioned: true });
    |
    const trail = new cloudtrail.Trail(this, 'Trail', {
      bucket,
      isMultiRegionTrail: false,
      #
      encryptionKey: key,
    });
    trail.logAllS3DataEvents();
  }
}
`;

const python = `from aws_cdk import Stack, aws_cloudtrail as cloudtrail, aws_kms as kms, aws_s3 as s3


class Audit(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        key = kms.Key(self, "Key", enable_key_rotation=True)
        bucket = s3.Bucket(self, "Logs", versioned=True)
        |
        trail = cloudtrail.Trail(
            self,
            "Trail",
            bucket=bucket,
            is_multi_region_trail=False,
            #
            encryption_key=key,
        )
        trail.log_all_s3_data_events()
`;

async function problemsIn(document: string, text: string, sound: SoundSources) {
  const input = {
    document,
    text,
    configuration: emptyConfiguration,
    now: 0,
    t: (message: string) => message,
  };
  const linted = await lintSource(input, { parsers, version: { major: 2, minor: 276 }, sound });
  return linted?.problems ?? [];
}

/** What is found at each letter of a line that is typed at a mark, with the text that is marked. */
async function whileTyping(document: string, source: string, mark: string, line: string) {
  const sound = new SoundSources();
  const steps = [];
  for (let length = 0; length <= line.length; length++) {
    const typed = line.slice(0, length);
    const text = source.replace(mark, () => typed).replace(/[|#]\n/, '\n');
    const problems = await problemsIn(document, text, sound);
    const rules = problems.map(
      ({ rule, range }) => `${rule?.id ?? ''}: ${text.split('\n')[range.start.line]?.trim() ?? ''}`,
    );
    steps.push({ typed, rules: new Set(rules) });
  }
  return steps;
}

const statements = {
  ts: [
    "const topic = new sns.Topic(this, 'Topic', { enforceSSL: true });",
    'console.log(`${props.stage} is ${[id, { id }]}`);',
    "key.grantEncryptDecrypt(new iam.ServicePrincipal('cloudtrail.amazonaws.com'));",
    '// Remove this: (it is { not ] closed',
  ],
  py: [
    'topic = sns.Topic(self, "Topic", enforce_ssl=True)',
    'names = [name for name in props["names"] if name]',
    'key.grant_encrypt_decrypt(iam.ServicePrincipal("cloudtrail.amazonaws.com"))',
  ],
};

const props = {
  ts: ["trailName: 'main-trail',", 'enableFileValidation: props.isProd && true,', '...props.trail,'],
  py: ['trail_name="main-trail",', 'enable_file_validation=True if scope else False,', '**kwargs,'],
};

const cases = (['ts', 'py'] as const).flatMap((ending) => [
  ...statements[ending].map((line) => ({ ending, mark: '|', line })),
  ...props[ending].map((line) => ({ ending, mark: '#', line })),
]);

describe('while somebody types', () => {
  it.each(cases)('$line', async ({ ending, mark, line }) => {
    const steps = await whileTyping(`app.${ending}`, ending === 'ts' ? typescript : python, mark, line);
    const [before, after] = [steps[0]!.rules, steps.at(-1)!.rules];
    const lasting = [...before].filter((rule) => after.has(rule));
    const invented = steps.flatMap(({ typed, rules }) =>
      [...rules].filter((rule) => !before.has(rule) && !after.has(rule)).map((rule) => `${typed} → ${rule}`),
    );
    const lost = steps.flatMap(({ typed, rules }) =>
      lasting.filter((rule) => !rules.has(rule)).map((rule) => `${typed} → ${rule}`),
    );
    expect({ invented, lost }).toEqual({ invented: [], lost: [] });
  });
});
