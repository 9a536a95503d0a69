import { describe, expect, test } from 'vitest';
import {
  getAtt,
  incompleteList,
  modelOf,
  parameter,
  partition,
  placeName,
  resource,
  sub,
  unknownValue,
  type Plain,
} from '../../../test/support/posture.ts';
import { arnText } from './resource-texts.ts';
import {
  dataEvent,
  managementEvent,
  namedSources,
  recordedBy,
  recordingOf,
  records,
  type Recording,
} from './selectors.ts';
import { concatText, literalText } from './symbolic-text.ts';
import type { Truth } from './truth.ts';

function recording(properties: Readonly<Record<string, Plain>>): Recording {
  return recordingOf(model(properties).resources.get('Trail')!);
}

function model(properties: Readonly<Record<string, Plain>>) {
  return modelOf({
    Logs: resource('AWS::S3::Bucket'),
    Trail: resource('AWS::CloudTrail::Trail', properties),
  });
}

const kms = literalText('kms.amazonaws.com');
const s3Writes = dataEvent('AWS::S3::Object', { readOnly: 'false' });

/** Reads, writes and KMS writes. */
function management(what: Recording): readonly Truth[] {
  return [managementEvent('read'), managementEvent('write'), managementEvent('write', kms)].map((event) =>
    records(what, event),
  );
}

/** Whether a log file in the bucket of the model is recorded when it is written. */
function logFile(properties: Readonly<Record<string, Plain>>): Truth {
  const bucketArn = arnText(model(properties).resources.get('Logs')!);
  const event = dataEvent('AWS::S3::Object', {
    readOnly: 'false',
    eventName: 'PutObject',
    'resources.ARN': {
      text: concatText(bucketArn, ['/AWSLogs/', { kind: 'account' }, '/', { kind: 'any', name: 'rest' }]),
      alsoExcludedAs: [bucketArn],
    },
  });
  return records(recording(properties), event);
}

const basicObjects = (...values: readonly Plain[]) => ({
  EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: values }] }],
});

