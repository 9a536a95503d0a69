import type { Connection } from '../../connection.ts';
import type { Plan } from './plan.ts';

/**
 * Keeps what a run does, so that it can be gone on with or undone after a crash. An entry is kept for good when
 * `write` resolves: the run waits for that before it changes anything.
 */
export interface Journal {
  write(entry: JournalEntry): Promise<void>;
}

export type JournalEntry =
  | { readonly kind: 'begin'; readonly plan: Plan; readonly connection: Connection; readonly time: number }
  /** Is about to be called. */
  | { readonly kind: 'trying'; readonly step: string }
  /** Took effect, with what later steps refer to. */
  | { readonly kind: 'did'; readonly step: string; readonly made: Made }
  /** Surely did not take effect. */
  | { readonly kind: 'failed'; readonly step: string }
  | { readonly kind: 'undoing' }
  | { readonly kind: 'undid'; readonly step: string }
  | { readonly kind: 'end' };

/** Members of an answer that later steps refer to, such as `KeyMetadata.Arn`. */
export type Made = Readonly<Record<string, string>>;

/** A run that was neither finished nor undone. */
export interface UnfinishedRun {
  readonly plan: Plan;
  readonly connection: Connection;
  readonly time: number;
  /** The steps that took effect and are not undone, in their order. */
  readonly did: ReadonlyMap<string, Made>;
  /** The step that may have taken effect. */
  readonly doubtful?: string;
  readonly undone: readonly string[];
  /** Once undoing has begun, a run can only be undone. */
  readonly canResume: boolean;
}

/** The run that a journal tells of; undefined where it has come to its end, or never began. */
export function unfinishedRun(entries: readonly JournalEntry[]): UnfinishedRun | undefined {
  const [first] = entries;
  if (first?.kind !== 'begin' || entries.some(({ kind }) => kind === 'end')) {
    return undefined;
  }
  const did = new Map<string, Made>();
  const undone: string[] = [];
  let doubtful: string | undefined;
  for (const entry of entries) {
    switch (entry.kind) {
      case 'trying':
        doubtful = entry.step;
        break;
      case 'did':
        did.set(entry.step, entry.made);
        doubtful = undefined;
        break;
      case 'failed':
        doubtful = undefined;
        break;
      case 'undid':
        did.delete(entry.step);
        doubtful = doubtful === entry.step ? undefined : doubtful;
        undone.push(entry.step);
        break;
      default:
        break;
    }
  }
  return {
    plan: first.plan,
    connection: first.connection,
    time: first.time,
    did,
    ...(doubtful === undefined ? {} : { doubtful }),
    undone,
    canResume: !entries.some(({ kind }) => kind === 'undoing'),
  };
}
