import { isMap, isScalar, isSeq, Scalar, visit, type Document, type Node, type YAMLParseError } from 'yaml';

/** A fault of a YAML text in plain words, with its place as offsets. */
export interface YamlProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A fault as the parser tells it. */
type ParserError = Pick<YAMLParseError, 'code' | 'message' | 'pos'>;

export const tooDeep = 'This is nested too deeply to be read. Flatten it.';

/** What the parser found, as somebody who does not know its words would say it, at the place to correct. */
export function yamlProblem(error: ParserError, parsed: Document, text: string): YamlProblem {
  const [start, end] = error.pos;
  if (error.message.startsWith('Missing closing') || error.message.includes('end with a')) {
    return unclosed(parsed, text, start) ?? { start, end, message: 'A quote or bracket is not closed.' };
  }
  return { start, end, message: messageOf(error, text) };
}

function messageOf({ code, message }: ParserError, text: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'YAML does not take tabs as indentation. Use spaces.';
    case 'BAD_INDENT':
      return 'The indentation does not fit the lines above. Indent the members of a map, or the items of a list, alike.';
    case 'BAD_SCALAR_START':
      return `A value without quotes cannot begin with ${/\S$/.exec(message)?.[0] ?? 'this character'}. Put quotes around it.`;
    case 'BAD_ALIAS':
      return starMessage;
    case 'BAD_DQ_ESCAPE':
      return `${message.replace('Invalid escape sequence', 'In double quotes there is no')}. Write \\\\ for a backslash, or use single quotes.`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A value and a map cannot stand together here. Put quotes around a value with a colon in it, or correct the indentation.';
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
      return 'A key has to stand on one line with a colon behind it. Is the colon missing?';
    case 'MISSING_CHAR':
      return missingMessage(message);
    case 'MULTIPLE_DOCS':
      return 'A second YAML document begins here, and a template is only one. Remove the line with three dashes.';
    case 'RESOURCE_EXHAUSTION':
      return tooDeep;
    case 'UNEXPECTED_TOKEN':
      return text === '' ? 'The text is empty.' : unexpectedMessage(message);
    default:
      return `${message.replace(/\.$/, '')}.`;
  }
}

const starMessage =
  'A * begins a YAML alias, which CloudFormation does not take. Put quotes around the value.';

/** For an alias to an anchor that is not there: mostly a value such as `*` or `*.example.com` without quotes. */
export function unresolvedAlias(name: string): string {
  return `There is no YAML anchor "${name.slice(0, longestName)}". ${starMessage}`;
}

const longestName = 40;

function missingMessage(message: string): string {
  switch (message) {
    case 'Implicit map keys need to be followed by map values':
      return 'A colon is missing behind this key.';
    case 'Sequence item without - indicator':
      return 'A dash is missing before this item of the list.';
    default:
      return `${message.replace('flow map', 'the map in { }').replace('flow sequence', 'the list in [ ]')}.`;
  }
}

function unexpectedMessage(message: string): string {
  const token = /^Unexpected (flow-\w+-end|scalar|\S+)/.exec(message)?.[1];
  switch (token) {
    case 'flow-map-end':
    case 'flow-seq-end':
      return 'This bracket closes nothing. Remove it.';
    case undefined:
      return `${message}.`;
    default:
      return 'This does not belong here. Is a colon, a quote or a line end missing before it?';
  }
}

/** The quote or the bracket that the parser met no end of, by the tree that it made all the same. */
function unclosed(parsed: Document, text: string, before: number): YamlProblem | undefined {
  let found: YamlProblem | undefined;
  visit(parsed, {
    Node: (_, node) => {
      const opening = openingOf(node);
      const [start, end] = node.range ?? [0, 0];
      if (opening !== undefined && start < before && !isClosed(opening, text, start, end)) {
        const what = opening === '[' || opening === '{' ? 'bracket' : 'quote';
        found = { start, end: start + 1, message: `This ${what} is not closed.` };
      }
    },
  });
  return found;
}

function openingOf(node: Node): string | undefined {
  if ((isSeq(node) || isMap(node)) && node.flow === true) {
    return isSeq(node) ? '[' : '{';
  }
  if (isScalar(node) && (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE)) {
    return node.type === Scalar.QUOTE_DOUBLE ? '"' : "'";
  }
  return undefined;
}

function isClosed(opening: string, text: string, start: number, end: number): boolean {
  const closing = opening === '[' ? ']' : opening === '{' ? '}' : opening;
  return end - start > 1 && text[end - 1] === closing;
}
