import type { Connection } from '../../../core/connection.ts';
import { defaultAnswers, type TrailAnswers } from '../../../core/trails/setup/answers.ts';

/** Optional parts of a trail, each with questions of its own. */
export const parts = ['data', 'network', 'insights', 'prefix', 'key', 'log-group', 'topic', 'tags'] as const;

export type Part = (typeof parts)[number];

/** What was answered so far. Answers to parts that are not wanted any more are kept, in case they are again. */
export interface Draft {
  readonly connection: Connection;
  readonly answers: TrailAnswers;
  readonly wants: ReadonlySet<Part>;
  /** The ids of the questions that were answered and need not be asked again. */
  readonly asked: ReadonlySet<string>;
}

/** Nothing is answered yet. */
export function emptyDraft(connection: Connection): Draft {
  return {
    connection,
    // Without an account the names are not those to propose: nobody is shown them.
    answers: defaultAnswers('', connection.region, ''),
    wants: new Set(),
    asked: new Set(),
  };
}

/** Everything was answered before. */
export function draftOf(connection: Connection, answers: TrailAnswers): Draft {
  return {
    connection,
    answers,
    wants: new Set(parts.filter((part) => has(answers, part))),
    asked: new Set(),
  };
}

function has(answers: TrailAnswers, part: Part): boolean {
  switch (part) {
    case 'data':
    case 'network':
    case 'insights':
    case 'tags':
      return answers[part].length > 0;
    case 'prefix':
      return answers.keyPrefix !== undefined;
    case 'key':
      return answers.encryption.kind !== 's3';
    case 'log-group':
      return answers.logGroup !== undefined;
    case 'topic':
      return answers.topic !== undefined;
  }
}

/** The answers with some of them changed. */
export function withAnswers(draft: Draft, changes: Partial<TrailAnswers>): Draft {
  return { ...draft, answers: { ...draft.answers, ...changes } };
}
