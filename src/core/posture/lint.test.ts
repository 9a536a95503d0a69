import { describe, expect, test } from 'vitest';
import { modelOf, place, placeName, readingOf, resource } from '../../../test/support/posture.ts';
import type { Finding } from './finding.ts';
import { lintReading } from './lint.ts';
import type { PostureModel } from './model.ts';
import { defaultSettings, isEnabled, isInPreset, type LintSettings } from './presets.ts';
import type { Suppression } from './reading.ts';
import type { Failed, Rule, Severity } from './rule.ts';
import { allRules } from './rules/all-rules.ts';
import { parseError, unusedSuppression, yamlAlias } from './rules/file.ts';

/** A rule that fails on every resource of type `Bad`, at its place. */
function ruleOf(changes: Partial<Rule> = {}, failed: Partial<Failed> = {}): Rule {
  return {
    id: 'is-bad',
    family: 'deploy',
    severity: 'error',
    title: '',
    what: '',
    why: '',
    fix: '',
    alsoKnownAs: [
      'CKV_AWS_1',
      'AVD-AWS-0001',
      'E3002',
      'W41',
      'AwsSolutions-S1',
      'CloudTrailIsBad',
      'IS_BAD_RULE',
    ],
    sources: [],
    check: ({ ofType }) =>
      ofType('Bad').map((bad) => ({
        outcome: 'fail',
        resource: bad,
        at: bad.at,
        message: 'It is bad.',
        ...failed,
      })),
    ...changes,
  };
}

const bad = modelOf({ Thing: resource('Bad') });
const good = modelOf({ Thing: resource('Good') });
const without = modelOf({});

function settings(changes: Partial<LintSettings> = {}): LintSettings {
  return { ...defaultSettings, ...changes };
}

function lint(
  reading: ReturnType<typeof readingOf>,
  rules: readonly Rule[] = [ruleOf()],
  chosen = defaultSettings,
): readonly Finding[] {
  return lintReading(reading, [...rules, parseError, yamlAlias, unusedSuppression], chosen).findings;
}

const summary = (findings: readonly Finding[]) =>
  findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);

describe('scenarios', () => {
  const scenarios = [['Environment is dev'], ['Environment is test'], ['Environment is prod']];
  const inScenarios = (models: Record<string, PostureModel>, otherwise: PostureModel) =>
    readingOf((scenario) => models[scenario.choices[0] ?? ''] ?? otherwise, { scenarios });

  test('a failure in all of them keeps its severity', () => {
    const findings = lint(inScenarios({}, bad));
    expect(summary(findings)).toEqual(['error is-bad: It is bad.']);
    expect(findings[0]?.scenario).toBeUndefined();
  });

  test('a failure in some is a warning of family B and names the scenario', () => {
    const findings = lint(inScenarios({ 'Environment is dev': bad }, good));
    expect(summary(findings)).toEqual(['warning is-bad: It is bad. (when Environment is dev)']);
    expect(findings[0]?.scenario).toBe('when Environment is dev');
  });

  test('a failure in some is information of family A, and never worse than the rule', () => {
    const reading = inScenarios({ 'Environment is dev': bad }, good);
    const severityOf = (family: Rule['family'], severity: Severity) =>
      lint(reading, [ruleOf({ family, severity })])[0]?.severity;
    expect(severityOf('posture', 'error')).toBe('info');
    expect(severityOf('posture', 'hint')).toBe('hint');
    expect(severityOf('deploy', 'info')).toBe('info');
  });

  test('those without the resource do not count', () => {
    expect(summary(lint(inScenarios({ 'Environment is dev': bad }, without)))).toEqual([
      'error is-bad: It is bad.',
    ]);
  });

  test('many failing ones are told by an example', () => {
    const reading = inScenarios({ 'Environment is prod': good }, bad);
    expect(summary(lint(reading))).toEqual([
      'warning is-bad: It is bad. (for example when Environment is dev)',
    ]);
  });

  test('several choices are told by what the failing ones share', () => {
    const reading = readingOf(
      ({ choices }) => (choices.includes('A is 1') && choices.includes('B is 1') ? bad : good),
      {
        scenarios: ['1', '2'].flatMap((a) =>
          ['1', '2'].flatMap((b) => ['1', '2'].map((c) => [`A is ${a}`, `B is ${b}`, `C is ${c}`])),
        ),
      },
    );
    expect(summary(lint(reading))).toEqual(['warning is-bad: It is bad. (when A is 1 and B is 1)']);
  });

  test('one place is one finding, whatever the number of resources', () => {
    const here = place('Shared');
    const model = modelOf({ A: resource('Bad'), B: resource('Bad') });
    expect(lint(readingOf(model), [ruleOf({}, { at: here })])).toHaveLength(1);
  });
});

