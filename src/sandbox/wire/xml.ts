import { isJsonObject } from '../../core/json.ts';
import type { JsonValue } from '../../core/json.ts';

/** Text for XML content. */
function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * An element with the value as its content: an object's members become child elements in their order, a list
 * becomes children named `listItem`, anything else text. Undefined gives nothing.
 */
export function xmlElement(name: string, value: JsonValue | undefined, listItem: string): string {
  return value === undefined ? '' : `<${name}>${xmlContent(value, listItem)}</${name}>`;
}

/** The content of an element, without the element itself; see {@link xmlElement}. */
export function xmlContent(value: JsonValue, listItem: string): string {
  if (Array.isArray(value)) {
    return value.map((item: JsonValue) => xmlElement(listItem, item, listItem)).join('');
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
