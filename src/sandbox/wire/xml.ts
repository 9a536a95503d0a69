import { isJsonObject } from '../../core/json.ts';
import type { JsonValue } from '../../core/json.ts';

/** Text for XML content. Characters that XML cannot hold become references, as S3 writes them. */
function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  // eslint-disable-next-line no-control-regex -- these are the characters that are meant
  return text.replace(/[&<>"'\u0000-\u0008\u000b-\u001f]/g, (character) => {
    return entities[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}

/**
 * An element with the value as its content: an object's members become child elements in their order, a list
 * becomes children named `listItem`, anything else text. Without `listItem` a list repeats the element itself.
 * Undefined gives nothing.
 */
export function xmlElement(name: string, value: JsonValue | undefined, listItem?: string): string {
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value) && listItem === undefined) {
    return value.map((item: JsonValue) => xmlElement(name, item)).join('');
  }
  return `<${name}>${xmlContent(value, listItem)}</${name}>`;
}

/** The content of an element, without the element itself; see {@link xmlElement}. */
export function xmlContent(value: JsonValue, listItem?: string): string {
  if (Array.isArray(value)) {
    return value.map((item: JsonValue) => xmlElement(listItem ?? 'member', item, listItem)).join('');
  }
  if (isJsonObject(value)) {
    return Object.entries(value)
      .map(([name, member]) => xmlElement(name, member, listItem))
      .join('');
  }
  return escapeXml(xmlText(value));
}

/** A scalar as text: XML and headers write booleans and numbers as JSON does. */
export function xmlText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