describe('defaults of parameters', () => {
  test('a failure that needs one counts one step lower and names it', () => {
    const reading = readingOf((_, defaults) => (defaults.has('Prefix') ? bad : good), {
      defaultedParameters: ['Name', 'Prefix'],
    });
    expect(summary(lint(reading))).toEqual(['warning is-bad: It is bad. (with the default of Prefix)']);
  });

  test('a failure without any is certain', () => {
    const reading = readingOf(bad, { defaultedParameters: ['Prefix'] });
    expect(summary(lint(reading))).toEqual(['error is-bad: It is bad.']);
  });

  test('two that are both needed are both named', () => {
    const reading = readingOf((_, defaults) => (defaults.has('A') && defaults.has('B') ? bad : good), {
      defaultedParameters: ['A', 'B', 'C'],
    });
    expect(summary(lint(reading))).toEqual(['warning is-bad: It is bad. (with the default of A and B)']);
  });

  test('two of which either is enough are not told apart', () => {
    const reading = readingOf((_, defaults) => (defaults.size > 0 ? bad : good), {
      defaultedParameters: ['A', 'B'],
    });
    expect(summary(lint(reading))).toEqual(["warning is-bad: It is bad. (with the parameters' defaults)"]);
  });

  test('in some scenarios only, both notes are given', () => {
    const reading = readingOf(
      ({ choices }, defaults) => (choices.includes('A is 1') && defaults.has('P') ? bad : good),
      { scenarios: [['A is 1'], ['A is 2']], defaultedParameters: ['P'] },
    );
    expect(summary(lint(reading))).toEqual(['info is-bad: It is bad. (when A is 1, with the default of P)']);
  });

  test('a failure that is certain in a part of the scenarios only is one step lower', () => {
    const reading = readingOf(
      ({ choices }, defaults) => (choices.includes('A is 1') || defaults.has('P') ? bad : good),
      {
        scenarios: [['A is 1'], ['A is 2']],
        defaultedParameters: ['P'],
      },
    );
    expect(lint(reading)[0]?.severity).toBe('warning');
  });
});

describe('settings', () => {
  const rule = (id: string, changes: Partial<Rule>): Rule => ruleOf({ id, ...changes });
  const rules = [
    rule('deploy-rule', {}),
    rule('posture-rule', { family: 'posture' }),
    rule('cis-rule', { family: 'posture', onlyIn: ['cis'] }),
    rule('off-rule', { family: 'posture', onlyIn: [] }),
    rule('file-rule', { family: 'file' }),
    rule('cost-rule', { family: 'cost' }),
  ];

  test.each([
    ['deploy', ['deploy-rule', 'file-rule']],
    ['recommended', ['deploy-rule', 'posture-rule', 'file-rule', 'cost-rule']],
    ['cis', ['deploy-rule', 'posture-rule', 'cis-rule', 'file-rule', 'cost-rule']],
    ['all', rules.map(({ id }) => id)],
  ] as const)('the preset %s has %j', (preset, expected) => {
    expect(rules.filter((one) => isInPreset(one, preset)).map(({ id }) => id)).toEqual(expected);
  });

  test('a severity of the user switches a rule on, and off', () => {
    const severities = new Map<string, Severity | 'off'>([
      ['off-rule', 'warning'],
      ['deploy-rule', 'off'],
    ]);
    const enabled = rules.filter((one) => isEnabled(one, settings({ severities })));
    expect(enabled.map(({ id }) => id)).toEqual(['posture-rule', 'off-rule', 'file-rule', 'cost-rule']);
  });

  test('a severity of the user holds in every scenario', () => {
    const reading = readingOf(({ choices }) => (choices.includes('A is 1') ? bad : good), {
      scenarios: [['A is 1'], ['A is 2']],
    });
    const severities = new Map<string, Severity>([['is-bad', 'error']]);
    expect(lint(reading, [ruleOf()], settings({ severities }))[0]?.severity).toBe('error');
  });

  test("a failure's own severity is used", () => {
    expect(lint(readingOf(bad), [ruleOf({}, { severity: 'hint' })])[0]?.severity).toBe('hint');
  });
});

