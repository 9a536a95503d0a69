import type { Localize } from '../localize.ts';
import { allOf, type EventFilter, type FieldName } from './event-filter.ts';
import { fieldIs } from './field-value.ts';
import { parseFilter } from './parse-filter.ts';

/** A filter for a usual question. */
export interface FilterPreset {
  /** Stable: settings and tests know presets by it. */
  readonly id: string;
  readonly title: (t: Localize) => string;
  /** In the filter language. */
  readonly text: string;
  /** The field of which the user gives a value, which then has to pass too. */
  readonly asks?: FieldName;
}

/** The usual questions, in the order of a list. */
export const filterPresets: readonly FilterPreset[] = [
  { id: 'recent-changes', title: (t) => t('Recent changes'), text: 'write:true time:-24h..' },
  { id: 'errors', title: (t) => t('Errors'), text: 'error:*' },
  {
    id: 'access-denied',
    title: (t) => t('Access denied'),
    text: 'error:(AccessDenied* OR *Unauthorized* OR AuthorizationError*)',
  },
  { id: 'console-logins', title: (t) => t('Console sign-ins'), text: 'name:ConsoleLogin' },
  {
    id: 'root',
    title: (t) => t('Use of the root user'),
    // CIS 4.3, and the name by which the event history knows the root user, so that the service can look it up.
    text: 'user:root userIdentity.type:Root -userIdentity.invokedBy:* -type:AwsServiceEvent',
  },
  { id: 'iam-changes', title: (t) => t('Changes to IAM'), text: 'source:iam write:true' },
  {
    id: 'network-exposure',
    title: (t) => t('Changes that can expose something'),
    text:
      'name:(AuthorizeSecurityGroupIngress OR ModifySecurityGroupRules OR CreateNetworkAclEntry OR ' +
      'ReplaceNetworkAclEntry OR CreateRoute OR ReplaceRoute OR AttachInternetGateway OR PutBucketPolicy OR ' +
      'PutBucketAcl OR PutBucketPublicAccessBlock OR DeleteBucketPublicAccessBlock OR ModifySnapshotAttribute)',
  },
  {
    id: 'trail-changes',
    title: (t) => t('Changes to trails'),
    text:
      'source:cloudtrail name:(CreateTrail OR UpdateTrail OR DeleteTrail OR StartLogging OR StopLogging OR ' +
      'PutEventSelectors OR PutInsightSelectors OR PutEventConfiguration OR DeleteEventDataStore OR ' +
      'UpdateEventDataStore OR StopEventDataStoreIngestion)',
  },
  { id: 'by-key', title: (t) => t('Everything by this access key'), text: '', asks: 'key' },
];

/** The filter of the preset with the id, with the value that it asks for; everything for an unknown id. */
export function presetFilter(id: string, value?: string): EventFilter {
  const preset = filterPresets.find((each) => each.id === id);
  const filter = filterOf(preset?.text ?? '');
  return preset?.asks === undefined || value === undefined
    ? filter
    : allOf(filter, fieldIs(preset.asks, value));
}

/** The filter of a text that stands in the code. */
export function filterOf(text: string): EventFilter {
  const { filter, problem } = parseFilter(text, (message) => message);
  if (filter === undefined) {
    throw new Error(`The filter ${text} cannot be read: ${problem.message}`);
  }
  return filter;
}
