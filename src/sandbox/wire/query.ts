import type { JsonObject } from '../../core/json.ts';
import { parameterMap } from './http.ts';
import type { WireRequest, WireResponse } from './http.ts';
import type { OperationRequest, Protocol } from './protocol.ts';
import { ServiceError } from './service-error.ts';
import { xmlContent, xmlElement } from './xml.ts';

/**
 * The AWS query protocol, as STS, SNS and IAM speak it: form fields with `Action` and `Version`, XML answers in a
 * `<Operation>Result` with the request id beside it.
 * @param namespace the XML namespace of the service, such as `https://sts.amazonaws.com/doc/2011-06-15/`
 * @param version the API version, such as `2011-06-15`
 */
export function awsQuery(namespace: string, version: string): Protocol {
  return {
    parse: parseForm,

    output(operation, output, requestId) {
      const result = `<${operation}Result>${xmlContent(output, 'member')}</${operation}Result>`;
      const metadata = `<ResponseMetadata>${xmlElement('RequestId', requestId, '')}</ResponseMetadata>`;
      const body = `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`;
      return response(200, body, requestId);
    },

    error(error, requestId) {
      const type = error.status < 500 ? 'Sender' : 'Receiver';
      const details = xmlElement('Error', { Type: type, Code: error.code, Message: error.message }, '');
      const body = `<ErrorResponse xmlns="${namespace}">${details}${xmlElement('RequestId', requestId, '')}</ErrorResponse>`;
      return response(error.status, body, requestId);
    },

    unknownOperation: (operation) =>
      new ServiceError('InvalidAction', `Could not find operation ${operation} for version ${version}`),

    unknownCredentials: () =>
      new ServiceError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),

    unsigned: () =>
      new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
  };
}

/**
 * The operation and fields of a form, whether in the body or in the query. Fields stay flat, as they are on the wire:
 * `RegionName.1`, `Filter.1.Name`.
 * @throws ServiceError MissingAction
 */
export function parseForm(request: WireRequest): OperationRequest {
  const fields = new Map([...request.query, ...parameterMap(new TextDecoder().decode(request.body))]);
  const operation = fields.get('Action');
  if (operation === undefined || operation === '') {
    throw new ServiceError('MissingAction', 'The request must contain the parameter Action');
  }
  fields.delete('Action');
  fields.delete('Version');
  return { operation, input: Object.fromEntries(fields) };
}

/** The values of a flattened list of form fields: `list(input, 'RegionName')` reads `RegionName.1`, `RegionName.2` ... */
export function formList(input: JsonObject, name: string): string[] {
  const values: string[] = [];
  for (let position = 1; ; position += 1) {
    const value = input[`${name}.${position}`];
    if (typeof value !== 'string') {
      return values;
    }
    values.push(value);
  }
}

function response(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}
