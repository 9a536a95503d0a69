import type { WireResponse } from './http.ts';
import type { Protocol } from './protocol.ts';
import { parseForm } from './query.ts';
import { ServiceError } from './service-error.ts';
import { xmlContent, xmlElement } from './xml.ts';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** EC2's own query protocol: the form fields of the query protocol, lists as `<item>`, and errors of its own shape. */
export const ec2Query: Protocol = {
  parse: parseForm,

  output(operation, output, requestId) {
    const content = `${xmlElement('requestId', requestId)}${xmlContent(output, 'item')}`;
    const body = `<${operation}Response xmlns="${namespace}">${content}</${operation}Response>`;
    return response(200, body, requestId);
  },

  error(error, requestId) {
    const details = xmlElement('Errors', { Error: { Code: error.code, Message: error.message } });
    return response(
      error.status,
      `<Response>${details}${xmlElement('RequestID', requestId)}</Response>`,
      requestId,
    );
  },

  unknownOperation: (operation) =>
    new ServiceError('InvalidAction', `The action ${operation} is not valid for this web service.`),

  unknownCredentials: () =>
    new ServiceError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401),

  unsigned: () =>
    new ServiceError('MissingParameter', 'The request must contain the parameter AWSAccessKeyId'),

  denied: (message) => new ServiceError('UnauthorizedOperation', message, 403),

  throttled: () => new ServiceError('RequestLimitExceeded', 'Request limit exceeded.', 503),
};

function response(status: number, body: string, requestId: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: declaration + body,
  };
}
