import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { TreeSitter, TreeSitterFiles } from '../iac/cdk/syntax/tree-sitter.ts';

/**
 * tree-sitter as it is built: beside the bundle, which it does not survive.
 *
 * @param folder with a slash at its end
 */
export function treeSitterFiles(folder: URL): TreeSitterFiles {
  const require = createRequire(folder);
  return {
    runtime: () => Promise.resolve(require(fileURLToPath(new URL('tree-sitter.cjs', folder))) as TreeSitter),
    bytes: (name) => readFile(new URL(name, folder)),
  };
}
