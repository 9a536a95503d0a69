import { createHash } from 'node:crypto';
import type { JsonObject } from '../../core/json.ts';
import { decodeChunks } from './aws-chunked.ts';
import { checksumOf } from './checksums.ts';
import type { WireRequest, WireResponse } from './http.ts';
import type { OperationRequest, Protocol } from './protocol.ts';
import { inputMembers, splitOutput } from './s3-members.ts';
import { routeOf, routeTo } from './s3-routes.ts';
import { ServiceError } from './service-error.ts';
import { readXml } from './xml-reader.ts';
import { xmlContent, xmlElement } from './xml.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** `bucket.s3.amazonaws.com`, `bucket.s3.eu-west-1.amazonaws.com`, and the same with a dash for the oldest Regions. */
const virtualHost = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/;

/**
 * S3's REST protocol. The operation follows from method, path and sub-resource; the bucket stands in the path or
 * in the host's name. A body in XML becomes a member named after its root element; any other body is the payload.
 * Members of an output that S3 sends as headers become headers; the others become the content of the root element.
 */
export const s3RestXml: Protocol = {
  parse(request: WireRequest): OperationRequest {
    const { bucket, key } = address(request);
    const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
    const route = routeOf(request.method, level, request.query.keys());
    if (route === undefined) {
      throw notImplemented();
    }
    const { payload, checksums } = payloadOf(request);
    const input = {
      ...inputMembers(request),
      ...(bucket !== '' && { Bucket: bucket }),
      ...(key !== '' && { Key: key }),
      ...(Object.keys(checksums).length > 0 && { Checksums: checksums }),
    };
    const { operation } = route;
    if (operation === 'PutObject' || operation === 'PutBucketPolicy') {
      return { operation, input, payload };
    }
    return { operation, input: payload.length === 0 ? input : { ...input, ...xmlMember(payload) } };
  },

  output(operation, output, requestId, head) {
    const { headers, members } = splitOutput(output);
    const { status = 200, root = '' } = routeTo(operation) ?? {};
    const isEmpty = head || root === '' || status === 204;
    const content = root === 'LocationConstraint' ? (members[root] ?? '') : members;
    const body = isEmpty
      ? ''
      : `${declaration}<${root} xmlns="${namespace}">${xmlContent(content)}</${root}>`;
    return response(status, body, requestId, headers);
  },

  payloadOutput(_operation, { members, payload }, requestId, head) {
    const { headers } = splitOutput(members);
    const status = 'content-range' in headers ? 206 : 200;
    return response(status, head ? '' : payload, requestId, headers);
  },

  error(error, requestId, head) {
    const details: JsonObject = {
      Code: error.code,
      Message: error.message,
      ...error.details,
      RequestId: requestId,
      HostId: hostId(requestId),
    };
    const body = head ? '' : `${declaration}${xmlElement('Error', details)}`;
    return response(error.status, body, requestId, error.headers);
  },

  unknownOperation: notImplemented,

  unknownCredentials: () =>
    new ServiceError(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      403,
    ),

  unsigned: () => new ServiceError('AccessDenied', 'Access Denied', 403),

  denied: (message) => new ServiceError('AccessDenied', message, 403),

  throttled: () => new ServiceError('SlowDown', 'Please reduce your request rate.', 503),
};

function notImplemented(): ServiceError {
  const message = 'A header you provided implies functionality that is not implemented';
  return new ServiceError('NotImplemented', message, 501);
}

function address(request: WireRequest): { bucket: string; key: string } {
  const path = decodedPath(request.path);
  const hosted = virtualHost.exec(request.host)?.[1];
  if (hosted !== undefined) {
    return { bucket: hosted, key: path };
  }
  const slash = path.indexOf('/');
  return slash < 0 ? { bucket: path, key: '' } : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path.replace(/^\//, ''));
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

/**
 * The body without the encoding that it was sent in, checked against the checksums beside it, which S3 keeps.
 * @throws ServiceError BadDigest, IncompleteBody
 */
function payloadOf({ headers, body }: WireRequest): {
  readonly payload: Uint8Array;
  readonly checksums: Readonly<Record<string, string>>;
} {
  const isChunked =
    headers.get('x-amz-content-sha256')?.startsWith('STREAMING-') === true ||
    headers.get('content-encoding')?.includes('aws-chunked') === true;
  const { bytes, trailers } = isChunked
    ? decodeChunks(body, headers.get('x-amz-decoded-content-length'))
    : { bytes: body, trailers: new Map<string, string>() };
  const md5 = headers.get('content-md5');
  if (md5 !== undefined && createHash('md5').update(bytes).digest('base64') !== md5) {
    throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const checksums: Record<string, string> = {};
  for (const [name, value] of [...headers, ...trailers]) {
    const [, algorithm] = /^x-amz-checksum-([a-z0-9]+)$/.exec(name) ?? [];
    const computed = algorithm === undefined ? undefined : checksumOf(algorithm, bytes);
    if (algorithm === undefined || computed === undefined) {
      continue;
    }
    if (computed !== value) {
      const message = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`;
      throw new ServiceError('BadDigest', message);
    }
    checksums[algorithm] = value;
  }
  return { payload: bytes, checksums };
}

function xmlMember(payload: Uint8Array): JsonObject {
  const root = readXml(new TextDecoder().decode(payload));
  if (root === undefined) {
    throw malformedXml();
  }
  return { [root.name]: root.content };
}

/** What S3 answers to a body that is not well-formed, or is not what the operation takes. */
export function malformedXml(): ServiceError {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new ServiceError('MalformedXML', message);
}

function response(
  status: number,
  body: string | Uint8Array,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): WireResponse {
  return {
    status,
    headers: {
      ...(typeof body === 'string' && body !== '' && { 'content-type': 'application/xml' }),
      server: 'AmazonS3',
      'x-amz-request-id': requestId,
      'x-amz-id-2': hostId(requestId),
      ...headers,
    },
    body,
  };
}

function hostId(requestId: string): string {
  return Buffer.from(`sandbox ${requestId}`).toString('base64');
}