const advanced = (...fields: readonly Plain[]) => ({ AdvancedEventSelectors: [{ FieldSelectors: fields }] });
const managementCategory = { Field: 'eventCategory', Equals: ['Management'] };
const objectFields = [
  { Field: 'eventCategory', Equals: ['Data'] },
  { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
];

describe('management events', () => {
  test.each([{}, { EventSelectors: [] }, { EventSelectors: [], AdvancedEventSelectors: [] }])(
    'are all recorded without selectors: %j',
    (properties) => {
      expect(recording(properties).form).toBe('default');
      expect(management(recording(properties))).toEqual(['yes', 'yes', 'yes']);
      expect(records(recording(properties), s3Writes, 'some')).toBe('no');
    },
  );

  test('a basic selector has them unless it says otherwise', () => {
    const selector = (properties: Plain) => management(recording({ EventSelectors: [properties] }));
    expect(selector({})).toEqual(['yes', 'yes', 'yes']);
    expect(selector({ ReadWriteType: 'WriteOnly' })).toEqual(['no', 'yes', 'yes']);
    expect(selector({ ReadWriteType: 'ReadOnly', IncludeManagementEvents: 'true' })).toEqual([
      'yes',
      'no',
      'no',
    ]);
    expect(selector({ IncludeManagementEvents: false })).toEqual(['no', 'no', 'no']);
    expect(selector({ ExcludeManagementEventSources: ['kms.amazonaws.com'] })).toEqual(['yes', 'yes', 'no']);
    expect(selector({ IncludeManagementEvents: unknownValue() })).toEqual(['unknown', 'unknown', 'unknown']);
    expect(selector({ ReadWriteType: sub`${parameter('Kind')}` })).toEqual(['unknown', 'unknown', 'unknown']);
    expect(selector({ ExcludeManagementEventSources: unknownValue() })).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  test('several selectors are joined', () => {
    const both = recording({
      EventSelectors: [{ ReadWriteType: 'ReadOnly' }, { ReadWriteType: 'WriteOnly' }],
    });
    expect(management(both)).toEqual(['yes', 'yes', 'yes']);
  });

  test('an advanced selector has what its fields let through', () => {
    const selector = (...fields: readonly Plain[]) =>
      management(recording(advanced(managementCategory, ...fields)));
    expect(selector()).toEqual(['yes', 'yes', 'yes']);
    expect(selector({ Field: 'readOnly', Equals: ['false'] })).toEqual(['no', 'yes', 'yes']);
    // An unquoted `true` in YAML is a boolean.
    expect(selector({ Field: 'readOnly', Equals: [true] })).toEqual(['yes', 'no', 'no']);
    expect(selector({ Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] })).toEqual([
      'yes',
      'yes',
      'no',
    ]);
    expect(selector({ Field: 'eventSource', Equals: ['kms.amazonaws.com'] })).toEqual(['no', 'no', 'yes']);
    expect(selector({ Field: 'eventName', Equals: ['RunInstances'] })).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(management(recording(advanced(...objectFields)))).toEqual(['no', 'no', 'no']);
  });

  test('are unknown with both kinds of selectors, a selector without a category, or a list not all known', () => {
    const unknown = ['unknown', 'unknown', 'unknown'];
    expect(management(recording({ EventSelectors: [{}], ...advanced(managementCategory) }))).toEqual(unknown);
    expect(management(recording(advanced({ Field: 'readOnly', Equals: ['true'] })))).toEqual([
      'unknown',
      'no',
      'no',
    ]);
    expect(management(recording({ EventSelectors: incompleteList({ ReadWriteType: 'WriteOnly' }) }))).toEqual(
      ['unknown', 'yes', 'yes'],
    );
    expect(management(recording({ EventSelectors: unknownValue(true) }))).toEqual(unknown);
  });

  test('the services that selectors name', () => {
    expect(
      namedSources(
        recording(
          advanced(managementCategory, {
            Field: 'eventSource',
            NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
          }),
        ),
      ),
    ).toEqual(['kms.amazonaws.com', 'rdsdata.amazonaws.com']);
  });
});

describe('data events', () => {
  test('of some objects', () => {
    const some = (properties: Readonly<Record<string, Plain>>) =>
      records(recording(properties), dataEvent('AWS::S3::Object'), 'some');
    expect(some(basicObjects('arn:aws:s3:::other/'))).toBe('yes');
    expect(some(advanced(...objectFields, { Field: 'eventName', Equals: ['DeleteObject'] }))).toBe('yes');
    expect(some({ EventSelectors: [{ DataResources: [{ Type: 'AWS::Lambda::Function' }] }] })).toBe('no');
    expect(some({ EventSelectors: [{ DataResources: unknownValue() }] })).toBe('unknown');
  });

  test('basic selectors take the beginning of an ARN, or one that ends early for all', () => {
    expect(logFile(basicObjects('arn:aws:s3'))).toBe('yes');
    expect(logFile(basicObjects('arn:aws-us-gov:s3:::'))).toBe('yes');
    expect(logFile(basicObjects(sub`arn:${partition}:s3:::`))).toBe('yes');
    expect(logFile(basicObjects(sub`${getAtt('Logs', 'Arn')}/`))).toBe('yes');
    expect(logFile(basicObjects(sub`${getAtt('Logs', 'Arn')}/AWSLogs/`))).toBe('yes');
    expect(logFile(basicObjects(sub`${getAtt('Logs', 'Arn')}/reports/`))).toBe('no');
    expect(logFile(basicObjects(getAtt('Logs', 'Arn')))).toBe('unknown');
    expect(logFile(basicObjects(sub`arn:aws:s3:::${parameter('Bucket')}/`))).toBe('unknown');
    expect(logFile({ EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object' }] }] })).toBe('unknown');
  });

  test('advanced selectors take operators: selecting ones joined with OR, excluding ones with AND', () => {
    const arn = (operators: Readonly<Record<string, Plain>>) =>
      logFile(advanced(...objectFields, { Field: 'resources.ARN', ...operators }));
    const own = sub`${getAtt('Logs', 'Arn')}/`;
    expect(logFile(advanced(...objectFields))).toBe('yes');
    expect(arn({ StartsWith: [own] })).toBe('yes');
    expect(arn({ StartsWith: ['arn:aws:s3'], NotStartsWith: [own] })).toBe('no');
    expect(arn({ NotStartsWith: [getAtt('Logs', 'Arn')] })).toBe('no');
    expect(arn({ EndsWith: ['.csv'] })).toBe('no');
    expect(arn({ Equals: ['arn:aws:s3:::a/b'], StartsWith: [own] })).toBe('yes');
    // An ARN of the bucket alone is no object, but somebody meant to exclude it.
    expect(arn({ NotEquals: [getAtt('Logs', 'Arn')] })).toBe('unknown');
    expect(arn({ Equals: [getAtt('Logs', 'Arn')] })).toBe('no');
  });

  test('advanced selectors on another field', () => {
    const reads = { Field: 'readOnly', Equals: ['true'] };
    const puts = { Field: 'eventName', NotEquals: ['PutObject'] };
    const caller = { Field: 'userIdentity.arn', NotStartsWith: ['arn:aws:sts'] };
    expect(logFile(advanced(...objectFields, reads))).toBe('no');
    expect(logFile(advanced(...objectFields, puts))).toBe('no');
    expect(logFile(advanced(...objectFields, caller))).toBe('unknown');
  });

  test('of functions and tables by their exact ARN', () => {
    const invoke = (value: Plain) =>
      records(
        recording({
          EventSelectors: [{ DataResources: [{ Type: 'AWS::Lambda::Function', Values: [value] }] }],
        }),
        dataEvent('AWS::Lambda::Function', {
          'resources.ARN': 'arn:aws:lambda:eu-west-1:111122223333:function:pay2',
        }),
      );
    expect(invoke('arn:aws:lambda')).toBe('yes');
    expect(invoke('arn:aws:lambda:eu-west-1:111122223333:function:pay2')).toBe('yes');
    expect(invoke('arn:aws:lambda:eu-west-1:111122223333:function:pay')).toBe('no');
  });

  test('each recorder names the place that asks for it', () => {
    const what = recording({
      EventSelectors: [
        {
          IncludeManagementEvents: true,
          DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
        },
      ],
    });
    expect(
      what.recorders.map((recorder) => [
        placeName(recorder.at),
        recordedBy(recorder, managementEvent('read')),
      ]),
    ).toEqual([
      ['Trail.EventSelectors[0].IncludeManagementEvents', 'yes'],
      ['Trail.EventSelectors[0].DataResources[0].Values[0] value', 'no'],
    ]);
  });
});
