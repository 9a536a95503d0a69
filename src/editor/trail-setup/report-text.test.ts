import { describe, expect, it } from 'vitest';
import { PlanRun, bucketName, everything, trailArn } from '../../../test/support/plan-run.ts';
import { connection } from '../../core/connection.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import type { RunResult } from '../../core/trails/setup/run-plan.ts';
import type { PlanPlace } from './plan-text.ts';
import { outcomeText, reportDocument } from './report-text.ts';

const { plan } = new PlanRun(everything);
const place: PlanPlace = {
  plan,
  connection: connection({ credentials: { kind: 'default-chain' }, region: 'eu-west-1' }),
  alias: 'acme',
};
const ids = plan.steps.map(({ id }) => id);
const done: RunResult = { outcome: 'done', done: ids, undone: [], remaining: [], isLogging: true };

describe('the report of a run', () => {
  it('links what was made to its pages in the console', () => {
    const { text, links } = reportDocument(place, done, english);
    const lines = text.split('\n');
    const linked = links.map(({ line, from, length }) => lines[line]!.slice(from, from + length));
    expect(linked).toContain(trailArn);
    expect(linked).toContain(`arn:aws:s3:::${bucketName}`);
    expect(
      links.every(({ address }) => address.startsWith('https://eu-west-1.console.aws.amazon.com/')),
    ).toBe(true);
    expect(text).toMatch(/ 1 {2}s3:CreateBucket +✓ done/);
  });

  it.each([
    connection({ credentials: { kind: 'sample' }, region: 'eu-west-1' }),
    connection({ ...place.connection, endpoint: 'http://localhost:4566' }),
  ])('links nothing of an account that no console has: %o', (elsewhere) => {
    expect(reportDocument({ ...place, connection: elsewhere }, done, english).links).toEqual([]);
  });

  it('does not say where a run stopped that was broken off earlier and is undone now', () => {
    const undone: RunResult = {
      outcome: 'undone',
      stop: { kind: 'cancelled' },
      done: [],
      undone: ids,
      remaining: [],
    };
    expect(reportDocument(place, undone, english).text).not.toContain('Stopped');
  });

  it('lists what remains, why, and the commands that remove it', () => {
    const remaining = [
      {
        step: 'bucket',
        what: `arn:aws:s3:::${bucketName}`,
        reason: 'The bucket holds objects. Look at them first.',
        commands: [`aws s3api delete-bucket --bucket ${bucketName}`],
        mayPass: false,
      },
    ];
    const error = new TrailscopeError(
      { kind: 'refused', code: 'InsufficientEncryptionPolicyException' },
      'The key policy does not allow\nCloudTrail',
      { operation: 'cloudtrail:CreateTrail', region: 'eu-west-1', requestId: 'request-1' },
    );
    const stop = { step: 'trail', kind: 'failed', error } as const;
    const result: RunResult = { outcome: 'partly-undone', stop, done: [], undone: ['topic'], remaining };
    const { text, sections } = reportDocument(place, result, english);
    expect(sections.map(({ title }) => title)).toEqual([
      `Stopped at step ${ids.indexOf('trail') + 1}, cloudtrail:CreateTrail`,
      'What remains, and how to remove it',
      'What was called',
    ]);
    expect(text).toContain('The key policy does not allow CloudTrail');
    expect(text).toContain('Request id: request-1');
    expect(text).toContain(`    aws s3api delete-bucket --bucket ${bucketName}\n`);
    expect(text).toMatch(/ 1 {2}s3:CreateBucket +! remains/);
    expect(text).not.toContain('What was made');
  });
});

describe('the outcome of a run', () => {
  it.each<[string, RunResult]>([
    ['Trail "org-audit" was created and logs.', done],
    [
      'All steps were done, but whether trail "org-audit" logs could not be confirmed.',
      { ...done, isLogging: false },
    ],
    [
      'Create trail "org-audit": nothing was changed.',
      { outcome: 'undone', done: [], undone: [], remaining: [] },
    ],
    [
      'Trail "org-audit" was created; what happened after its logging began is not certain.',
      { ...done, outcome: 'kept' },
    ],
  ])('is told in a sentence: %s', (sentence, result) => {
    expect(outcomeText(plan, result, english)).toBe(sentence);
  });
});
