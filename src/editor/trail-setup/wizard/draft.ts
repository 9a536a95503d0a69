import { connection as frozen, type Connection } from '../../../core/connection.ts';
import { defaultAnswers, type InsightChoice, type TrailAnswers } from '../../../core/trails/setup/answers.ts';

/** Optional parts of a trail, each with questions of its own. */
const parts = ['data', 'network', 'insights', 'prefix', 'key', 'log-group', 'topic', 'tags'] as const;

export type Part = (typeof parts)[number];

/** What was answered so far. Answers to parts that are not wanted any more are kept, in case they are again. */
export interface Draft {
  readonly connection: Connection;
  /** Whether there is more than one, so that the user chooses it first. */
  readonly choosesConnection: boolean;
  readonly answers: TrailAnswers;
  readonly wants: ReadonlySet<Part>;
  /** The ids of the questions that were answered and need not be asked again. */
  readonly asked: ReadonlySet<string>;
}

/** Nothing is answered yet. */
export function emptyDraft(connection: Connection, choosesConnection = false): Draft {
  return {
    connection: frozen(connection),
    choosesConnection,
    // Without an account the names are not those to propose: nobody is shown them.
    answers: defaultAnswers('', connection.region, ''),
    wants: new Set(),
    asked: new Set(),
  };
}

/** Everything was answered before. */
export function draftOf(connection: Connection, answers: TrailAnswers, choosesConnection = false): Draft {
  return {
    connection,
    choosesConnection,
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

/** The draft with some answers changed. */
export function withAnswers(draft: Draft, changes: Partial<TrailAnswers>): Draft {
  return { ...draft, answers: { ...draft.answers, ...changes } };
}

/** The draft with questions to be asked again. */
export function withoutAnswered(draft: Draft, ids: readonly string[]): Draft {
  return { ...draft, asked: new Set([...draft.asked].filter((id) => !ids.includes(id))) };
}

/** What the user wants in the end: only the parts that are wanted, and nothing that has no effect. */
export function answersOf({ answers, wants }: Draft): TrailAnswers {
  const { keyPrefix, logGroup, topic, ...rest } = answers;
  const { reads, writes } = answers.management;
  const data = wants.has('data') ? answers.data : [];
  const plain: TrailAnswers = {
    ...rest,
    includesGlobalServiceEvents: answers.isMultiRegion || answers.includesGlobalServiceEvents,
    management: reads || writes ? answers.management : { ...answers.management, excludedSources: [] },
    encryption: wants.has('key') ? answers.encryption : { kind: 's3' },
    data,
    isRecursive: data.length > 0 && answers.isRecursive,
    network: wants.has('network') ? answers.network : [],
    insights: wants.has('insights') ? fedInsights({ ...answers, data }) : [],
    ...(wants.has('prefix') && keyPrefix !== undefined && keyPrefix !== '' ? { keyPrefix } : {}),
    ...(wants.has('log-group') && logGroup !== undefined ? { logGroup } : {}),
    ...(wants.has('topic') && topic !== undefined ? { topic } : {}),
    tags: wants.has('tags') ? answers.tags : [],
  };
  return plain;
}

/** The Insights that have something to analyse. */
function fedInsights(answers: TrailAnswers): readonly InsightChoice[] {
  const possible = possibleInsights(answers);
  return answers.insights
    .map(({ type, categories }) => ({
      type,
      categories: categories.filter((category) =>
        possible.some((one) => one.type === type && one.category === category),
      ),
    }))
    .filter(({ categories }) => categories.length > 0);
}

export interface PossibleInsight {
  readonly type: InsightChoice['type'];
  readonly category: InsightChoice['categories'][number];
}

/** The Insights for which the trail records the events: the call rate of management events counts writes alone. */
export function possibleInsights({
  management,
  data,
}: Pick<TrailAnswers, 'management' | 'data'>): readonly PossibleInsight[] {
  return [
    ...(management.writes ? [{ type: 'ApiCallRateInsight', category: 'Management' } as const] : []),
    ...(management.writes || management.reads
      ? [{ type: 'ApiErrorRateInsight', category: 'Management' } as const]
      : []),
    ...(data.length > 0
      ? ([
          { type: 'ApiCallRateInsight', category: 'Data' },
          { type: 'ApiErrorRateInsight', category: 'Data' },
        ] as const)
      : []),
  ];
}
