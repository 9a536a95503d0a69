import type { InvestigationAnswer } from '../../core/investigations/investigation.ts';
import { csvLine } from '../../core/query/export/csv.ts';
import { timeText } from '../../core/query/export/table-columns.ts';
import { harmless } from '../terminal.ts';
import type { QueryFormat } from './query-words.ts';
import { jsonText } from './write-rows.ts';

/** The answer of an investigation, in the format that was asked for. */
export function answerText(format: QueryFormat, answer: InvestigationAnswer): string {
  const findings = answer.findings.map(({ text, events }) => ({
    text,
    events: events.map(({ record }) => record),
  }));
  switch (format) {
    case 'table':
      return plainText(answer);
    case 'json':
      return jsonText({ headline: answer.headline, findings, unseen: answer.unseen });
    case 'ndjson':
      return findings.map((finding) => `${JSON.stringify(finding)}\n`).join('');
    case 'csv':
      return csvText(answer);
  }
}

function plainText({ headline, findings, unseen }: InvestigationAnswer): string {
  const lines = [
    headline,
    ...findings.map(({ text }) => `  ${text}`),
    ...(unseen.length === 0 ? [] : ['', ...unseen]),
  ];
  return lines.map((line) => `${harmless(line)}\n`).join('');
}

function csvText({ findings }: InvestigationAnswer): string {
  const lines = findings.map(({ text, events }) =>
    csvLine([
      text,
      String(events.length),
      timeText(events[0]?.time),
      events.flatMap(({ id }) => id ?? []).join(' '),
    ]),
  );
  return csvLine(['finding', 'events', 'first_time', 'event_ids']) + lines.join('');
}
