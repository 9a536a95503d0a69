/**
 * The pages in docs/rules/, made from the rules themselves.
 *
 * @typedef {'posture' | 'deploy' | 'cost' | 'cdk' | 'file'} RuleFamily
 *
 * @typedef {object} RuleTexts What of a rule its page shows.
 * @property {string} id
 * @property {RuleFamily} family
 * @property {string} severity
 * @property {string} title
 * @property {string} what
 * @property {string} why
 * @property {string} fix
 * @property {readonly string[]} alsoKnownAs
 * @property {readonly string[]} sources
 *
 * @typedef {'deploy' | 'recommended' | 'cis' | 'all'} Preset
 *
 * @typedef {{ does: string, isSafe: boolean }} FixNote What a quick fix does.
 *
 * @typedef {object} FixNotes By rule.
 * @property {Readonly<Record<string, readonly FixNote[]>>} templates
 * @property {Readonly<Record<string, readonly FixNote[]>>} cdk
 */

/** @type {readonly { family: RuleFamily, heading: string, text: string }[]} */
const families = [
  {
    family: 'posture',
    heading: 'Security posture',
    text: 'What an audit would find. A failure in some scenarios of a template alone is `info`.',
  },
  {
    family: 'deploy',
    heading: 'Breaks the deployment, or never works',
    text: 'What the service refuses, or accepts and then cannot do. A failure in some scenarios alone is a `warning`.',
  },
  {
    family: 'cost',
    heading: 'Cost and loops',
    text: 'What is charged without being of use. A failure in some scenarios alone is `info`.',
  },
  { family: 'cdk', heading: 'CDK source', text: 'What only the source of a CDK app can have.' },
  {
    family: 'file',
    heading: 'The file itself',
    text: 'What keeps a file, or a part of it, from being checked.',
  },
];

/** @type {readonly Preset[]} */
const presets = ['deploy', 'recommended', 'cis', 'all'];

const madeBy = '<!-- Made by `npm run docs:rules` from src/core/posture/rules/. Edit the rule instead. -->';

/**
 * Every file of docs/rules/, by name.
 *
 * @template {RuleTexts} R
 * @param {readonly R[]} rules In the order of the documentation.
 * @param {(rule: R, preset: Preset) => boolean} isInPreset
 * @param {FixNotes} fixNotes
 * @returns {ReadonlyMap<string, string>}
 */
export function rulePages(rules, isInPreset, fixNotes) {
  return new Map([
    ['README.md', overview(rules, isInPreset, fixNotes)],
    ...rules.map((rule) => /** @type {const} */ ([`${rule.id}.md`, page(rule, isInPreset, fixNotes)])),
  ]);
}

/**
 * @template {RuleTexts} R
 * @param {readonly R[]} rules
 * @param {(rule: R, preset: Preset) => boolean} isInPreset
 * @param {FixNotes} fixNotes
 */
function overview(rules, isInPreset, fixNotes) {
  const sections = families.flatMap(({ family, heading, text }) => {
    const own = rules.filter((rule) => rule.family === family);
    const rows = own.map((rule) => {
      const cells = presets.map((preset) => (isInPreset(rule, preset) ? 'on' : ''));
      return `| [${rule.id}](${rule.id}.md) | ${rule.title} | ${rule.severity} | ${fixCell(fixNotes.templates[rule.id] ?? [])} | ${fixCell(fixNotes.cdk[rule.id] ?? [])} | ${cells.join(' | ')} |`;
    });
    return own.length === 0
      ? []
      : [
          `## ${heading}`,
          text,
          [
            `| Rule | Title | Severity | Fix | in CDK | ${presets.join(' | ')} |`,
            `| --- | --- | --- | --- | --- | ${presets.map(() => '---').join(' | ')} |`,
            ...rows,
          ].join('\n'),
        ];
  });
  return joined([
    madeBy,
    '# Rules',
    'Every rule answers pass, fail or unknown, and only what is proven to fail is reported. Fix: whether there is a quick fix in templates, or in CDK source, and whether one of them is safe enough to be applied with all others. The columns on the right are the presets: which rules are on in `deploy`, `recommended` (the default), `cis` and `all`. The severity can be set for each rule, and `off` switches it off.',
    ...sections,
  ]);
}

/**
 * @template {RuleTexts} R
 * @param {R} rule
 * @param {(rule: R, preset: Preset) => boolean} isInPreset
 * @param {FixNotes} fixNotes
 */
function page(rule, isInPreset, fixNotes) {
  const on = presets.filter((preset) => isInPreset(rule, preset)).map((preset) => `\`${preset}\``);
  const family = families.find((other) => other.family === rule.family);
  return joined([
    madeBy,
    `# ${rule.id}: ${rule.title}`,
    [
      `- Family: ${family?.heading ?? rule.family}`,
      `- Severity: ${rule.severity}`,
      `- On in: ${on.join(', ')}`,
    ].join('\n'),
    '## When it fails',
    rule.what,
    '## Why it matters',
    rule.why,
    '## How to fix it',
    rule.fix,
    ...fixSection('## Quick fixes in templates', fixNotes.templates[rule.id] ?? []),
    ...fixSection('## Quick fixes in CDK source', fixNotes.cdk[rule.id] ?? []),
    '## How to suppress it',
    `In YAML, a comment on the line, above it or above the resource: \`# trailscope-ignore ${rule.id}: reason\`. In any template, on the resource or the whole file: \`Metadata: { trailscope: { ignore: [{ id: ${rule.id}, reason: ... }] } }\`.`,
    ...(rule.alsoKnownAs.length === 0
      ? []
      : [
          '## Also known as',
          `${rule.alsoKnownAs.map((id) => `\`${id}\``).join(', ')}. Where the tool that it belongs to has suppressions, one for such an id silences this rule too.`,
        ]),
    ...(rule.sources.length === 0 ? [] : ['## Sources', rule.sources.map((url) => `- <${url}>`).join('\n')]),
  ]);
}

/**
 * @param {string} heading
 * @param {readonly FixNote[]} notes
 */
function fixSection(heading, notes) {
  return notes.length === 0
    ? []
    : [heading, notes.map(({ does, isSafe }) => `- ${does}${isSafe ? ' _(safe)_' : ''}`).join('\n')];
}

/** @param {readonly FixNote[]} notes */
function fixCell(notes) {
  return notes.some(({ isSafe }) => isSafe) ? 'safe' : notes.length > 0 ? 'yes' : '';
}

/** @param {readonly string[]} blocks */
function joined(blocks) {
  return `${blocks.join('\n\n')}\n`;
}
