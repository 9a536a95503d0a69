import { randomUUID } from 'node:crypto';
import type { Connection } from '../../core/connection.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { Localize } from '../../core/localize.ts';
import type { AwsCaller, AwsPorts, Clock } from '../../core/ports.ts';
import { resumeRun, runPlan, undoRun, type RunResult } from '../../core/trails/setup/run-plan.ts';
import type { Progress, RunWorld } from '../../core/trails/setup/run.ts';
import type { Plan } from '../../core/trails/setup/plan.ts';
import { connectionName } from '../connections/connection-words.ts';
import type { Allowances, Caller } from './allowances.ts';
import type { JournalFiles, LeftRun, OwnJournal } from './journal-files.ts';
import { makeReview } from './make-review.ts';
import { differences } from './plan-difference.ts';
import type { OpenPlan, PlanDocuments, PlanState } from './plan-documents.ts';
import type { PlanRequest, Review } from './plan-request.ts';
import { placeOf, planTitle, reviewDocument, type PlanPlace } from './plan-text.ts';
import { reportDocument, stopTexts } from './report-text.ts';
import { progressText } from './run-words.ts';
import type { Report, SetupWindow } from './setup-window.ts';

/** What setting up trails works with. */
export interface SetupNeeds {
  readonly ports: () => Promise<AwsPorts>;
  readonly clock: Clock;
  /** Resolves after so many milliseconds; rejects as soon as the signal aborts. */
  readonly delay: RunWorld['delay'];
  readonly t: Localize;
  readonly window: SetupWindow;
  readonly documents: PlanDocuments;
  readonly journals: JournalFiles;
  readonly allowances: Allowances;
  /** Whether the setting forbids all changes. */
  readonly isReadOnly: () => boolean;
  /** Whether the user still has a connection on the list: nothing is done with one that was taken off. */
  readonly isListed: (connection: Connection) => boolean;
  /** Is told of a trail that a run has changed, or tried to. */
  readonly changed: (connection: Connection, arn: string) => Promise<void>;
  /** Is told of each failure, for the log. */
  readonly failed: (error: TrailscopeError) => void;
}

/**
 * Plans, reviews and applies changes to trails. Nothing is changed but by a plan that was reviewed, by a caller for
 * whom the user has allowed it, with a journal from which the run can be undone.
 */
export class TrailSetup {
  readonly #needs: SetupNeeds;
  /** One run at a time: two would not know of each other's changes. */
  #isBusy = false;

  constructor(needs: SetupNeeds) {
    this.#needs = needs;
  }

  /**
   * Reads the account, makes a plan and shows it.
   * @throws TrailscopeError where the account cannot be read
   */
  async review(request: PlanRequest): Promise<void> {
    const { t, window } = this.#needs;
    const review = await window.progress(t('Reading the account'), (_, signal) =>
      this.#makeReview(request, signal),
    );
    await this.#show(review, randomUUID(), []);
  }

  /** Puts every review into words again, after a change of the setting that forbids changes. */
  reword(): void {
    for (const { id, state } of this.#needs.documents.all()) {
      if (state.kind === 'review') {
        this.#keep(state.review, id, state);
      }
    }
  }

