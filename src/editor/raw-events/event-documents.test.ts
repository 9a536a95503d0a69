import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { InMemoryAws } from '../../../test/support/in-memory-aws.ts';
import { connection } from '../../core/connection.ts';
import { eventFromLookup } from '../../core/events/parse-record.ts';
import { EventDocuments, eventText } from './event-documents.ts';

const virginia = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const { signal } = new AbortController();
const event = eventAt('2026-11-19T14:02:11Z', '7f3c-1');

function documentsOf(aws = new InMemoryAws()): EventDocuments {
  return new EventDocuments(() => Promise.resolve(aws.events));
}

describe('the document of an event', () => {
  it('has the record as it came, and a name that tells the event', async () => {
    const documents = documentsOf();
    const { path, query } = documents.add({ connection: virginia, event });
    expect(path).toBe('/TerminateInstances-7f3c-1.json');
    expect(JSON.parse(await documents.text(query, signal))).toEqual(event.record);
  });

  it('has one address for an event, and another one through another connection', () => {
    const documents = documentsOf();
    const other = connection({ ...virginia, region: 'eu-west-1' });
    const queries = [virginia, virginia, other].map(
      (each) => documents.add({ connection: each, event }).query,
    );
    expect(queries[0]).toBe(queries[1]);
    expect(queries[0]).not.toBe(queries[2]);
  });

  it('is looked up again when it is not kept any more, as after a reload', async () => {
    const aws = new InMemoryAws({ events: [event] });
    const { query } = documentsOf().add({ connection: virginia, event });
    const text = await documentsOf(aws).text(query, signal);
    expect(JSON.parse(text)).toEqual(event.record);
    expect(aws.calls[0]?.query?.attribute).toEqual({ key: 'EventId', value: '7f3c-1' });
  });

  it('is not looked up at an endpoint that its address names', async () => {
    const aws = new InMemoryAws({ events: [event] });
    const emulated = connection({ ...virginia, endpoint: 'https://collect.example' });
    const documents = documentsOf(aws);
    const { query } = documents.add({ connection: emulated, event });
    expect(JSON.parse(await documents.text(query, signal))).toEqual(event.record);
    const invalid = { failure: { kind: 'invalid-input' } };
    await expect(documentsOf(aws).text(query, signal)).rejects.toMatchObject(invalid);
    expect(aws.calls).toEqual([]);
  });

  it('says that the event is gone when it is older than the history', async () => {
    const { query } = documentsOf().add({ connection: virginia, event });
    await expect(documentsOf().text(query, signal)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('is kept by its address when the event has no id', async () => {
    const silent = eventAt('2026-11-19T14:02:11Z', '');
    const { query } = documentsOf().add({ connection: virginia, event: silent });
    expect(JSON.parse(await documentsOf().text(query, signal))).toEqual(silent.record);
  });

  it('shows the text that came where a record is not JSON, or nested too deeply to be written', () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    for (const cloudTrailEvent of ['not { JSON', deep]) {
      expect(eventText(eventFromLookup({ eventId: 'b', cloudTrailEvent }))).toBe(cloudTrailEvent);
    }
  });

  it('shows what is known of an event that came without a record', () => {
    const broken = eventFromLookup({ eventId: 'b', eventName: 'RunInstances' });
    expect(JSON.parse(eventText(broken))).toMatchObject({
      id: 'b',
      name: 'RunInstances',
      problem: broken.problem,
    });
  });

  it("keeps a name from an event out of the path's structure", () => {
    const evil = eventAt('2026-11-19T14:02:11Z', '../../x', { eventName: '../etc/passwd?x#y' });
    expect(documentsOf().add({ connection: virginia, event: evil }).path).toBe(
      '/___etc_passwd_x_y-______x.json',
    );
  });

  it.each(['', 'null', '{}', '{"connection": 1, "id": "x"}', 'not json'])(
    'is refused for an address that names no event: %j',
    async (query) => {
      await expect(documentsOf().text(query, signal)).rejects.toMatchObject({
        failure: { kind: 'invalid-input' },
      });
    },
  );
});
