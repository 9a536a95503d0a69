import { describe, expect, it } from 'vitest';
import { record } from '../../../test/support/records.ts';
import { originOf, type Origin } from './origin.ts';
import { eventFromRecord } from './parse-record.ts';

function origin(userAgent: string | undefined, more = {}): Origin {
  return originOf(eventFromRecord(record({ userAgent, ...more })));
}

describe('what a call was made with', () => {
  it.each([
    ['aws-cli/2.31.0 md/Botocore#1.40.0', 'cli', 'AWS CLI 2.31.0'],
    ['aws-cli/2.31.0 Python/3.12 exec-env/CloudShell exe/x86_64', 'cli', 'AWS CLI in CloudShell'],
    ['Boto3/1.40.1 md/Botocore#1.40.1', 'sdk', 'Boto3 1.40.1'],
    ['[Boto3/1.26.165 Python/3.10.6 Botocore/1.29.165]', 'sdk', 'Boto3 1.26.165'],
    ['aws-sdk-js/3.900.0 os/linux lang/js', 'sdk', 'AWS SDK for JavaScript 3.900.0'],
    ['aws-sdk-go-v2/1.18.0 os/linux', 'sdk', 'AWS SDK for Go 1.18.0'],
    [
      'APN/1.0 HashiCorp/1.0 Terraform/1.9.2 (+https://www.terraform.io) aws-sdk-go-v2/1.30.0',
      'tool',
      'Terraform 1.9.2',
    ],
    ['console.ec2.amazonaws.com', 'console', 'the console'],
    ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.488]', 'console', 'the console'],
    ['signin.amazonaws.com', 'console', 'the console'],
    ['Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', 'console', 'a browser'],
    ['cloudformation.amazonaws.com', 'service', 'AWS CloudFormation'],
    ['AWS Internal', 'service', 'AWS itself'],
    ['trailscope/0.1.0', 'tool', 'Trailscope 0.1.0'],
    ['nobody-knows/1.2 (linux)', 'unknown', 'nobody-knows 1.2'],
    ['', 'unknown', undefined],
    [undefined, 'unknown', undefined],
  ])('%s is %s: %s', (userAgent, means, meansText) => {
    expect(origin(userAgent)).toMatchObject({ means, meansText });
  });

  it('is the console where the record says so, whatever the user agent', () => {
    expect(origin('aws-sdk-js/3.900.0', { sessionCredentialFromConsole: 'true' }).means).toBe('console');
  });

  it('takes no time on a huge user agent', () => {
    expect(origin(`${'a'.repeat(1_000_000)}(`).meansText?.length).toBeLessThanOrEqual(60);
  });
});

describe('where a call came from', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['cloudformation.amazonaws.com', 'AWS CloudFormation'],
    ['AWS Internal', 'AWS Internal'],
    [undefined, undefined],
    ['<b>\u202E', '<b>\uFFFD'],
  ])('%s is %s', (sourceIPAddress, from) => {
    expect(origin('', { sourceIPAddress }).from).toBe(from);
  });
});
