import type { Connection } from '../../core/connection.ts';
import type { Localize } from '../../core/localize.ts';
import { known } from '../../core/trails/setup/facts.ts';
import type { Cost, Notice, Plan, Step } from '../../core/trails/setup/plan.ts';
import { connectionName } from '../connections/connection-words.ts';
import { callName, holdsPolicy, inputLines, subjectOf } from './call-words.ts';
import { DocumentDraft, type PlanDocument, type Span } from './document-draft.ts';
import { findingText } from './finding-text.ts';
import type { Review } from './plan-request.ts';

/** A plan, and what tells whose account it is for. */
export interface PlanPlace {
  readonly plan: Plan;
  readonly connection: Connection;
  /** What the account calls itself. */
  readonly alias: string | undefined;
}

/** The place of a plan that is reviewed. */
export function placeOf({ plan, facts, request }: Review): PlanPlace {
  return { plan, connection: request.connection, alias: known(facts.alias) };
}

/** What a review says besides its plan. */
export interface ReviewNotes {
  /** Why nothing may be changed here, whatever the plan is; undefined where it may. */
  readonly forbidden: string | undefined;
  /** What differs from the plan that was reviewed before this one. */
  readonly changed: readonly string[];
  /** Whether the plan is being applied. */
  readonly isRunning: boolean;
}

/** The document in which a plan is reviewed. */
export function reviewDocument(review: Review, notes: ReviewNotes, t: Localize): PlanDocument {
  const draft = new DocumentDraft();
  addHead(draft, review, notes, t);
  addRefusals(draft, review.plan.refusals, notes, t);
  addTexts(draft, t('Changed since the review'), notes.changed);
  addTexts(
    draft,
    t('Warnings'),
    review.plan.warnings.map(({ message }) => message),
  );
  addOverview(draft, review, t);
  addCosts(draft, review, t);
  addFindings(draft, review, t);
  review.plan.steps.forEach((step) => {
    addStep(draft, step, review, t);
  });
  return draft.finished();
}

/** What a plan is, in a few words: for headings, tabs and notifications. */
export function planTitle({ kind, trail }: Plan, t: Localize): string {
  switch (kind) {
    case 'create-trail':
      return t('Create trail "{0}"', trail.name);
    case 'start-logging':
      return t('Start logging on trail "{0}"', trail.name);
    case 'stop-logging':
      return t('Stop logging on trail "{0}"', trail.name);
  }
}

/** The account by the name that it gave itself and its id. */
export function accountWords({ plan, alias }: PlanPlace, t: Localize): string {
  return alias === undefined ? plan.account : t('{0} ({1})', alias, plan.account);
}

/** Title, account, Region and caller: what every document about a plan begins with. */
export function addWhere(draft: DocumentDraft, title: string, place: PlanPlace, t: Localize): void {
  draft.line(0, { text: title, style: 'keyword' });
  draft.blank();
  addRows(draft, 0, placeRows(place, t));
}

/** Where a plan makes its changes and as whom, in rows of a label and a text. */
export function placeRows(place: PlanPlace, t: Localize): readonly Row[] {
  const { plan, connection } = place;
  return [
    [t('Account'), accountWords(place, t)],
    [t('Region'), plan.trail.region],
    [t('Caller'), plan.caller],
    [t('Connection'), connectionName(connection, t)],
  ];
}

/** A label and a text. */
export type Row = readonly [label: string, text: string];

function addHead(draft: DocumentDraft, review: Review, { isRunning }: ReviewNotes, t: Localize): void {
  draft.lens({ kind: 'actions' });
  addWhere(draft, planTitle(review.plan, t), placeOf(review), t);
  draft.blank();
  const creates = review.plan.kind === 'create-trail';
  draft.line(
    0,
    isRunning
      ? t('This is being done now; its notification tells how far it is, and can cancel it.')
      : t('Nothing has been changed yet.'),
  );
  if (creates && review.plan.refusals.length === 0) {
    draft.line(
      0,
      t('If a step fails, or you cancel, all that was done is taken back, until the trail begins to log.'),
    );
  }
}

/** Rows of a label and a text, with the texts below each other. */
export function addRows(draft: DocumentDraft, depth: number, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  for (const [label, text] of rows) {
    draft.line(depth, { text: label.padEnd(width), style: 'comment' }, text);
  }
}

/** A section with a heading and one line for each text; nothing where there are none. */
export function addTexts(draft: DocumentDraft, heading: string, texts: readonly string[]): void {
  if (texts.length === 0) {
    return;
  }
  addSection(draft, heading, () => {
    texts.forEach((text) => {
      draft.line(1, bullet, text);
    });
  });
}

export function addSection(draft: DocumentDraft, heading: string, fill: () => void): void {
  draft.blank();
  draft.section('heading', heading, '', () => {
    draft.line(0, { text: heading, style: 'keyword' });
    fill();
  });
}

const bullet: Span = { text: '• ', style: 'comment' };