  /**
   * Runs a plan that was reviewed, unless the account, or who is asking, has changed since: then it is reviewed again.
   * @throws TrailscopeError where nothing could be begun
   */
  async apply(id: string): Promise<void> {
    const open = this.#needs.documents.get(id);
    if (open?.state.kind === 'review') {
      const { review } = open.state;
      await this.#alone(async () => {
        if (await this.#mayApply(review)) {
          await this.#applyReviewed(open, review);
        }
      });
    }
  }

  /** Asks the questions again and shows the plan for the new answers in place of this one. */
  async askAgain(id: string): Promise<void> {
    const { documents, window } = this.#needs;
    const open = documents.get(id);
    if (open?.state.kind !== 'review' || open.state.review.request.kind !== 'create') {
      return;
    }
    const { askAgain, answers } = open.state.review.request;
    const request = await askAgain(answers);
    if (request !== undefined) {
      await this.review(request);
      await window.close(open);
    }
  }

  /** Closes a review; nothing was changed. */
  async cancel(id: string): Promise<void> {
    const open = this.#needs.documents.get(id);
    if (open?.state.kind === 'review') {
      await this.#needs.window.close(open);
    }
  }

  /** Makes the plan again for somebody who wants to change what another tool manages. */
  async changeManaged(id: string): Promise<void> {
    const { documents, window, t } = this.#needs;
    const open = documents.get(id);
    if (open?.state.kind !== 'review') {
      return;
    }
    const { review } = open.state;
    const managed = review.plan.refusals.filter(({ id: notice }) => notice === 'managed');
    if (
      managed.length === 0 ||
      !(await this.#isConnected(review)) ||
      !(await window.allowsManaged(placeOf(review), managed))
    ) {
      return;
    }
    const request = withManaged(review.request);
    const again = await window.progress(t('Reading the account'), (_, signal) =>
      this.#makeReview(request, signal),
    );
    await this.#show(again, id, []);
  }

  /** Asks what to do about a run that was broken off, and does it with the connection that there is by then. */
  async takeUp(left: LeftRun, current: () => Connection | undefined): Promise<void> {
    const { window, journals, t } = this.#needs;
    const choice = await window.chooseFor(left);
    if (choice === undefined) {
      return;
    }
    if (choice === 'forget') {
      await journals.forget(left.id);
      return;
    }
    const connection = current();
    if (connection === undefined) {
      await window.tell(t('Connect to the account {0} first.', left.run.plan.account));
      return;
    }
    await this.#alone(() => this.#takeUp(left, connection, choice));
  }

  async #takeUp(left: LeftRun, connection: Connection, how: 'resume' | 'undo'): Promise<void> {
    const { window, journals, t } = this.#needs;
    const { plan, connection: before } = left.run;
    if (connection.endpoint !== before.endpoint) {
      const message = t('The run was made at {0}. Use a connection to it.', before.endpoint ?? 'AWS');
      throw new TrailscopeError({ kind: 'invalid-input' }, message);
    }
    const title = how === 'resume' ? planTitle(plan, t) : t('Undo: {0}', planTitle(plan, t));
    const { account } = await this.#needs.ports();
    const [caller, alias] = await window.progress(title, (_, signal) =>
      Promise.all([
        account.identity(connection, signal),
        // It only helps to recognise the account; not everybody may read it.
        account.alias(connection, signal).catch(() => undefined),
      ]),
    );
    if (caller.account !== plan.account) {
      const message = t(
        'The run was in the account {0}, and these credentials are of {1}.',
        plan.account,
        caller.account,
      );
      throw new TrailscopeError({ kind: 'invalid-input' }, message);
    }
    const place = { plan: { ...plan, caller: caller.arn }, connection, alias };
    if (!(await this.#mayChange(place, caller))) {
      return;
    }
    const taken = await journals.takeOver(left.id);
    if (taken === undefined) {
      await window.tell(t('Another window is at this already.'));
      return;
    }
    const { journal, run } = taken;
    await this.#run(place, randomUUID(), journal, (world, signal, onProgress) =>
      how === 'resume' ? resumeRun(run, world, signal, onProgress) : undoRun(run, world, onProgress),
    );
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    const { window, t } = this.#needs;
    if (this.#isBusy) {
      await window.tell(t('Another change is being made. Wait until it has come to its end.'));
      return;
    }
    this.#isBusy = true;
    try {
      await work();
    } finally {
      this.#isBusy = false;
    }
  }

  /** Whether a review may be applied: nothing speaks against it, and the user has said so. */
  async #mayApply(review: Review): Promise<boolean> {
    const { window, isReadOnly } = this.#needs;
    const { plan } = review;
    const place = placeOf(review);
    if (isReadOnly()) {
      await window.tellReadOnly();
      return false;
    }
    if (!(await this.#isConnected(review))) {
      return false;
    }
    if (plan.refusals.length > 0) {
      await window.tell(plan.refusals.map(({ message }) => message).join(' '));
      return false;
    }
    if (plan.kind === 'stop-logging' && !(await window.typesName(place))) {
      return false;
    }
    return this.#mayChange(place, { account: plan.account, arn: plan.caller });
  }

  /** Whether the connection of a plan is still there; otherwise the user is told what to do. */
  async #isConnected({ request: { connection } }: Review): Promise<boolean> {
    const { window, isListed, t } = this.#needs;
    const isThere = isListed(connection);
    if (!isThere) {
      await window.tell(
        t(
          'The connection {0} was removed after this plan was made, so nothing was done. Add it again to apply the plan, or cancel the plan.',
          connectionName(connection, t),
        ),
      );
    }
    return isThere;
  }

  async #mayChange(place: PlanPlace, caller: Caller): Promise<boolean> {
    const { window, allowances, isReadOnly } = this.#needs;
    if (isReadOnly()) {
      await window.tellReadOnly();
      return false;
    }
    if (!allowances.isAllowed(caller)) {
      if (!(await window.allowsChanges(place))) {
        return false;
      }
      allowances.allow(caller);
    }
    return true;
  }

  async #applyReviewed({ id }: OpenPlan, review: Review): Promise<void> {
    const { documents, window, journals, t } = this.#needs;
    this.#keep(review, id, { kind: 'running', review });
    try {
      const again = await window.progress(
        t('Checking that nothing has changed since the review'),
        (_, signal) => this.#makeReview(review.request, signal, review),
      );
      const changed = differences(review, again, t);
      if (changed.length > 0) {
        await this.#tellChanged(again, id, changed);
        return;
      }
      const journal = await journals.begin();
      await this.#run(placeOf(review), id, journal, async (world, signal, onProgress) =>
        begun(await runPlan(review.plan, world, signal, onProgress)),
      );
    } catch (thrown) {
      if (thrown instanceof NotBegunError) {
        await this.#tellChanged(review, id, stopTexts(thrown.stop, t));
        return;
      }
      throw thrown;
    } finally {
      // Whatever did not even begin can be applied once the reason is gone.
      if (documents.get(id)?.state.kind === 'running') {
        this.#keep(review, id, reviewing(review));
      }
    }
  }

  async #tellChanged(review: Review, id: string, changed: readonly string[]): Promise<void> {
    const { window, t } = this.#needs;
    await this.#show(review, id, changed);
    await window.tell(
      t('The account has changed since the review, so nothing was done. Review the plan again.'),
    );
  }

  /** Runs something with a journal and tells how it ended. */
  async #run(
    place: PlanPlace,
    id: string,
    journal: OwnJournal,
    work: (
      world: RunWorld,
      signal: AbortSignal,
      onProgress: (progress: Progress) => void,
    ) => Promise<RunResult>,
  ): Promise<void> {
    const { documents, window, changed, t } = this.#needs;
    const { caller } = await this.#needs.ports();
    const world = this.#worldOf(place.connection, caller, journal);
    try {
      const result = await window.progress(planTitle(place.plan, t), (report, signal) =>
        work(world, signal, tellProgress(place.plan, report, t)),
      );
      if (result.stop?.kind === 'failed' && result.stop.error !== undefined) {
        this.#needs.failed(result.stop.error);
      }
      const document = reportDocument(place, result, t);
      const state = { kind: 'ended', place, outcome: result.outcome } as const;
      const plan = { id, name: planTitle(place.plan, t), state, document };
      documents.set(plan);
      await changed(place.connection, place.plan.trail.arn);
      await window.tellEnded(plan, place, result);
    } finally {
      await journal.close();
    }
  }

  #worldOf(connection: Connection, caller: AwsCaller, journal: OwnJournal): RunWorld {
    const { clock, delay, t } = this.#needs;
    return {
      // Once another window has taken the run over, this one must not go on, nor undo what the other does.
      caller: {
        call: async (to, call, signal) => {
          if (!/^(Get|List|Describe)/.test(call.operation)) {
            await journal.check();
          }
          return caller.call(to, call, signal);
        },
      },
      connection,
      journal,
      now: () => clock.now(),
      delay,
      calm: new AbortController().signal,
      t,
    };
  }

  async #makeReview(request: PlanRequest, signal: AbortSignal, earlier?: Review): Promise<Review> {
    const { clock, t } = this.#needs;
    const ports = await this.#needs.ports();
    return makeReview(request, { ports, clock, t }, signal, earlier);
  }

  async #show(review: Review, id: string, changed: readonly string[]): Promise<void> {
    await this.#needs.window.show(this.#keep(review, id, reviewing(review, changed)));
  }

  #keep(review: Review, id: string, state: Exclude<PlanState, { kind: 'ended' }>): OpenPlan {
    const { documents, isReadOnly, t } = this.#needs;
    const forbidden = isReadOnly()
      ? t('The setting trailscope.readOnly is on: Trailscope changes nothing.')
      : undefined;
    const isRunning = state.kind === 'running';
    const notes = { forbidden, isRunning, changed: isRunning ? [] : state.changed };
    const document = reviewDocument(review, notes, t);
    const open: OpenPlan = { id, name: planTitle(review.plan, t), state, document };
    documents.set(open);
    return open;
  }
}

