import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent, eventAt } from '../../../../test/support/events.ts';
import { hostileText, user } from '../../../../test/support/records.ts';
import type { CloudTrailEvent } from '../../events/event.ts';
import { eventFromLookup } from '../../events/parse-record.ts';
import { exportChunks, exportFormats, fileEnding, type ExportFormat } from './event-export.ts';
import { csvLine } from './csv.ts';

async function written(format: ExportFormat, events: Iterable<CloudTrailEvent>): Promise<string> {
  let text = '';
  for await (const chunk of exportChunks(format, events)) {
    text += chunk;
  }
  return text;
}

describe('an export', () => {
  it('as JSON, NDJSON and Records has the whole records', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 6 }), async (events) => {
        const whole = events.filter(({ record }) => Object.keys(record).length > 0);
        const records = whole.map(({ record }) => JSON.parse(JSON.stringify(record)) as unknown);
        expect(JSON.parse(await written('json', whole))).toEqual(records);
        expect(JSON.parse(await written('records', whole))).toEqual({ Records: records });
        const lines = (await written('ndjson', whole)).split('\n').slice(0, -1);
        expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });

  it('of an event without a record has what is known of it', async () => {
    const outline = eventFromLookup({ eventId: 'x', eventName: 'RunInstances', eventTime: 0 });
    expect(JSON.parse(await written('json', [outline]))).toEqual([
      { eventTime: '1970-01-01T00:00:00Z', eventName: 'RunInstances', eventID: 'x' },
    ]);
  });

  it('is handed out event by event', async () => {
    let made = 0;
    function* endless(): Generator<CloudTrailEvent> {
      for (;;) {
        made += 1;
        yield eventAt(made);
      }
    }
    for (const format of exportFormats) {
      made = 0;
      const chunks = exportChunks(format, endless())[Symbol.asyncIterator]();
      for (let index = 0; index < 5; index += 1) {
        await chunks.next();
      }
      expect(made).toBeLessThanOrEqual(5);
    }
  });

  it('of nothing is empty, and sound', async () => {
    expect(JSON.parse(await written('records', []))).toEqual({ Records: [] });
    expect(await written('ndjson', [])).toBe('');
    expect((await written('csv', [])).split('\r\n')).toHaveLength(2);
    expect(exportFormats.map(fileEnding)).toEqual(['csv', 'json', 'ndjson', 'json', 'md']);
  });
});

describe('CSV', () => {
  it('has a line for each event, and as many values as columns', async () => {
    const text = await written('csv', [eventAt(0, { errorCode: 'Access,"Denied"', errorMessage: 'a\nb' })]);
    expect(text).toMatch(
      /^time,event,service,.*\r\n2026-11-19T14:00:00Z,DescribeTrails,cloudtrail.amazonaws.com,/,
    );
    expect(text).toContain('"Access,""Denied""","a\nb"');
  });

  it('has no value that a spreadsheet would run', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('=', '+', '-', '@', '\t=', ' =', '＝', '\r='),
        hostileText,
        (start, text) => {
          const line = csvLine([start + text]);
          expect(line).toMatch(/^"?'/);
        },
      ),
    );
    expect(csvLine(['a=b', "'x", '5'])).toBe("a=b,'x,5\r\n");
  });
});

describe('Markdown', () => {
  it('has a row for each event, and shows markup as text', async () => {
    const name = '[x](https://example.com) | <img src=x> `a` *b* @maria';
    const text = await written('markdown', [eventAt(0, { userIdentity: user(name) })]);
    const rows = text.trimEnd().split('\n');
    expect(rows).toHaveLength(3);
    expect(rows[2]).toContain(
      '\\[x\\]\\(https&#58;//example.com\\) \\| &lt;img src=x&gt; \\`a\\` \\*b\\* &#64;maria',
    );
    // Cells are told apart by bars that are not escaped.
    expect(rows[2]?.match(/(?<!\\)\|/g)).toHaveLength(8);
  });
});