test('findings are sorted by position', () => {
  const [early, late] = [place('first of all'), place('last of all')];
  const rules = [
    ruleOf({ id: 'z' }, { at: late }),
    ruleOf({ id: 'b' }, { at: early }),
    ruleOf({ id: 'a' }, { at: early }),
  ];
  expect(lint(readingOf(bad), rules).map(({ rule, at }) => [rule, placeName(at)])).toEqual([
    ['a', 'first of all'],
    ['b', 'first of all'],
    ['z', 'last of all'],
  ]);
});

test('a rule that throws is reported once, and the others go on', () => {
  const cause = new Error('bug');
  const broken = ruleOf({
    id: 'broken',
    check: () => {
      throw cause;
    },
  });
  const reading = readingOf(bad, { scenarios: [['A is 1'], ['A is 2']] });
  const { findings, faults } = lintReading(reading, [broken, ruleOf()], defaultSettings);
  expect(findings.map(({ rule }) => rule)).toEqual(['is-bad']);
  expect(faults).toEqual([{ rule: 'broken', cause }]);
});

test('an unknown outcome is no finding', () => {
  const check: Rule['check'] = ({ ofType }) =>
    ofType('Bad').map((one) => ({ outcome: 'unknown', resource: one, reason: 'Not known.' }));
  expect(lint(readingOf(bad), [ruleOf({ check })])).toEqual([]);
});

test("the reader's problems are findings, of its severity where it has one", () => {
  const problems = [
    { rule: 'parse-error', at: place('broken'), message: 'No closing brace.' },
    { rule: 'yaml-alias', at: place('alias'), message: 'An alias.', severity: 'warning' },
  ] as const;
  const reading = readingOf(good, { problems });
  expect(summary(lint(reading))).toEqual([
    'error parse-error: No closing brace.',
    'warning yaml-alias: An alias.',
  ]);
  const off = settings({ severities: new Map([['yaml-alias', 'off']]) });
  expect(lint(reading, [], off).map(({ rule }) => rule)).toEqual(['parse-error']);
});

