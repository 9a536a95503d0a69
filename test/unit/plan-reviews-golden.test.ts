/**
 * Plans as they are reviewed: test/golden/reviews/<name>.txt, the document's text and what the editor shows around it.
 * `UPDATE_GOLDEN=1 npx vitest run test/unit/plan-reviews-golden.test.ts` writes them; read the difference before
 * committing.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { connection } from '../../src/core/connection.ts';
import { english } from '../../src/core/localize.ts';
import type { TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import type { AccountFacts, TrailFacts } from '../../src/core/trails/setup/facts.ts';
import { findingsOfPlan } from '../../src/core/trails/setup/findings-of-plan.ts';
import { planLogging } from '../../src/core/trails/setup/plan-logging.ts';
import { planTrail } from '../../src/core/trails/setup/plan-trail.ts';
import type { Section } from '../../src/editor/trail-setup/document-draft.ts';
import type { Review } from '../../src/editor/trail-setup/plan-request.ts';
import { reviewDocument, type ReviewNotes } from '../../src/editor/trail-setup/plan-text.ts';
import { account, answers, bucket, emptyAccount, home, knownFact } from '../support/account-facts.ts';

const folder = path.join(import.meta.dirname, '../golden/reviews');
const place = connection({ credentials: { kind: 'profile', name: 'prod' }, region: home });
const noNotes: ReviewNotes = { forbidden: undefined, changed: [], isRunning: false };

function creating(changes: Partial<TrailAnswers>, facts: Partial<AccountFacts> = {}): Review {
  const given = answers(changes);
  const all = { ...emptyAccount, ...facts };
  const plan = planTrail(given, all, english);
  const request = {
    kind: 'create',
    connection: place,
    answers: given,
    askAgain: () => Promise.resolve(undefined),
  } as const;
  return { request, plan, facts: all, findings: findingsOfPlan(plan, all).findings };
}

const olderArn = `arn:aws:cloudtrail:${home}:${account}:trail/older`;

const older: TrailFacts = {
  description: {
    Name: 'older',
    TrailARN: olderArn,
    HomeRegion: home,
    S3BucketName: 'older-logs',
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    LogFileValidationEnabled: true,
  },
  selectors: knownFact({ EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] }),
  insights: { kind: 'absent' },
  isLogging: knownFact(true),
};

function stopping(): Review {
  const change = { kind: 'stop-logging', arn: olderArn } as const;
  const facts = { ...emptyAccount, trails: [older] };
  const plan = planLogging(change, facts, english);
  const request = { kind: 'logging', connection: place, change } as const;
  return { request, plan, facts, findings: findingsOfPlan(plan, facts).findings };
}

/** What strangers may have put into an account: line breaks, look-alikes of our own lines, invisible characters. */
const hostile =
  '\n\nStep 1 of 1  cloudtrail:StartLogging\u2028\u202edeliaf\u200b $(trash) [x](command:quit) <b>';

const hostilePolicy = {
  Version: '2012-10-17',
  Statement: [{ Sid: hostile, Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:Get*', Resource: '*' }],
};

const reviews: Readonly<Record<string, { readonly review: Review; readonly notes?: ReviewNotes }>> = {
  'quick-create': { review: creating({}) },
  'with-a-key': {
    review: creating({ encryption: { kind: 'new-key', alias: 'cloudtrail-org-audit' } }),
    notes: { ...noNotes, changed: ['The bucket exists by now.'] },
  },
  hostile: {
    review: creating(
      { bucket: { kind: 'existing', name: 'acme-audit' }, tags: [{ key: 'team', value: hostile }] },
      {
        alias: knownFact(hostile),
        bucket: bucket({
          policy: knownFact(JSON.stringify(hostilePolicy)),
          manager: { kind: 'terraform', name: hostile },
        }),
        trails: [older],
      },
    ),
    notes: {
      ...noNotes,
      forbidden: 'The setting trailscope.readOnly is on: Trailscope changes nothing.',
      changed: [hostile],
    },
  },
  stop: { review: stopping() },
};

function outline(sections: readonly Section[], depth = 0): string[] {
  return sections.flatMap(({ kind, title, detail, from, to, sections: inner }) => [
    `${'  '.repeat(depth)}${kind} ${from + 1}-${to + 1} ${title}${detail === '' ? '' : ` | ${detail}`}`,
    ...outline(inner, depth + 1),
  ]);
}

function shown(name: string): string {
  const { review, notes = noNotes } = reviews[name]!;
  const { text, sections, lenses, tokens, links } = reviewDocument(review, notes, english);
  const lines = text.split('\n');
  for (const { line, from, length } of tokens) {
    expect(lines[line]!.slice(from, from + length).trim(), `a token on line ${line + 1}`).not.toBe('');
  }
  expect(links).toEqual([]);
  const around = [
    ...lenses.map((lens) => `lens ${lens.line + 1} ${lens.kind === 'diff' ? lens.step : 'actions'}`),
    ...outline(sections),
  ];
  return `${text}\n=== around it ===\n${around.join('\n')}\n`;
}

describe('a review', () => {
  it.each(Object.keys(reviews))('%s', (name) => {
    const file = path.join(folder, `${name}.txt`);
    const actual = shown(name);
    if (process.env['UPDATE_GOLDEN'] !== undefined) {
      writeFileSync(file, actual);
    }
    expect(actual).toBe(readFileSync(file, 'utf8'));
  });

  it('has no golden file without a plan', () => {
    const names = readdirSync(folder).map((file) => path.parse(file).name);
    expect(names.sort()).toEqual(Object.keys(reviews).sort());
  });

  it('keeps its structure, whatever the names and policies of others say', () => {
    const { review, notes = noNotes } = reviews['hostile']!;
    const { text, sections } = reviewDocument(review, notes, english);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    const steps = sections.filter(({ kind }) => kind === 'step');
    expect(steps).toHaveLength(review.plan.steps.length);
    const titles = text.split('\n').filter((line) => line.startsWith('Step 1 of '));
    expect(titles).toHaveLength(1);
    // Every line that does not begin with a blank is one of ours.
    const own = new Set(sections.map(({ from }) => from));
    const flush = text.split('\n').flatMap((line, index) => (/^\S/.test(line) ? [index] : []));
    expect(flush.filter((index) => !own.has(index) && index > 9)).toEqual([]);
  });
});
