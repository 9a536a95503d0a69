/**
 * Writes the snippets of VS Code in media/snippets/ from the complete files in scripts/snippets/, so that what is
 * offered is what the tests lint. `--check` writes nothing and fails when a file is not what it would write.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { projectRoot } from './lib/project.mjs';

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

/** The name of the trail, which the user is asked for. */
const trailName = 'audit';

/**
 * @typedef {object} Snippet
 * @property {string} name
 * @property {string} prefix
 * @property {string} description
 * @property {string} source In scripts/snippets/.
 * @property {(text: string) => string} [change]
 */

/** @type {Readonly<Record<string, readonly Snippet[]>>} */
const snippets = {
  yaml: [
    {
      name: 'CloudTrail: secure trail (CloudFormation)',
      prefix: 'cloudtrail-secure-trail',
      description: 'A template with a trail of all Regions, its log bucket, key and log group',
      source: 'secure-trail.yaml',
    },
    {
      name: 'CloudTrail: secure trail (SAM)',
      prefix: 'cloudtrail-secure-trail-sam',
      description: 'A SAM template with a trail of all Regions, its log bucket, key and log group',
      source: 'secure-trail.yaml',
      change: (text) =>
        text.replace('\nDescription:', '\nTransform: AWS::Serverless-2016-10-31\nDescription:'),
    },
  ],
  json: [
    {
      name: 'CloudTrail: secure trail (CloudFormation)',
      prefix: 'cloudtrail-secure-trail',
      description: 'A template with a trail of all Regions, its log bucket, key and log group',
      source: 'secure-trail.json',
    },
  ],
  typescript: [
    {
      name: 'CloudTrail: secure trail (CDK)',
      prefix: 'cloudtrail-secure-trail',
      description: 'A CDK stack with a trail of all Regions, its log bucket, key and log group',
      source: 'secure-trail.ts.txt',
    },
  ],
  python: [
    {
      name: 'CloudTrail: secure trail (CDK)',
      prefix: 'cloudtrail-secure-trail',
      description: 'A CDK stack with a trail of all Regions, its log bucket, key and log group',
      source: 'secure-trail.py',
    },
  ],
};

/** @param {string} text */
const same = (text) => text;

/** @param {string} text */
function bodyOf(text) {
  const escaped = text.replace(/[\\$}]/g, '\\$&');
  const asked = escaped.replaceAll(
    new RegExp(`(?<=TrailName"?: "?|trail/|(?:trailName|trail_name) = ['"])${trailName}\\b`, 'g'),
    `\${1:${trailName}}`,
  );
  return `${asked.trimEnd()}\n$0`.split('\n');
}

for (const [language, own] of Object.entries(snippets)) {
  /** @type {Record<string, object>} */
  const file = {};
  for (const { name, prefix, description, source, change = same } of own) {
    const text = await readFile(path.join(projectRoot, 'scripts/snippets', source), 'utf8');
    file[name] = { prefix, description, body: bodyOf(change(text)) };
  }
  const target = path.join(projectRoot, 'media/snippets', `${language}.code-snippets`);
  const wanted = await format(JSON.stringify(file), { ...(await resolveConfig(target)), parser: 'json' });
  const isCurrent = (await readFile(target, 'utf8').catch(() => '')) === wanted;
  if (flags.check && !isCurrent) {
    console.error(`media/snippets/${language}.code-snippets is not current: run \`npm run snippets\`.`);
    process.exitCode = 1;
  } else if (!flags.check && !isCurrent) {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, wanted);
    console.log(`Wrote media/snippets/${language}.code-snippets`);
  }
}
