import type { LibraryVersion } from '../cdk/library-version.ts';
import { languageOfFile } from '../cdk/recognise.ts';
import { parseSource, type ParsedSource } from '../cdk/read-source.ts';
import type { Parsers } from '../cdk/syntax/tree-sitter.ts';
import type { FixLanguage } from '../edits/fix-offers.ts';
import { CdkSource } from './cdk-source.ts';
import { editCdk } from './edit-cdk.ts';

/**
 * The source of CDK apps, in the language that the ending of a document's name tells.
 *
 * @param version of aws-cdk-lib, where it is known
 * @throws what loading a grammar throws
 */
export async function cdkLanguage(
  document: string,
  parsers: Parsers,
  version?: LibraryVersion,
): Promise<FixLanguage> {
  const kind = languageOfFile(document);
  if (kind === undefined) {
    throw new Error(`${document} is no source of a CDK app.`);
  }
  const parse = await parsers.of(kind.grammar);
  // Many fixes are tried on one text, and each of their results is read once.
  let latest: { readonly text: string; readonly source: CdkSource | undefined } | undefined;
  const parsed = (text: string): ParsedSource | undefined => parseSource(document, text, parse, version);
  return {
    read: (text) => {
      const source = parsed(text);
      return source?.program.hasFaults === true ? undefined : source?.reading;
    },
    edit: (text, fix) => {
      if (latest?.text !== text) {
        const source = parsed(text);
        latest = { text, source: source && new CdkSource(source) };
      }
      return latest.source === undefined
        ? { kind: 'refused', reason: 'Nothing of CloudTrail is made in the file.' }
        : editCdk(latest.source, fix);
    },
  };
}
