import { expect, it } from 'vitest';
import {
  dataEventName,
  dataEventTypes,
  isEventSource,
  isResourceType,
  networkEventSources,
} from './recordable.ts';

it('offers types and sources in the form that is taken of typed ones, each once', () => {
  const types = dataEventTypes.map(({ type }) => type);
  expect(types.filter((type) => !isResourceType(type))).toEqual([]);
  expect(new Set(types).size).toBe(types.length);
  expect(new Set(dataEventTypes.map(({ name }) => name)).size).toBe(types.length);
  expect(networkEventSources.filter((source) => !isEventSource(source))).toEqual([]);
});

it('calls a type that it does not know by itself', () => {
  expect(dataEventName('AWS::S3::Object')).toBe('S3 objects');
  expect(dataEventName('AWS::New::Thing')).toBe('AWS::New::Thing');
});

it.each(['', 'AWS::S3', 'AWS::S3::', 'aws::s3::object', 'AWS::S3::Object ', 'Custom::S3::Object'])(
  '%j is no type of resources',
  (text) => {
    expect(isResourceType(text)).toBe(false);
  },
);

it.each(['', 's3', 's3.amazonaws.com.evil', 'S3.amazonaws.com', '.amazonaws.com'])(
  '%j is no event source',
  (text) => {
    expect(isEventSource(text)).toBe(false);
  },
);
