import { readTemplate, type ReadTemplateOptions } from '../cloudformation/read-template.ts';
import { editSource } from './edit-template.ts';
import type { FixLanguage } from './fix-offers.ts';
import { TemplateText } from './template-text.ts';

/** CloudFormation and SAM templates, in YAML and JSON. */
export function templateLanguage(document: string, options: ReadTemplateOptions): FixLanguage {
  // Many fixes are tried on one text.
  let latest: { readonly text: string; readonly source: TemplateText | undefined } | undefined;
  return {
    read: (text) => readTemplate(document, text, options),
    edit: (text, fix) => {
      if (latest?.text !== text) {
        latest = { text, source: TemplateText.read(document, text) };
      }
      return editSource(latest.source, fix);
    },
  };
}
