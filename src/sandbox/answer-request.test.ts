import { describe, expect, it } from 'vitest';
import { createSampleAccount } from './sample-account.ts';
import { parameterMap } from './wire/http.ts';

interface Sent {
  readonly service?: string;
  readonly method?: string;
  readonly host?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request as any client could send it, signed unless it is for no service. */
function send({
  service,
  method = 'POST',
  host = 'localhost',
  path = '/',
  query = '',
  headers = {},
  body = '',
}: Sent) {
  const scope = `AKIAEXAMPLECALLER/20260401/us-east-1/${service ?? ''}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
  const all = { ...headers, ...(service !== undefined && { authorization }) };
  const { response } = createSampleAccount({ clock: { now: () => 0 }, history: () => [] }).answer({
    method,
    host,
    path,
    query: parameterMap(query),
    headers: new Map(Object.entries(all)),
    body: Buffer.from(body),
    sourceAddress: '192.0.2.1',
  });
  return { ...response!, body: Buffer.from(response!.body).toString() };
}

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const target = (operation: string) => ({ 'x-amz-target': `CloudTrail_20131101.${operation}` });

describe('JSON', () => {
  it.each(['CloudTrail_20131101', 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101'])(
    'takes %s',
    (prefix) => {
      const answer = send({ service: 'cloudtrail', headers: { 'x-amz-target': `${prefix}.ListTrails` } });
      expect(answer).toMatchObject({
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
      });
      expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it.each([
    ['no operation', {}, '', 'UnknownOperationException'],
    ['an unknown operation', target('MakeCoffee'), '{}', 'UnknownOperationException'],
    ['an operation of every object', target('constructor'), '{}', 'UnknownOperationException'],
    ['a body that is not JSON', target('GetTrail'), '{"Name":', 'SerializationException'],
    ['a body that is not an object', target('GetTrail'), '[]', 'SerializationException'],
    ['a name that is not a text', target('GetTrail'), '{"Name":7}', 'InvalidTrailNameException'],
    ['a time that is not a number', target('LookupEvents'), '{"StartTime":"now"}', 'SerializationException'],
    [
      'an attribute that is not an object',
      target('LookupEvents'),
      '{"LookupAttributes":[1]}',
      'InvalidLookupAttributesException',
    ],
  ])('refuses %s', (_, headers, body, code) => {
    const answer = send({ service: 'cloudtrail', headers, body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toHaveProperty('__type', code);
  });
});

describe('query', () => {
  it.each([
    ['an unknown operation', 'Action=MakeCoffee&Version=2011-06-15', 'InvalidAction'],
    ['no operation', '', 'MissingAction'],
  ])('refuses %s', (_, body, code) => {
    const answer = send({ service: 'sts', headers: form, body });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(`<Type>Sender</Type><Code>${code}</Code>`);
  });

  it('escapes what it quotes', () => {
    const answer = send({ service: 'ec2', headers: form, body: 'Action=%3Cscript%3E%26' });
    expect(answer.body).toContain('The action &lt;script&gt;&amp; is not valid for this web service.');
  });

  it('takes the fields from the query too', () => {
    expect(send({ service: 'sts', method: 'GET', query: 'Action=GetCallerIdentity' }).status).toBe(200);
  });
});

describe('S3', () => {
  it.each([
    ['path style', { path: '/acme-data', query: 'location' }],
    ['path style with a slash', { path: '/acme-data/', query: 'location=&x-id=GetBucketLocation' }],
    ['virtual host', { host: 'acme-data.s3.us-east-1.amazonaws.com', query: 'location' }],
    ['global virtual host', { host: 'acme-data.s3.amazonaws.com', query: 'location' }],
  ])('finds the bucket by %s', (_, request) => {
    const answer = send({ service: 's3', method: 'GET', ...request });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(/<LocationConstraint xmlns="[^"]+"><\/LocationConstraint>$/);
  });

  it.each([
    ['another sub-resource', { method: 'GET', path: '/acme-data', query: 'website' }, 501, 'NotImplemented'],
    ['two sub-resources', { method: 'GET', path: '/acme-data', query: 'acl&policy' }, 501, 'NotImplemented'],
    ['another method', { method: 'PATCH', path: '/acme-data/key' }, 501, 'NotImplemented'],
    [
      'XML that is none',
      { method: 'PUT', path: '/acme-data', query: 'tagging', body: '<a>' },
      400,
      'MalformedXML',
    ],
    ['no XML', { method: 'PUT', path: '/acme-data', query: 'tagging' }, 400, 'MalformedXML'],
    ['a broken path', { method: 'GET', path: '/%zz', query: 'location' }, 400, 'InvalidURI'],
  ])('refuses %s', (_, request, status, code) => {
    const answer = send({ service: 's3', ...request });
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`<Code>${code}</Code>`);
  });

  it('has no body for HEAD', () => {
    expect(send({ service: 's3', method: 'HEAD', path: '/nobody' })).toMatchObject({ status: 404, body: '' });
  });
});

describe('requests for nobody', () => {
  it.each([
    ['JSON', { service: 'kinesis', headers: target('ListStreams') }, 'UnknownOperationException'],
    ['query', { service: 'iam', headers: form, body: 'Action=ListUsers' }, 'InvalidAction'],
    ['REST', { service: 'lambda', path: '/2015-03-31/functions' }, 'NotImplemented'],
  ])('are refused in the way they speak: %s', (_, request, code) => {
    expect(send(request).body).toContain(code);
  });

  it.each([
    ['JSON', { headers: target('ListTrails') }, 'MissingAuthenticationTokenException'],
    ['query', { headers: form, body: 'Action=GetCallerIdentity' }, 'MissingAuthenticationToken'],
    ['REST', { method: 'GET', path: '/acme-data' }, 'AccessDenied'],
    [
      'a broken signature',
      { headers: { ...form, authorization: 'AWS4-HMAC-SHA256 Credential=x' } },
      'MissingAuthenticationToken',
    ],
  ])('are refused without a signature: %s', (_, request, code) => {
    expect(send(request).body).toContain(code);
  });
});
