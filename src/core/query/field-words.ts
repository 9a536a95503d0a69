import type { Localize } from '../localize.ts';
import type { FieldName } from './event-filter.ts';

/** How a field is called over a column or a list of its values. */
export function fieldTitle(field: FieldName, t: Localize): string {
  return descriptionOf(field, t).title;
}

/** What a field is, in a few words, for completion. */
export function fieldDetail(field: FieldName, t: Localize): string {
  return descriptionOf(field, t).detail;
}

type Words = Readonly<Record<'title' | 'detail', string>>;

function descriptionOf(field: FieldName, t: Localize): Words {
  switch (field) {
    case 'name':
    case 'source':
    case 'region':
    case 'error':
    case 'write':
    case 'type':
    case 'category':
    case 'id':
      return callWords(field, t);
    case 'user':
      return { title: t('User name'), detail: t('user, role session, or root') };
    case 'role':
      return { title: t('Role'), detail: t('the role of the session') };
    case 'principal':
      return { title: t('Who'), detail: t('ARN, id or any name of the caller') };
    case 'key':
      return { title: t('Access key'), detail: t('the access key that signed the call') };
    case 'mfa':
      return { title: t('MFA'), detail: t('whether the caller used multi-factor authentication') };
    case 'ip':
      return { title: t('Source address'), detail: t('an address, a network, or the name of a service') };
    case 'agent':
      return { title: t('User agent'), detail: t('all of the user agent; wildcards help') };
    case 'vpce':
      return { title: t('VPC endpoint'), detail: t('the endpoint that the call went through') };
    case 'account':
      return { title: t('Account'), detail: t('the account that has the event') };
    case 'resource':
      return { title: t('Resource'), detail: t('name, id or ARN of what the call was about') };
    case 'resourcetype':
      return { title: t('Resource type'), detail: t('such as {0}', 'AWS::EC2::Instance') };
  }
}

function callWords(
  field: 'name' | 'source' | 'region' | 'error' | 'write' | 'type' | 'category' | 'id',
  t: Localize,
): Words {
  switch (field) {
    case 'name':
      return { title: t('Event'), detail: t('event name, such as {0}', 'TerminateInstances') };
    case 'source':
      return { title: t('Service'), detail: t('such as {0}', 'ec2') };
    case 'region':
      return { title: t('Region'), detail: t('such as {0}', 'us-east-1') };
    case 'error':
      return { title: t('Error'), detail: t('error code; {0} for any', 'error:*') };
    case 'write':
      return { title: t('Read or write'), detail: t('true for changes, false for reads') };
    case 'type':
      return { title: t('Event type'), detail: t('such as {0}', 'AwsApiCall') };
    case 'category':
      return { title: t('Category'), detail: t('such as {0}', 'management') };
    case 'id':
      return { title: t('Event ID'), detail: t('the id of the event') };
  }
}
