import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { jsonList } from '../../state/json-list.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call } from '../service.ts';
import { markFolders } from './check-destinations.ts';
import { findTrailAtHome } from './find-trail.ts';

/** The service's limits: basic selectors, their resources in all, and values in all advanced selectors. */
const limits = { basic: 5, resources: 250, values: 500 };

const basicTypes = ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'];
const excludableSources = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

const operators = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'];

/** The fields of each category of events; those that are marked are needed. */
const fieldsByCategory: Readonly<Record<string, readonly string[]>> = {
  Management: ['eventCategory', 'eventSource', 'readOnly'],
  Data: [
    ...['eventCategory', 'resources.type', 'resources.ARN', 'readOnly', 'eventName', 'eventSource'],
    ...['eventType', 'sessionCredentialFromConsole', 'userIdentity.arn'],
  ],
  NetworkActivity: ['eventCategory', 'eventSource', 'eventName', 'errorCode', 'vpcEndpointId'],
};

const neededFields: Readonly<Record<string, string>> = {
  Data: 'resources.type',
  NetworkActivity: 'eventSource',
};

/** Fields that take `Equals` alone. */
const exactFields = ['eventCategory', 'readOnly', 'resources.type'];

/**
 * Puts other selectors in the place of all those that a trail has.
 * @throws ServiceError InvalidEventSelectorsException and those of a trail that is not found
 */
export function putEventSelectors(call: Call): JsonObject {
  const { input } = call;
  const trail = findTrailAtHome(call, input['TrailName']);
  const basic = jsonList(input['EventSelectors']).map(objectOrEmpty);
  const advanced = jsonList(input['AdvancedEventSelectors']).map(objectOrEmpty);
  if (basic.length > 0 === advanced.length > 0) {
    throw invalid(
      basic.length > 0
        ? 'EventSelectors and AdvancedEventSelectors cannot be used together.'
        : 'EventSelectors or AdvancedEventSelectors must be specified.',
    );
  }
  const selectors: JsonObject =
    advanced.length > 0
      ? { AdvancedEventSelectors: checkedAdvanced(advanced) }
      : { EventSelectors: checkedBasic(basic) };
  trail.selectors = selectors;
  trail.description = { ...trail.description, HasCustomEventSelectors: true };
  return { TrailARN: trail.description.TrailARN, ...selectors };
}

function checkedBasic(selectors: readonly JsonObject[]): JsonObject[] {
  if (selectors.length > limits.basic) {
    throw invalid(`A trail can have at most ${limits.basic} event selectors.`);
  }
  const checked = selectors.map((selector) => {
    const type = textOf(selector['ReadWriteType'] ?? 'All');
    if (!['All', 'ReadOnly', 'WriteOnly'].includes(type)) {
      throw invalid(`The value of ReadWriteType is not valid: ${type}`);
    }
    const excluded = jsonList(selector['ExcludeManagementEventSources']);
    if (!excluded.every((source) => excludableSources.includes(textOf(source)))) {
      throw invalid('Only kms.amazonaws.com and rdsdata.amazonaws.com can be excluded.');
    }
    const resources = jsonList(selector['DataResources']).map(objectOrEmpty);
    resources.forEach(checkDataResource);
    return {
      ReadWriteType: type,
      IncludeManagementEvents: selector['IncludeManagementEvents'] !== false,
      DataResources: resources,
      ExcludeManagementEventSources: excluded,
    };
  });
  const values = checked.flatMap(({ DataResources }) =>
    DataResources.flatMap((resource) => jsonList(resource['Values'])),
  );
  if (values.length > limits.resources) {
    throw invalid(`A trail can have at most ${limits.resources} data resources.`);
  }
  return checked;
}

function checkDataResource(resource: JsonObject): void {
  const type = textOf(resource['Type']);
  if (!basicTypes.includes(type)) {
    throw invalid(`The data resource type is not valid: ${type}`);
  }
  for (const value of jsonList(resource['Values'])) {
    const arn = nonEmptyString(value) ?? '';
    const isBucketWithoutSlash = type === 'AWS::S3::Object' && /^arn:[\w-]+:s3:::[^/]+$/.test(arn);
    if (!/^arn:[\w-]+:(s3|lambda|dynamodb)(:.*)?$/.test(arn) || isBucketWithoutSlash) {
      throw invalid(`Value ${arn} for DataResources.Values is invalid.`);
    }
  }
}