/** The account was found changed, or could not be read, before the first step. */
class NotBegunError extends Error {
  override readonly name = 'NotBegunError';
  readonly stop: NonNullable<RunResult['stop']>;

  constructor(stop: NonNullable<RunResult['stop']>) {
    super(stop.message ?? stop.kind);
    this.stop = stop;
  }
}

/** @throws where a run stopped before its first step: what AWS answered, or {@link NotBegunError} for a change */
function begun(result: RunResult): RunResult {
  const { stop } = result;
  if (stop !== undefined && stop.step === undefined) {
    throw stop.error ?? new NotBegunError(stop);
  }
  return result;
}

function reviewing(review: Review, changed: readonly string[] = []): Extract<PlanState, { kind: 'review' }> {
  return { kind: 'review', review, changed };
}

function withManaged(request: PlanRequest): PlanRequest {
  return request.kind === 'create'
    ? { ...request, answers: { ...request.answers, changesManaged: true } }
    : { ...request, change: { ...request.change, changesManaged: true } };
}

function tellProgress(plan: Plan, report: Report, t: Localize): (progress: Progress) => void {
  const percent = 100 / plan.steps.length;
  return (progress) => {
    report(progressText(plan, progress, t), progress.phase === 'done' ? percent : undefined);
  };
}
