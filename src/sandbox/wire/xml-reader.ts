import type { JsonValue } from '../../core/json.ts';

/** A root element: its name and its content. */
export interface XmlRoot {
  readonly name: string;
  readonly content: JsonValue;
}

/** No request nests deeper than a few levels; what does is hostile. */
const deepest = 32;

/** What a document is made of: a declaration or comment, CDATA, a tag, or text. Each takes time in proportion to it. */
const token = /<\?[^>]*\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([\w:.-]+)([^<>]*?)(\/?)>|([^<]+)/y;

interface Open {
  readonly name: string;
  readonly members: Map<string, JsonValue[]>;
  text: string;
}

/**
 * Reads a document as S3's requests are: an element with only text is that text, one with elements an object with a
 * member for each name, repeated ones as a list. Attributes and namespaces are left out; a document type is refused.
 * Undefined for what is not well-formed.
 */
export function readXml(document: string): XmlRoot | undefined {
  const top: Open = { name: '', members: new Map(), text: '' };
  const open: Open[] = [top];
  token.lastIndex = 0;
  while (token.lastIndex < document.length) {
    const found = token.exec(document);
    const current = open.at(-1);
    if (found === null || current === undefined || open.length > deepest) {
      return undefined;
    }
    const [, cdata, closing, name, , empty, text] = found;
    if (name === undefined) {
      current.text += cdata ?? decodeEntities(text ?? '');
    } else if (closing === '/') {
      if (open.length === 1 || localName(name) !== current.name) {
        return undefined;
      }
      open.pop();
      addMember(open.at(-1) ?? top, current);
    } else {
      const element: Open = { name: localName(name), members: new Map(), text: '' };
      if (empty === '/') {
        addMember(current, element);
      } else {
        open.push(element);
      }
    }
  }
  const [root, ...others] = [...top.members];
  const content = root?.[1][0];
  const isOne = open.length === 1 && others.length === 0 && root?.[1].length === 1;
  return isOne && content !== undefined && top.text.trim() === '' ? { name: root[0], content } : undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function addMember({ members }: Open, child: Open): void {
  const others = members.get(child.name);
  if (others === undefined) {
    members.set(child.name, [contentOf(child)]);
  } else {
    others.push(contentOf(child));
  }
}

function contentOf({ members, text }: Open): JsonValue {
  if (members.size === 0) {
    return text;
  }
  const entries = [...members].map(([name, values]): [string, JsonValue] => [
    name,
    values.length === 1 ? (values[0] ?? '') : values,
  ]);
  return Object.fromEntries(entries);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') {
      return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
    }
    const code = typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
