import { describe, expect, it } from 'vitest';
import { english } from '../localize.ts';
import { describeSelectors, selectorLine } from './describe-selectors.ts';
import type { EventSelectors, FieldCondition } from './trail.ts';

function lines(selectors: EventSelectors): string[] {
  return describeSelectors(selectors, english).map(selectorLine);
}

function advanced(...conditions: FieldCondition[]): EventSelectors {
  return { kind: 'advanced', selectors: [{ conditions }] };
}

describe('basic selectors in words', () => {
  const plain = {
    readWriteType: 'All',
    includesManagementEvents: true,
    excludedSources: [],
    dataResources: [],
  } as const;

  it('tell the management events, and which half of them', () => {
    expect(lines({ kind: 'basic', selectors: [plain] })).toEqual(['management events']);
    expect(lines({ kind: 'basic', selectors: [{ ...plain, readWriteType: 'WriteOnly' }] })).toEqual([
      'management writes',
    ]);
    expect(
      lines({ kind: 'basic', selectors: [{ ...plain, excludedSources: ['kms.amazonaws.com'] }] }),
    ).toEqual(['management events, without kms.amazonaws.com']);
  });

  it('tell the data events by bucket and path, and all of a type by the type alone', () => {
    const dataResources = [
      { type: 'AWS::S3::Object', values: ['arn:aws:s3:::acme-data/in/'] },
      { type: 'AWS::Lambda::Function', values: ['arn:aws:lambda'] },
    ];
    const selector = {
      ...plain,
      includesManagementEvents: false,
      readWriteType: 'WriteOnly',
      dataResources,
    } as const;
    expect(lines({ kind: 'basic', selectors: [selector] })).toEqual([
      'S3 object writes, in acme-data/in/',
      'Lambda function writes',
    ]);
  });

  it('are nothing for a trail without any', () => {
    expect(lines({ kind: 'basic', selectors: [] })).toEqual([]);
    expect(lines({ kind: 'basic', selectors: [{ ...plain, includesManagementEvents: false }] })).toEqual([]);
  });
});

describe('advanced selectors in words', () => {
  const management = { field: 'eventCategory', equals: ['Management'] };
  const data = { field: 'eventCategory', equals: ['Data'] };

  it('tell category and direction', () => {
    expect(lines(advanced(management))).toEqual(['management events']);
    expect(lines(advanced(management, { field: 'readOnly', equals: ['true'] }))).toEqual([
      'management reads',
    ]);
    expect(lines(advanced({ field: 'eventCategory', equals: ['NetworkActivity'] }))).toEqual([
      'network activity events',
    ]);
  });

  it('tell types of resources and where they are', () => {
    const type = { field: 'resources.type', equals: ['AWS::S3::Object'] };
    const where = { field: 'resources.ARN', startsWith: ['arn:aws:s3:::acme-data/'], notEndsWith: ['.tmp'] };
    expect(lines(advanced(data, type, where))).toEqual([
      'S3 object reads and writes, in acme-data/, not ending in .tmp',
    ]);
    expect(lines(advanced(data, { field: 'resources.type', equals: ['AWS::DynamoDB::Stream'] }))).toEqual([
      'AWS::DynamoDB::Stream reads and writes',
    ]);
  });

  it('tell every other condition with its operator', () => {
    const conditions = [
      { field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
      { field: 'eventName', startsWith: ['Delete'], notStartsWith: ['DeleteTag'] },
    ];
    expect(lines(advanced(management, ...conditions))).toEqual([
      'management events, eventSource is not kms.amazonaws.com, rdsdata.amazonaws.com, eventName starts with Delete, eventName does not start with DeleteTag',
    ]);
  });

  it('keep the name, and take categories and selectors that nobody knows yet', () => {
    const unknown = { kind: 'advanced', selectors: [{ name: 'later', conditions: [] }] } as const;
    expect(describeSelectors(unknown, english)).toEqual([
      { events: 'events of any category', limits: [], name: 'later' },
    ]);
    expect(lines(advanced({ field: 'eventCategory', equals: ['Dreams'] }))).toEqual(['Dreams events']);
  });
});
