import type { Localize } from '../../core/localize.ts';
import type { Rule } from '../../core/posture/rule.ts';
import type { PropertyAt } from './property-at.ts';
import { propertyNote } from './property-notes.ts';

const referenceUrl = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** What a property means and what holds when it is left out, as Markdown; undefined for one without a note. */
export function propertyText(at: PropertyAt, t: Localize): string | undefined {
  const note = propertyNote(at.object, at.property);
  if (note === undefined) {
    return undefined;
  }
  return [
    `**${at.property}** (${at.object})`,
    note.meaning,
    ...(note.default === undefined ? [] : [`${t('Default:')} ${note.default}`]),
    `[${t('CloudFormation reference')}](${propertyUrl(at)})`,
  ].join('\n\n');
}

/** AWS's page of a resource or of an object in it, at the property. */
function propertyUrl({ resourceType, object, property }: PropertyAt): string {
  const resource = (resourceType.split('::').at(-1) ?? '').toLowerCase();
  if (object === resourceType) {
    return `${referenceUrl}/aws-resource-cloudtrail-${resource}.html#cfn-cloudtrail-${resource}-${property.toLowerCase()}`;
  }
  const path = `cloudtrail-${resource}-${object.toLowerCase()}`;
  return `${referenceUrl}/aws-properties-${path}.html#cfn-${path}-${property.toLowerCase()}`;
}

/** Why a rule is there and what to do, as Markdown: its diagnostic, which is shown beside it, has message and link. */
export function ruleText({ title, why, fix }: Rule, t: Localize): string {
  return [`**${title}**`, `${t('Why:')} ${why}`, `${t('Fix:')} ${fix}`].join('\n\n');
}