function addRefusals(
  draft: DocumentDraft,
  refusals: readonly Notice[],
  { forbidden }: ReviewNotes,
  t: Localize,
): void {
  const texts = [...refusals.map(({ message }) => message), ...(forbidden === undefined ? [] : [forbidden])];
  addTexts(draft, t('This cannot be applied'), texts);
}

/** The calls in their order, one line each: what is wide enough for every one of them. */
function addOverview(draft: DocumentDraft, { plan }: Review, t: Localize): void {
  const nameWidth = Math.max(...plan.steps.map((step) => callName(step).length)) + 2;
  addSection(draft, t('What will be called, in this order'), () => {
    plan.steps.forEach((step, index) => {
      addDiffLens(draft, step);
      draft.line(
        0,
        { text: `${String(index + 1).padStart(3)}  `, style: 'comment' },
        { text: callName(step).padEnd(nameWidth), style: 'function' },
        subjectOf(step, plan, t),
      );
    });
  });
}

function addCosts(draft: DocumentDraft, { plan }: Review, t: Localize): void {
  const costly = plan.steps.filter(({ cost }) => cost.kind !== 'free' || cost.text !== '');
  addSection(draft, t('Costs'), () => {
    const seen = new Set<string>();
    for (const step of costly) {
      const text = costWords(step.cost, t);
      if (!seen.has(text)) {
        seen.add(text);
        draft.line(1, bullet, { text: `${callName(step)}: `, style: 'function' }, text);
      }
    }
    draft.line(
      1,
      bullet,
      costly.length === 0
        ? t('None of these calls costs anything.')
        : t('The other calls cost nothing. Prices are those of most Regions.'),
    );
  });
}

function costWords({ kind, text }: Cost, t: Localize): string {
  switch (kind) {
    case 'free':
      return text === '' ? t('free') : text;
    case 'known':
      return text;
    case 'unknown':
      return t('unknown. {0}', text);
  }
}

function addFindings(draft: DocumentDraft, review: Review, t: Localize): void {
  const { findings, plan } = review;
  if (plan.kind === 'stop-logging') {
    // What a stopped trail lacks is in the warnings; what else the rules say of it has nothing to do with stopping.
    return;
  }
  addSection(draft, t('Findings after this'), () => {
    if (findings.length === 0) {
      draft.line(1, bullet, t('None.'));
    }
    for (const finding of findings) {
      const { severity, rule, resource = '' } = finding;
      draft.line(1, bullet, { text: `${severity} ${rule}`, style: 'property' }, `  ${resource}`);
      draft.line(2, findingText(finding));
    }
  });
}

function addStep(draft: DocumentDraft, step: Step, review: Review, t: Localize): void {
  const { plan } = review;
  const number = plan.steps.indexOf(step) + 1;
  const subject = subjectOf(step, plan, t);
  draft.blank();
  draft.section('step', t('Step {0}: {1}', number, callName(step)), subject, () => {
    addDiffLens(draft, step);
    draft.line(
      0,
      { text: t('Step {0} of {1}', number, plan.steps.length), style: 'keyword' },
      '  ',
      { text: callName(step), style: 'function' },
      `  ${subject}`,
    );
    addRows(draft, 1, rowsOf(step, t));
    draft.section('parameters', t('Parameters'), '', () => {
      const label = holdsPolicy(step.call.input)
        ? t('Parameters; a policy is sent as a text')
        : t('Parameters');
      draft.line(1, { text: label, style: 'comment' });
      inputLines(step, plan, t).forEach((line) => {
        draft.line(1, ...jsonSpans(line));
      });
    });
  });
}

function rowsOf(step: Step, t: Localize): readonly Row[] {
  const stops = [...new Set(step.before.map(({ otherwise }) => otherwise))].filter((text) => text !== '');
  return [
    [t('Why'), step.why],
    [t('Cost'), costWords(step.cost, t)],
    [t('Undo'), step.undo.text],
    ...(step.makes === undefined ? [] : [[t('Makes'), step.makes] as const]),
    ...stops.map((text) => [t('Stops if'), text] as const),
    [t('Permissions'), step.actions.join(', ')],
    [t('Region'), step.call.region],
  ];
}

function addDiffLens(draft: DocumentDraft, { id, changes }: Step): void {
  if (changes?.before != null) {
    draft.lens({ kind: 'diff', step: id });
  }
}

/** A line of indented JSON with the styles of its member name and its value. */
function jsonSpans(line: string): readonly Span[] {
  const match = /^(\s*)("(?:[^"\\]|\\.)*")(: )?(.*)$/.exec(line);
  if (match === null) {
    return [valueSpan(line)];
  }
  const [, indent = '', text = '', colon, rest = ''] = match;
  return colon === undefined
    ? [indent, { text, style: 'string' }, rest]
    : [indent, { text, style: 'property' }, colon, valueSpan(rest)];
}

function valueSpan(text: string): Span {
  if (text.startsWith('"')) {
    return { text, style: 'string' };
  }
  return /^(true|false|null|-?\d)/.test(text) ? { text, style: 'number' } : text;
}
