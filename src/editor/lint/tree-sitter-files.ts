import { createRequire } from 'node:module';
import { Uri, workspace } from 'vscode';
import type { TreeSitter, TreeSitterFiles } from '../../iac/cdk/syntax/tree-sitter.ts';

/** tree-sitter as it ships: beside the bundle, which it does not survive. */
export function treeSitterFiles(folder: Uri): TreeSitterFiles {
  const require = createRequire(import.meta.url);
  return {
    runtime: () => Promise.resolve(require(Uri.joinPath(folder, 'tree-sitter.cjs').fsPath) as TreeSitter),
    bytes: async (name) => workspace.fs.readFile(Uri.joinPath(folder, name)),
  };
}
