/**
 * A text of which some parts are only known by name: `logs-${AWS::AccountId}` is the literal `logs-` and the account.
 * Equal symbols are equal; a literal against a symbol cannot be decided. Without this no policy of a template could
 * be judged, because nearly all of them name the account, the partition or another resource.
 */
export type SymbolicText = readonly TextPart[];

export type TextPart = string | TextSymbol;

/** A part of a text that has one value, the same wherever the symbol stands, but not a known one. */
export type TextSymbol =
  /** Of the deployment: `AWS::AccountId`, `AWS::Region`, `AWS::Partition`, `AWS::URLSuffix`, `AWS::StackName`, `AWS::StackId`. */
  | { readonly kind: 'account' | 'region' | 'partition' | 'url-suffix' | 'stack-name' | 'stack-id' }
  /** The generated physical name (what `Ref` gives) of a resource of the model; never empty. */
  | { readonly kind: 'ref'; readonly resource: string }
  /** An attribute of a resource of the model that has no better form, such as a role's `RoleId`. */
  | { readonly kind: 'attribute'; readonly resource: string; readonly attribute: string }
  /** The value of a template parameter without a known value, but surely none of `otherThan`. */
  | { readonly kind: 'parameter'; readonly name: string; readonly otherThan?: readonly string[] }
  /**
   * A text that stands for any text at all, such as the rest of an object key in a request that is made up to test a
   * policy: only a wildcard matches it, no literal does.
   */
  | { readonly kind: 'any'; readonly name: string };

/** A text without symbols. */
export function literalText(text: string): SymbolicText {
  return text === '' ? [] : [text];
}

/** The text as a string where it has no symbols, else undefined. */
export function literalOf(text: SymbolicText): string | undefined {
  let literal = '';
  for (const part of text) {
    if (typeof part !== 'string') {
      return undefined;
    }
    literal += part;
  }
  return literal;
}

/** The texts one after another, with neighbouring literals merged and empty ones dropped. */
export function concatText(...texts: readonly SymbolicText[]): SymbolicText {
  const parts: TextPart[] = [];
  for (const part of texts.flat()) {
    const last = parts.at(-1);
    if (part === '') {
      continue;
    }
    if (typeof part === 'string' && typeof last === 'string') {
      parts[parts.length - 1] = last + part;
    } else {
      parts.push(part);
    }
  }
  return parts;
}

/** Whether two symbols are the same one. */
export function sameSymbol(a: TextSymbol, b: TextSymbol): boolean {
  return symbolName(a) === symbolName(b);
}

/** A symbol in the notation of `Fn::Sub`, for messages and as a key. */
export function symbolName(symbol: TextSymbol): string {
  switch (symbol.kind) {
    case 'account':
      return '${AWS::AccountId}';
    case 'region':
      return '${AWS::Region}';
    case 'partition':
      return '${AWS::Partition}';
    case 'url-suffix':
      return '${AWS::URLSuffix}';
    case 'stack-name':
      return '${AWS::StackName}';
    case 'stack-id':
      return '${AWS::StackId}';
    case 'ref':
      return `\${${symbol.resource}}`;
    case 'attribute':
      return `\${${symbol.resource}.${symbol.attribute}}`;
    case 'parameter':
      return `\${${symbol.name}}`;
    case 'any':
      return `<${symbol.name}>`;
  }
}

/** A text in the notation of `Fn::Sub`, for messages. */
export function printText(text: SymbolicText): string {
  return text.map((part) => (typeof part === 'string' ? part : symbolName(part))).join('');
}