function checkedAdvanced(selectors: readonly JsonObject[]): JsonObject[] {
  let count = 0;
  const checked = selectors.map((selector) => {
    const name = selector['Name'];
    if (typeof name === 'string' && name.length > 1000) {
      throw invalid('The name of an advanced event selector is longer than 1000 characters.');
    }
    const fields = jsonList(selector['FieldSelectors']).map(objectOrEmpty);
    count += checkFields(fields);
    return { ...(name !== undefined && { Name: name }), FieldSelectors: fields };
  });
  if (count > limits.values) {
    throw invalid(`Advanced event selectors can have at most ${limits.values} values in all.`);
  }
  return checked;
}

/** @returns how many values the conditions have */
function checkFields(fields: readonly JsonObject[]): number {
  const named = new Map(fields.map((field) => [textOf(field['Field']), field]));
  const category = jsonList(named.get('eventCategory')?.['Equals']).map(textOf);
  const allowed = category.length === 1 ? fieldsByCategory[category[0] ?? ''] : undefined;
  if (allowed === undefined) {
    throw invalid(
      'An advanced event selector must have one eventCategory: Management, Data or NetworkActivity.',
    );
  }
  const needed = neededFields[category[0] ?? ''];
  if (needed !== undefined && !named.has(needed)) {
    throw invalid(`The field ${needed} is required for ${category.join()} events.`);
  }
  if (named.size < fields.length) {
    throw invalid('A field can be used once in an advanced event selector.');
  }
  return fields.map((field) => checkField(field, allowed)).reduce((sum, count) => sum + count, 0);
}

function checkField(field: JsonObject, allowed: readonly string[]): number {
  const name = textOf(field['Field']);
  if (!allowed.includes(name)) {
    throw invalid(`The field ${name} is not valid for this event category.`);
  }
  const used = operators.filter((operator) => jsonList(field[operator]).length > 0);
  if (used.length === 0) {
    throw invalid(`The field ${name} has no values.`);
  }
  if (exactFields.includes(name) && used.some((operator) => operator !== 'Equals')) {
    throw invalid(`The field ${name} can only use the Equals operator.`);
  }
  const values = used.flatMap((operator) => jsonList(field[operator]));
  if (name === 'readOnly' && !values.every((value) => value === 'true' || value === 'false')) {
    throw invalid('The field readOnly can only be true or false.');
  }
  if (exactFields.includes(name) && values.length !== 1) {
    throw invalid(`The field ${name} can only have one value.`);
  }
  return values.length;
}

/** A text, or how another value is written. */
function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidEventSelectorsException', message);
}

/**
 * Puts other Insights types in the place of those that a trail has; an empty list turns Insights off.
 * @throws ServiceError InvalidInsightSelectorsException and those of a trail that is not found
 */
export function putInsightSelectors(call: Call): JsonObject {
  const trail = findTrailAtHome(call, call.input['TrailName']);
  const given: JsonValue | undefined = call.input['InsightSelectors'];
  if (!Array.isArray(given)) {
    const message = 'InsightSelectors must be specified.';
    throw new ServiceError('InvalidInsightSelectorsException', message);
  }
  const selectors = jsonList(given).map(objectOrEmpty);
  for (const { InsightType: type, EventCategories: categories } of selectors) {
    const isType = type === 'ApiCallRateInsight' || type === 'ApiErrorRateInsight';
    const areCategories = jsonList(categories).every((each) => each === 'Management' || each === 'Data');
    if (!isType || !areCategories) {
      const message = `The Insights type or event category is not valid: ${textOf(type)}`;
      throw new ServiceError('InvalidInsightSelectorsException', message);
    }
  }
  const hasInsights = selectors.length > 0;
  trail.insightSelectors = selectors;
  trail.description = { ...trail.description, HasInsightSelectors: hasInsights };
  markFolders(call, trail.description, hasInsights);
  return { TrailARN: trail.description.TrailARN, InsightSelectors: selectors };
}