describe('suppressions', () => {
  const at = place('a comment');
  const onThing = { kind: 'resource', resource: 'Thing' } as const;
  const suppression = (changes: Partial<Suppression>): Suppression => ({
    id: 'is-bad',
    tool: 'trailscope',
    at,
    scope: onThing,
    ...changes,
  });
  const suppressedBy = (changes: Partial<Suppression>, rule = ruleOf()): boolean => {
    const findings = lint(readingOf(bad, { suppressions: [suppression(changes)] }), [rule]);
    return findings.find((finding) => finding.rule === rule.id)?.suppressed !== undefined;
  };

  test.each<[Suppression['tool'], string, boolean]>([
    ['trailscope', 'is-bad', true],
    ['trailscope', 'CKV_AWS_1', false],
    ['checkov', 'CKV_AWS_1', true],
    ['checkov', 'is-bad', false],
    ['checkov', 'CKV_AWS_10', false],
    ['trivy', 'AVD-AWS-0001', true],
    ['trivy', 'AWS-0001', true],
    ['trivy', 'aws-0001', true],
    ['cfn-lint', 'E3002', true],
    ['cfn-lint', 'E30', true],
    ['cfn-lint', 'E', true],
    ['cfn-lint', 'W', false],
    ['cfn-lint', '', false],
    ['cfn-nag', 'W41', true],
    ['cfn-nag', 'W4', false],
    ['cdk-nag', 'AwsSolutions-S1', true],
    ['cdk-nag', 'CloudTrailIsBad', true],
    ['cdk-nag', 'NIST.800.53.R5-CloudTrailIsBad', true],
    ['cdk-nag', 'AwsSolutions-S10', false],
    ['guard', 'IS_BAD_RULE', true],
    ['guard', 'CKV_AWS_1', false],
    ['kics', '00000000-0000-4000-8000-000000000000', false],
  ])('of %s by %s: %s', (tool, id, expected) => {
    expect(suppressedBy({ tool, id })).toBe(expected);
  });

  test('a blanket one silences only what has a counterpart', () => {
    const known = ruleOf({ alsoKnownAs: ['00000000-0000-4000-8000-000000000000'] });
    expect(suppressedBy({ tool: 'kics', id: 'ignore' }, known)).toBe(true);
    expect(suppressedBy({ tool: 'kics', id: 'ignore' }, ruleOf({ alsoKnownAs: [] }))).toBe(false);
    expect(suppressedBy({ tool: 'cfn-lint', id: 'E' }, ruleOf({ alsoKnownAs: [] }))).toBe(false);
  });

  test('reach their line, their resource, or the whole document', () => {
    const { line } = bad.resources.get('Thing')!.at.range.start;
    expect(suppressedBy({ scope: { kind: 'line', line } })).toBe(true);
    expect(suppressedBy({ scope: { kind: 'line', line: line + 1 } })).toBe(false);
    expect(suppressedBy({ scope: { kind: 'resource', resource: 'Other' } })).toBe(false);
    expect(suppressedBy({ scope: { kind: 'document' } })).toBe(true);
  });

  test('keep the finding, with themselves', () => {
    const own = suppression({ reason: 'accepted' });
    const [finding] = lint(readingOf(bad, { suppressions: [own] }));
    expect(finding).toMatchObject({ rule: 'is-bad', suppressed: { reason: 'accepted' } });
  });

  test('of ours that silence nothing are reported', () => {
    const hint = (changes: Partial<Suppression>, model = good, chosen = defaultSettings) =>
      summary(lint(readingOf(model, { suppressions: [suppression(changes)] }), [ruleOf()], chosen));
    expect(hint({})).toEqual([
      'hint unused-suppression: This suppression of "is-bad" silences nothing. Remove it.',
    ]);
    expect(hint({ id: 'no-such-rule' })[0]).toContain('There is no rule "no-such-rule"');
    expect(hint({ id: 'is-bad because' })[0]).toContain('Write trailscope-ignore, the id of a rule, and');
    expect(hint({ id: 'x'.repeat(5000) })[0]?.length).toBeLessThan(200);
    expect(hint({ tool: 'checkov', id: 'CKV_AWS_1' })).toEqual([]);
    const off = settings({ severities: new Map([['is-bad', 'off']]) });
    expect(hint({}, bad, off)).toEqual([]);
    expect(hint({}, good, settings({ severities: new Map([['unused-suppression', 'off']]) }))).toEqual([]);
  });

  test('of ours, two for one finding are both used', () => {
    const both = [suppression({}), suppression({ scope: { kind: 'document' } })];
    expect(lint(readingOf(bad, { suppressions: both })).map(({ rule }) => rule)).toEqual(['is-bad']);
  });

  test('of ours are not judged in a document that cannot be read', () => {
    const reading = readingOf(good, { scenarios: [], suppressions: [suppression({})] });
    expect(lint(reading)).toEqual([]);
  });
});

describe('the rules', () => {
  test('have ids of their own', () => {
    const ids = allRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toBe(true);
  });

  test('are documented', () => {
    for (const rule of allRules) {
      const texts = [rule.title, rule.what, rule.why, rule.fix];
      expect(
        texts.every((one) => one.length > 10),
        rule.id,
      ).toBe(true);
      expect(
        [rule.what, rule.why, rule.fix].every((one) => /[.)]$/.test(one)),
        rule.id,
      ).toBe(true);
      expect(
        rule.sources.every((source) => source.startsWith('https://docs.aws.amazon.com/')),
        rule.id,
      ).toBe(true);
    }
  });
});
