import { describe, expect, it } from 'vitest';
import { nonEmptyString, objectOrEmpty } from '../../core/json.ts';
import type { JsonObject } from '../../core/json.ts';
import { sampleAccountId, sampleRegions } from '../sample/cast.ts';
import { generateHistory, sampleHistory } from './generate-history.ts';

const day = 86_400_000;
const endTime = Date.UTC(2026, 3, 14, 9, 30);
const history = [...generateHistory({ ...sampleHistory, endTime })];
const calls = history.filter((record) => record['eventCategory'] === 'Management');
const text = (value: unknown): string => nonEmptyString(value) ?? '';
const timeOf = (record: JsonObject): number => Date.parse(text(record['eventTime']));
const share = (records: readonly JsonObject[], test: (record: JsonObject) => boolean): number =>
  records.filter(test).length / records.length;
const identityOf = (record: JsonObject): JsonObject => objectOrEmpty(record['userIdentity']);

describe('generateHistory', () => {
  it('is the same for the same options', () => {
    const again = [...generateHistory({ ...sampleHistory, endTime })];
    expect(JSON.stringify(again)).toBe(JSON.stringify(history));
  });

  it('differs for another seed', () => {
    const other = [...generateHistory({ ...sampleHistory, seed: 1, endTime })];
    const ids = new Set(history.map((record) => record['eventID']));
    expect(other.some((record) => ids.has(record['eventID']))).toBe(false);
  });

  it('is in time order, within its days and before its end', () => {
    const times = history.map(timeOf);
    expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))).toBe(true);
    expect(times[0]).toBeGreaterThanOrEqual(endTime - 90 * day);
    expect(times[0]).toBeLessThan(endTime - 89 * day);
    expect(times.at(-1)).toBeLessThan(endTime);
  });

  it.each([0, 1, 30, 90])('leaves out what is older than %d days', (days) => {
    const short = [...generateHistory({ ...sampleHistory, days, endTime })];
    expect(short.every((record) => timeOf(record) >= endTime - days * day)).toBe(true);
    expect(short.length === 0).toBe(days === 0);
  });

  it('has some thousands of events, of which each is there once', () => {
    expect(history.length).toBeGreaterThan(5000);
    expect(history.length).toBeLessThan(7000);
    expect(new Set(history.map((record) => record['eventID'])).size).toBe(history.length);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('has a lively last day in us-east-1 on any weekday (%d)', (later) => {
    const end = endTime + later * day + later * 3 * 3_600_000;
    const lastDay = [...generateHistory({ ...sampleHistory, endTime: end })].filter(
      (record) => timeOf(record) > end - day && record['awsRegion'] === 'us-east-1',
    );
    expect(lastDay.filter((record) => record['readOnly'] === false).length).toBeGreaterThanOrEqual(60);
    expect(lastDay.filter((record) => timeOf(record) > end - 3 * 3_600_000).length).toBeGreaterThan(5);
  });

  it('makes about as many events a day as it was asked for', () => {
    let count = 0;
    for (const record of generateHistory({ seed: 3, endTime, days: 20, eventsPerDay: 1000 })) {
      count += timeOf(record) < endTime - day ? 1 : 0;
    }
    expect(count / 19).toBeGreaterThan(900);
    expect(count / 19).toBeLessThan(1100);
  });

  it('is made while it is read: the first records of millions are there at once', () => {
    const records = generateHistory({ seed: 3, endTime, days: 90, eventsPerDay: 50_000 });
    const first = records.next();
    records.return(undefined);
    expect(first.done).toBe(false);
  });

  it('is quiet at night and on weekends, and busy at work', () => {
    const rate = (test: (date: Date) => boolean): number =>
      calls.filter((record) => timeOf(record) < endTime - day && test(new Date(timeOf(record)))).length;
    const workdays = rate((date) => date.getUTCDay() >= 1 && date.getUTCDay() <= 5) / 5;
    const weekend = rate((date) => date.getUTCDay() === 0 || date.getUTCDay() === 6) / 2;
    expect(workdays).toBeGreaterThan(2 * weekend);
    expect(rate((date) => date.getUTCHours() === 9)).toBeGreaterThan(
      3 * rate((date) => date.getUTCHours() === 3),
    );
  });
});

