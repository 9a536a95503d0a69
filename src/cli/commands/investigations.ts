import { investigations } from '../../core/investigations/investigations.ts';
import { english } from '../../core/localize.ts';

/** `trailscope investigations`: what can be asked, and what each needs to know. */
export function listInvestigations(): string {
  return investigations
    .map(({ id, description, parameters }) => {
      const needs = parameters.map(({ id: name, example, isOptional }) => {
        const text = `--param ${name}=${example}`;
        return isOptional ? `[${text}]` : text;
      });
      return `${[id, ...needs].join(' ')}\n  ${description(english)}\n`;
    })
    .join('');
}
