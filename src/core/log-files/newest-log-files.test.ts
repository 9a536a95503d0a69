import { describe, expect, it } from 'vitest';
import { InMemoryObjects } from '../../../test/support/in-memory-objects.ts';
import { connection } from '../connection.ts';
import { accountFolders, newestLogFiles } from './newest-log-files.ts';

const chain = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const { signal } = new AbortController();

function keyOf(folder: string, region: string, stamp: string, unique = 'a1'): string {
  const day = `${stamp.slice(0, 4)}/${stamp.slice(4, 6)}/${stamp.slice(6, 8)}`;
  return `${folder}CloudTrail/${region}/${day}/111122223333_CloudTrail_${region}_${stamp}_${unique}.json.gz`;
}

const own = 'AWSLogs/111122223333/';

describe('the folders of accounts', () => {
  it('are those of the trail, and below the organization those of its accounts', async () => {
    const store = new InMemoryObjects({
      logs: [
        keyOf('prod/AWSLogs/111122223333/', 'us-east-1', '20260401T1200Z'),
        keyOf('prod/AWSLogs/o-abc/444455556666/', 'us-east-1', '20260401T1200Z'),
        keyOf('AWSLogs/777788889999/', 'us-east-1', '20260401T1200Z'),
        'prod/AWSLogs/notes/readme.txt',
      ],
    });
    const place = { bucket: 'logs', keyPrefix: 'prod' };
    expect(await accountFolders(store, chain, place, signal)).toEqual([
      { account: '111122223333', folder: 'prod/AWSLogs/111122223333/' },
      { account: '444455556666', folder: 'prod/AWSLogs/o-abc/444455556666/' },
    ]);
  });

  it('are none in an empty bucket', async () => {
    expect(
      await accountFolders(new InMemoryObjects({ logs: [] }), chain, { bucket: 'logs' }, signal),
    ).toEqual([]);
  });
});

describe('the newest log files', () => {
  const account = { account: '111122223333', folder: own };

  it('are those of the newest day of each Region, newest first', async () => {
    const late = keyOf(own, 'eu-west-1', '20260401T1205Z');
    const early = keyOf(own, 'us-east-1', '20260401T1200Z');
    const store = new InMemoryObjects({
      logs: [
        keyOf(own, 'us-east-1', '20251231T2359Z'),
        keyOf(own, 'us-east-1', '20260331T2359Z'),
        early,
        late,
        keyOf(own, 'ap-south-1', '20240101T0000Z'),
      ],
    });
    const files = await newestLogFiles(store, chain, 'logs', account, signal);
    expect(files.map(({ key, region, time }) => [key, region, time])).toEqual([
      [late, 'eu-west-1', Date.UTC(2026, 3, 1, 12, 5)],
      [early, 'us-east-1', Date.UTC(2026, 3, 1, 12)],
      [keyOf(own, 'ap-south-1', '20240101T0000Z'), 'ap-south-1', Date.UTC(2024, 0, 1)],
    ]);
  });

  it('are found in as many calls for a trail of many days as for one of a day', async () => {
    const days = Array.from({ length: 28 }, (_, day) => `202602${String(day + 1).padStart(2, '0')}T1000Z`);
    const store = new InMemoryObjects({ logs: days.map((stamp) => keyOf(own, 'us-east-1', stamp)) });
    await newestLogFiles(store, chain, 'logs', account, signal);
    expect(store.listed).toEqual([
      `${own}CloudTrail/`,
      `${own}CloudTrail/us-east-1/`,
      `${own}CloudTrail/us-east-1/2026/`,
      `${own}CloudTrail/us-east-1/2026/02/`,
      `${own}CloudTrail/us-east-1/2026/02/28/`,
    ]);
  });

  it('are no folders, and nothing that is no log file', async () => {
    const folder = `${own}CloudTrail/us-east-1/2026/04/01/`;
    const store = new InMemoryObjects({ logs: [folder, `${folder}notes.txt`, `${folder}renamed.json.gz`] });
    const files = await newestLogFiles(store, chain, 'logs', account, signal);
    expect(files).toMatchObject([{ key: `${folder}renamed.json.gz`, time: undefined }]);
  });
});