describe('a record of the history', () => {
  it('is JSON', () => {
    for (const record of history) {
      expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    }
  });

  it('has what every management event has', () => {
    for (const record of calls) {
      expect(record).toMatchObject({
        eventVersion: expect.stringMatching(/^1\.(08|09|10|11)$/) as string,
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
        eventSource: expect.stringMatching(/^[a-z0-9]+\.amazonaws\.com$/) as string,
        eventName: expect.stringMatching(/^[A-Z]\w+$/) as string,
        sourceIPAddress: expect.any(String) as string,
        userAgent: expect.any(String) as string,
        eventID: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        eventType: expect.stringMatching(/^Aws(ApiCall|ServiceEvent|ConsoleSignIn)$/) as string,
        readOnly: expect.any(Boolean) as boolean,
        managementEvent: true,
        recipientAccountId: sampleAccountId,
      });
      expect(Object.keys(identityOf(record)).length).toBeGreaterThan(1);
      expect(record).toHaveProperty('requestParameters');
      expect(record).toHaveProperty('responseElements');
      expect(sampleRegions).toContain(record['awsRegion']);
    }
  });

  it('answers nothing to a read (but credentials), and nothing to a failed call', () => {
    for (const record of calls) {
      if (
        record['errorCode'] !== undefined ||
        (record['readOnly'] === true && record['eventSource'] !== 'sts.amazonaws.com')
      ) {
        expect(record['responseElements'], text(record['eventName'])).toBeNull();
      }
    }
  });

  it('names a service as source where a service made the call, and says nothing of TLS then', () => {
    const byServices = calls.filter((record) => identityOf(record)['invokedBy'] !== undefined);
    expect(byServices.length).toBeGreaterThan(100);
    for (const record of byServices) {
      expect(record['sourceIPAddress']).toBe(identityOf(record)['invokedBy']);
      expect(record).not.toHaveProperty('tlsDetails');
    }
  });

  it('is in us-east-1 where the service has one endpoint for all Regions', () => {
    const sources = new Set(
      ['iam', 'route53', 'cloudfront', 'organizations'].map((name) => `${name}.amazonaws.com`),
    );
    const global = calls.filter((record) => sources.has(text(record['eventSource'])));
    expect(global.length).toBeGreaterThan(50);
    expect(global.every((record) => record['awsRegion'] === 'us-east-1')).toBe(true);
  });

  it('uses addresses of the documentation ranges, and private ones behind a VPC endpoint', () => {
    const publicOnes = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^[a-z]+\.amazonaws\.com$/;
    const privateOnes = /^10\.0\.1\.\d+$|^secretsmanager\.amazonaws\.com$/;
    for (const record of calls) {
      expect(record['sourceIPAddress']).toMatch(
        record['vpcEndpointId'] === undefined ? publicOnes : privateOnes,
      );
    }
  });

  it('is about 1,500 bytes long, and never beyond what CloudTrail allows', () => {
    const sizes = history.map((record) => JSON.stringify(record).length);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(mean).toBeGreaterThan(1100);
    expect(mean).toBeLessThan(2000);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
  });
});

describe('the history as a whole', () => {
  it('mixes record versions, Regions, services, calls and kinds of identities', () => {
    const distinct = (member: string): Set<unknown> => new Set(calls.map((record) => record[member]));
    expect(distinct('eventVersion')).toEqual(new Set(['1.08', '1.09', '1.10', '1.11']));
    expect(distinct('awsRegion').size).toBeGreaterThanOrEqual(6);
    expect(distinct('eventSource').size).toBeGreaterThanOrEqual(18);
    expect(distinct('eventName').size).toBeGreaterThanOrEqual(80);
    const types = new Set(calls.map((record) => identityOf(record)['type']));
    const expected =
      'IAMUser AssumedRole Root AWSService AWSAccount IdentityCenterUser SAMLUser WebIdentityUser'.split(' ');
    expect(types).toEqual(new Set([...expected, undefined]));
  });

  it('fails at a plausible rate, in the words of the services', () => {
    expect(share(calls, (record) => record['errorCode'] !== undefined)).toBeGreaterThan(0.02);
    expect(share(calls, (record) => record['errorCode'] !== undefined)).toBeLessThan(0.12);
    const codes = new Set(calls.map((record) => record['errorCode']));
    for (const code of [
      'AccessDenied',
      'AccessDeniedException',
      'Client.UnauthorizedOperation',
      'NoSuchEntityException',
      'ThrottlingException',
    ]) {
      expect(codes).toContain(code);
    }
  });

  it('reads more than it writes', () => {
    const reads = share(calls, (record) => record['readOnly'] === true);
    expect(reads).toBeGreaterThan(0.5);
    expect(reads).toBeLessThan(0.85);
  });

  it('uses temporary credentials only after STS made them', () => {
    const made = new Map<unknown, number>();
    let chained = 0;
    for (const record of calls) {
      const { credentials } = objectOrEmpty(record['responseElements']);
      const newKey = nonEmptyString(objectOrEmpty(credentials)['accessKeyId']);
      if (newKey !== undefined) {
        made.set(newKey, timeOf(record));
      }
      const identity = identityOf(record);
      const issued = made.get(identity['accessKeyId']);
      if (identity['type'] === 'AssumedRole' && issued !== undefined) {
        chained += 1;
        expect(timeOf(record)).toBeGreaterThanOrEqual(issued);
        const { attributes } = objectOrEmpty(identity['sessionContext']);
        expect(Date.parse(text(objectOrEmpty(attributes)['creationDate']))).toBe(issued);
      }
    }
    expect(chained / calls.length).toBeGreaterThan(0.4);
  });

  it('chains roles: the pipeline takes the role deploy with the session of ci-runner', () => {
    const chained = calls.filter(
      (record) =>
        record['eventName'] === 'AssumeRole' &&
        text(identityOf(record)['arn']).includes(':assumed-role/ci-runner/') &&
        text(objectOrEmpty(record['requestParameters'])['roleArn']).endsWith(':role/deploy'),
    );
    expect(chained.length).toBeGreaterThan(5);
    const keys = chained.map((record) => {
      const { credentials } = objectOrEmpty(record['responseElements']);
      return objectOrEmpty(credentials)['accessKeyId'];
    });
    expect(calls.some((record) => identityOf(record)['accessKeyId'] === keys[0])).toBe(true);
  });
});
