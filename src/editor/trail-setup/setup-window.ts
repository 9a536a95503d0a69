import type { Notice } from '../../core/trails/setup/plan.ts';
import type { RunResult } from '../../core/trails/setup/run-plan.ts';
import type { LeftRun } from './journal-files.ts';
import type { OpenPlan } from './plan-documents.ts';
import type { PlanPlace } from './plan-text.ts';

/** What is said while something takes its time: the text, and by how many percent it has come further. */
export type Report = (message: string, percent?: number) => void;

/** What becomes of a run that was broken off. */
export type LeftChoice = 'resume' | 'undo' | 'forget' | undefined;

/**
 * What setting up trails asks and shows. `editor-window.ts` has the editor's own; tests have one that answers by
 * itself.
 */
export interface SetupWindow {
  /** Opens the document of a plan, or brings it to the front. */
  show(plan: OpenPlan): Promise<void>;
  close(plan: OpenPlan): Promise<void>;
  /** Shows that something is under way, which the signal ends when the user cancels. */
  progress<T>(title: string, work: (report: Report, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Whether changes of this caller may be made from now on. */
  allowsChanges(place: PlanPlace): Promise<boolean>;
  /** Whether the user has typed the trail's name, as before something that cannot be made good. */
  typesName(place: PlanPlace): Promise<boolean>;
  /** Whether to go on although somebody else manages what is changed. */
  allowsManaged(place: PlanPlace, notices: readonly Notice[]): Promise<boolean>;
  /** What to do about a run that was broken off; undefined to leave it for later. */
  chooseFor(left: LeftRun): Promise<LeftChoice>;
  /** Says that the setting forbids all changes. */
  tellReadOnly(): Promise<void>;
  /** Says something that the user has to know before going on. */
  tell(message: string): Promise<void>;
  /** Says how a run ended. `plan` is its document. */
  tellEnded(plan: OpenPlan, place: PlanPlace, result: RunResult): Promise<void>;
}
