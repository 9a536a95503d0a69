import { isJsonObject } from '../../core/json.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { parameterMap } from './http.ts';
import type { WireRequest, WireResponse } from './http.ts';
import type { OperationRequest, Protocol } from './protocol.ts';
import { ServiceError } from './service-error.ts';
import { xmlContent, xmlElement } from './xml.ts';

/** What differs between the services that speak the query protocol. */
interface QueryDialect {
  /** The code of a call that lacks a permission: IAM and STS have one, SNS another. */
  readonly deniedCode?: string;
}

/**
 * The AWS query protocol, as STS, SNS and IAM speak it: form fields with `Action` and `Version`, XML answers in a
 * `<Operation>Result` with the request id beside it. Inputs and outputs write out the element that lists and maps are
 * wrapped in: `{ Topics: { member: [...] } }`, `{ Attributes: { entry: [{ key, value }] } }`.
 * @param namespace the XML namespace of the service, such as `https://sts.amazonaws.com/doc/2011-06-15/`
 * @param version the API version, such as `2011-06-15`
 */
export function awsQuery(
  namespace: string,
  version: string,
  { deniedCode = 'AccessDenied' }: QueryDialect = {},
): Protocol {
  return {
    parse(request) {
      const { operation, input } = parseForm(request);
      return { operation, input: nested(input) };
    },

    output(operation, output, requestId) {
      // An operation without output has no result element.
      const hasResult = Object.keys(output).length > 0;
      const result = hasResult ? `<${operation}Result>${xmlContent(output)}</${operation}Result>` : '';
      const metadata = `<ResponseMetadata>${xmlElement('RequestId', requestId)}</ResponseMetadata>`;
      const body = `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`;
      return response(200, body, requestId);
    },

    error(error, requestId) {
      const type = error.status < 500 ? 'Sender' : 'Receiver';
      const details = xmlElement('Error', { Type: type, Code: error.code, Message: error.message });
      const body = `<ErrorResponse xmlns="${namespace}">${details}${xmlElement('RequestId', requestId)}</ErrorResponse>`;
      return response(error.status, body, requestId);
    },

    unknownOperation: (operation) =>
      new ServiceError('InvalidAction', `Could not find operation ${operation} for version ${version}`),

    unknownCredentials: () =>
      new ServiceError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),

    unsigned: () =>
      new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),

    denied: (message) => new ServiceError(deniedCode, message, 403),

    throttled: () => new ServiceError('Throttling', 'Rate exceeded'),
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

type Fields = Map<string, string | Fields>;

/** No input nests deeper than a few levels; what does is hostile. */
const deepest = 8;

/** Flat fields as objects and lists: `Tags.member.1.Key` becomes `{ Tags: { member: [{ Key }] } }`. */
function nested(input: JsonObject): JsonObject {
  const root: Fields = new Map();
  for (const [name, value] of Object.entries(input)) {
    const path = name.split('.');
    const last = path.pop();
    let fields: Fields | undefined = path.length < deepest ? root : undefined;
    for (const part of path) {
      fields = fields === undefined ? undefined : inner(fields, part);
    }
    if (fields !== undefined && last !== undefined && typeof value === 'string') {
      fields.set(last, value);
    }
  }
  const value = valueOf(root);
  return isJsonObject(value) ? value : {};
}

function inner(fields: Fields, name: string): Fields | undefined {
  const found = fields.get(name);
  if (typeof found === 'string') {
    return undefined;
  }
  const next: Fields = found ?? new Map<string, string | Fields>();
  fields.set(name, next);
  return next;
}

/** Fields that are all numbered are a list. */
function valueOf(fields: string | Fields): JsonValue {
  if (typeof fields === 'string') {
    return fields;
  }
  const names = [...fields.keys()];
  if (names.length > 0 && names.every((name) => /^\d{1,4}$/.test(name))) {
    const items = [...fields].sort(([left], [right]) => Number(left) - Number(right));
    return items.map(([, item]) => valueOf(item));
  }
  return Object.fromEntries([...fields].map(([name, value]) => [name, valueOf(value)]));
}

function response(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}
