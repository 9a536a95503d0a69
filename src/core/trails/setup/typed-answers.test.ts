import { describe, expect, it } from 'vitest';
import { english } from '../../localize.ts';
import {
  arnsOf,
  arnsProblem,
  keyProblem,
  tagsOf,
  tagsText,
  topicArnProblem,
  typedTagsProblem,
} from './typed-answers.ts';

const s3 = 'AWS::S3::Object';

describe('ARNs of objects', () => {
  it.each([
    ['acme', ['arn:aws:s3:::acme/']],
    ['s3://acme', ['arn:aws:s3:::acme/']],
    ['s3://acme/2026/', ['arn:aws:s3:::acme/2026/']],
    ['arn:aws:s3:::acme', ['arn:aws:s3:::acme/']],
    ['arn:aws:s3:::acme/key.txt', ['arn:aws:s3:::acme/key.txt']],
    [' acme,\n other  acme ,', ['arn:aws:s3:::acme/', 'arn:aws:s3:::other/']],
    ['', []],
  ])('are read of %j', (text, arns) => {
    expect(arnsOf(text, s3, 'aws')).toEqual(arns);
  });

  it('are of the partition', () => {
    expect(arnsOf('acme', s3, 'aws-cn')).toEqual(['arn:aws-cn:s3:::acme/']);
  });
});

describe('what is wrong with ARNs', () => {
  it.each([
    ['acme', s3, undefined],
    ['arn:aws:dynamodb:us-east-1:111122223333:table/orders', 'AWS::DynamoDB::Table', undefined],
    ['arn:aws:sqs:us-east-1:111122223333:orders', 'AWS::SQS::Queue', undefined],
    ['', s3, /At least one/],
    ['acme/*', s3, /no wildcards/],
    ['A_B', s3, /S3 refuses this name/],
    ['arn:aws:lambda:us-east-1:111122223333:function:f', s3, /not an ARN of s3/],
    ['orders', 'AWS::DynamoDB::Table', /orders is not an ARN/],
    ['arn:aws-cn:sqs:cn-north-1:111122223333:orders', 'AWS::SQS::Queue', /another partition than aws/],
    [Array.from({ length: 501 }, (_, index) => `bucket-${index}`).join(' '), s3, /at most 500/],
  ])('%#', (text, type, problem) => {
    const said = arnsProblem(text, type, 'aws', english);
    if (problem === undefined) {
      expect(said).toBeUndefined();
    } else {
      expect(said).toMatch(problem);
    }
  });
});

describe('tags', () => {
  it('are read and written as one text', () => {
    const tags = [
      { key: 'team', value: 'security' },
      { key: 'formula', value: 'a=b' },
      { key: 'empty', value: '' },
    ];
    expect(tagsOf(' team = security, formula=a=b,, empty')).toEqual(tags);
    expect(tagsOf(tagsText(tags))).toEqual(tags);
  });

  it.each([
    ['team=security', undefined],
    ['größe=groß', undefined],
    ['', undefined],
    ['=x', /key=value/],
    ['AWS:x=1', /aws:/],
    ['a=1,a=2', /same key/],
    ['a=\u0000', /letters, digits/],
    [`${'k'.repeat(129)}=x`, /1 to 128/],
    [Array.from({ length: 51 }, (_, index) => `k${index}=v`).join(), /at most 50/],
  ])('%j', (text, problem) => {
    const said = typedTagsProblem(text, english);
    if (problem === undefined) {
      expect(said).toBeUndefined();
    } else {
      expect(said).toMatch(problem);
    }
  });
});

describe('keys', () => {
  it.each([
    ['alias/logs', undefined],
    ['1f6ac4d2-70c8-4a7e-9a52-3d1c8e5b9f04', undefined],
    ['mrk-1234abcd12ab34cd56ef1234567890ab', undefined],
    ['arn:aws:kms:eu-west-1:111122223333:key/1f6ac4d2-70c8-4a7e-9a52-3d1c8e5b9f04', undefined],
    ['arn:aws:kms:eu-west-1:111122223333:alias/logs', undefined],
    ['arn:aws:kms:us-east-1:111122223333:alias/logs', /in us-east-1 and the bucket in eu-west-1/],
    ['arn:aws:kms:eu-west-1:111122223333:table/logs', /A key is given by/],
    ['arn:aws:s3:::logs', /A key is given by/],
    ['alias/aws/s3', /AWS manages/],
    ['logs', /A key is given by/],
    ['', /A key is given by/],
  ])('%j', (text, problem) => {
    const said = keyProblem(text, 'eu-west-1', english);
    if (problem === undefined) {
      expect(said).toBeUndefined();
    } else {
      expect(said).toMatch(problem);
    }
  });
});

describe('topics', () => {
  it.each([
    ['arn:aws:sns:eu-west-1:111122223333:logs', undefined],
    ['arn:aws:sns:us-east-1:111122223333:logs', /in us-east-1 and the trail in eu-west-1/],
    ['arn:aws:sns:eu-west-1:111122223333:logs.fifo', /A topic has a name/],
    ['logs', /by its ARN/],
  ])('%j', (text, problem) => {
    const said = topicArnProblem(text, 'eu-west-1', english);
    if (problem === undefined) {
      expect(said).toBeUndefined();
    } else {
      expect(said).toMatch(problem);
    }
  });
});
