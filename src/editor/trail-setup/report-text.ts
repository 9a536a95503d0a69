import { resourcePage, trailPage } from '../../core/console-links.ts';
import { displayText } from '../../core/events/display-text.ts';
import { explainFailure } from '../../core/failures/explain-failure.ts';
import type { Localize } from '../../core/localize.ts';
import type { Plan, Step } from '../../core/trails/setup/plan.ts';
import type { RunResult } from '../../core/trails/setup/run-plan.ts';
import type { Stop } from '../../core/trails/setup/run.ts';
import { callName, subjectOf } from './call-words.ts';
import { DocumentDraft, type PlanDocument, type Span } from './document-draft.ts';
import { addSection, addTexts, addWhere, planTitle, type PlanPlace } from './plan-text.ts';
import { hasConsole } from '../connections/console-access.ts';

/** The document of a plan that has run: what was made, or what went wrong, what was undone and what remains. */
export function reportDocument(place: PlanPlace, result: RunResult, t: Localize): PlanDocument {
  const draft = new DocumentDraft();
  draft.lens({ kind: 'actions' });
  addWhere(draft, outcomeText(place.plan, result, t), place, t);
  addStop(draft, place.plan, result.stop, t);
  addRemaining(draft, result, t);
  addMade(draft, place, result, t);
  addCalls(draft, place.plan, result, t);
  return draft.finished();
}

/** How a run ended, in one sentence. */
export function outcomeText(plan: Plan, result: RunResult, t: Localize): string {
  const { name } = plan.trail;
  switch (result.outcome) {
    case 'done':
      return doneText(plan, result.isLogging, t);
    case 'undone':
      return result.undone.length === 0
        ? t('{0}: nothing was changed.', planTitle(plan, t))
        : t('{0}: stopped, and all that was done was undone.', planTitle(plan, t));
    case 'partly-undone':
      return t('{0}: stopped, and not all that was done could be undone.', planTitle(plan, t));
    case 'kept':
      return plan.kind === 'create-trail'
        ? t('Trail "{0}" was created; what happened after its logging began is not certain.', name)
        : t('{0}: it is not certain whether that was done.', planTitle(plan, t));
  }
}

function doneText({ kind, trail }: Plan, isLogging: boolean | undefined, t: Localize): string {
  const wanted = kind !== 'stop-logging';
  if (isLogging !== wanted) {
    return t('All steps were done, but whether trail "{0}" logs could not be confirmed.', trail.name);
  }
  switch (kind) {
    case 'create-trail':
      return t('Trail "{0}" was created and logs.', trail.name);
    case 'start-logging':
      return t('Trail "{0}" logs.', trail.name);
    case 'stop-logging':
      return t('Trail "{0}" does not log any more.', trail.name);
  }
}

/** Why a run stopped: what somebody changed, or what AWS answered and what to do about it; empty for a cancellation. */
export function stopTexts({ kind, message, error }: Stop, t: Localize): readonly string[] {
  if (kind === 'cancelled') {
    return [t('It was cancelled.')];
  }
  if (error === undefined) {
    return [message ?? t('The account has changed since the review.')];
  }
  const { title, reason, remedy } = explainFailure(error, t);
  const { requestId } = error.context;
  return [
    `${title}. ${reason}`,
    remedy,
    ...(error.message === '' || reason.includes(error.message)
      ? []
      : [t('AWS answered: {0}', displayText(error.message, 1000))]),
    ...(requestId === undefined ? [] : [t('Request id: {0}', requestId)]),
  ];
}

function addStop(draft: DocumentDraft, plan: Plan, stop: Stop | undefined, t: Localize): void {
  // A run that was broken off earlier, and is undone now, stopped nowhere that is known.
  if (stop === undefined || (stop.kind === 'cancelled' && stop.step === undefined)) {
    return;
  }
  const index = plan.steps.findIndex(({ id }) => id === stop.step);
  const step = plan.steps[index];
  const heading =
    step === undefined
      ? t('Stopped before the first step')
      : t('Stopped at step {0}, {1}', index + 1, callName(step));
  addTexts(draft, heading, stopTexts(stop, t));
}

function addRemaining(draft: DocumentDraft, { remaining }: RunResult, t: Localize): void {
  if (remaining.length === 0) {
    return;
  }
  addSection(draft, t('What remains, and how to remove it'), () => {
    for (const { what, reason, commands, mayPass } of remaining) {
      draft.line(1, bullet, what);
      draft.line(2, reason);
      commands.forEach((command) => {
        draft.line(2, { text: command, style: 'string' });
      });
      if (mayPass) {
        draft.line(2, t('It can be tried again: CloudTrail: Unfinished changes…'));
      }
    }
  });
}

/** What is there now, with links to its pages in the console. */
function addMade(draft: DocumentDraft, place: PlanPlace, { done }: RunResult, t: Localize): void {
  const made = place.plan.steps.filter(({ id, makes }) => done.includes(id) && makes !== undefined);
  if (made.length === 0) {
    return;
  }
  addSection(draft, t('What was made'), () => {
    for (const step of made) {
      draft.line(1, bullet, linked(step, place));
    }
  });
}

const bullet: Span = { text: '• ', style: 'comment' };

function linked(step: Step, place: PlanPlace): Span {
  const text = step.makes ?? '';
  const address = consolePage(step, place);
  return address === undefined ? { text } : { text, address };
}

/** The types of what the calls make, as console pages know them. */
const madeTypes: Readonly<Record<string, string>> = {
  CreateBucket: 'AWS::S3::Bucket',
  CreateRole: 'AWS::IAM::Role',
  CreateTopic: 'AWS::SNS::Topic',
  CreateLogGroup: 'AWS::Logs::LogGroup',
};

/** The page of what a step made. */
function consolePage({ call, makes }: Step, { connection, plan }: PlanPlace): string | undefined {
  if (!hasConsole(connection) || makes === undefined) {
    return undefined;
  }
  if (call.operation === 'CreateTrail') {
    return trailPage(plan.trail.arn);
  }
  const type = madeTypes[call.operation];
  const name = [
    call.input['Bucket'],
    call.input['RoleName'],
    call.input['logGroupName'],
    call.input['Name'],
  ].find((value) => typeof value === 'string');
  return type === undefined || typeof name !== 'string'
    ? undefined
    : resourcePage({ type, name, arn: makes, accountId: plan.account }, call.region);
}

function addCalls(draft: DocumentDraft, plan: Plan, result: RunResult, t: Localize): void {
  const width = Math.max(...plan.steps.map((step) => callName(step).length)) + 2;
  addSection(draft, t('What was called'), () => {
    plan.steps.forEach((step, index) => {
      draft.line(
        0,
        { text: `${String(index + 1).padStart(3)}  `, style: 'comment' },
        { text: callName(step).padEnd(width), style: 'function' },
        `${stepState(step, result, t)}  ${subjectOf(step, plan, t)}`,
      );
    });
  });
}

function stepState({ id }: Step, { done, undone, remaining, stop }: RunResult, t: Localize): string {
  if (done.includes(id)) {
    return t('✓ done');
  }
  if (undone.includes(id)) {
    return t('↶ undone');
  }
  if (remaining.some(({ step }) => step === id)) {
    return t('! remains');
  }
  return stop?.step === id && stop.kind !== 'cancelled' ? t('✖ failed') : t('- not called');
}
