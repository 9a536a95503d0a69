import type { JsonObject } from '../../core/json.ts';
import type { WireRequest, WireResponse } from './http.ts';
import type { OperationRequest, Protocol } from './protocol.ts';
import { ServiceError } from './service-error.ts';
import { xmlElement, xmlText } from './xml.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** `bucket.s3.amazonaws.com`, `bucket.s3.eu-west-1.amazonaws.com`, and the same with a dash for the oldest Regions. */
const virtualHost = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/;

/**
 * The sub-resources (`?location`) that name an operation together with the method; none is the plain bucket.
 * A key among the path's parts is an object's: no operation on objects exists yet.
 */
const bucketOperations: Readonly<Record<string, string>> = {
  'HEAD ': 'HeadBucket',
  'GET location': 'GetBucketLocation',
};

/** The members of outputs that travel as headers. */
const headerMembers: Readonly<Record<string, string>> = {
  BucketRegion: 'x-amz-bucket-region',
  AccessPointAlias: 'x-amz-access-point-alias',
};

/** Parameters of the query that do not choose the operation. */
const indifferent = new Set(['x-id']);

/**
 * S3's REST protocol. The operation follows from method, path and sub-resource; the bucket stands in the path or
 * in the host's name. Members of an output that S3 sends as headers become headers; the other one, if any, becomes
 * the root element.
 */
export const s3RestXml: Protocol = {
  parse(request: WireRequest): OperationRequest {
    const { bucket, key } = address(request);
    const subresource = [...request.query.keys()].filter((name) => !indifferent.has(name)).join(' ');
    const operation = key === '' ? bucketOperations[`${request.method} ${subresource}`] : undefined;
    if (bucket === '' || operation === undefined) {
      throw notImplemented();
    }
    return { operation, input: { Bucket: bucket } };
  },

  output(_operation, output, requestId, head) {
    const headers: Record<string, string> = {};
    let body = '';
    for (const [member, value] of Object.entries(output)) {
      const header = headerMembers[member];
      if (header !== undefined) {
        headers[header] = xmlText(value);
      } else if (!head) {
        body = declaration + rootElement(member, value);
      }
    }
    return response(200, body, requestId, headers);
  },

  error(error, requestId, head) {
    const details: JsonObject = {
      Code: error.code,
      Message: error.message,
      RequestId: requestId,
      HostId: hostId(requestId),
    };
    const body = head ? '' : `${declaration}${xmlElement('Error', details, '')}`;
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

function rootElement(name: string, value: JsonObject[string]): string {
  return xmlElement(name, value, 'member').replace(`<${name}>`, `<${name} xmlns="${namespace}">`);
}

function response(
  status: number,
  body: string,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): WireResponse {
  return {
    status,
    headers: {
      ...(body !== '' && { 'content-type': 'application/xml' }),
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
