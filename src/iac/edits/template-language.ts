import { readTemplate, type ReadTemplateOptions } from '../cloudformation/read-template.ts';
import { editTemplate } from './edit-template.ts';
import type { FixLanguage } from './fix-offers.ts';

/** CloudFormation and SAM templates, in YAML and JSON. */
export function templateLanguage(document: string, options: ReadTemplateOptions): FixLanguage {
  return {
    read: (text) => readTemplate(document, text, options),
    edit: (text, fix) => editTemplate(document, text, fix),
  };
}
