import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Where tree-sitter and its grammars come from. */
export const treeSitterPackage = 'node_modules/@vscode/tree-sitter-wasm';

/** The grammars of the languages that are read: `grammarNames` of src/iac/cdk/syntax/tree-sitter.ts. */
const grammars = ['typescript', 'tsx', 'python'];

/**
 * Puts tree-sitter beside the bundles: its script is CommonJS that looks for files by its own place, which does not
 * survive bundling into ES modules.
 *
 * @param {string} folder
 */
export async function copyTreeSitter(folder) {
  const script = require.resolve('@vscode/tree-sitter-wasm');
  const source = path.dirname(script);
  await mkdir(folder, { recursive: true });
  await copyFile(script, path.join(folder, 'tree-sitter.cjs'));
  const binaries = ['tree-sitter.wasm', ...grammars.map((name) => `tree-sitter-${name}.wasm`)];
  await Promise.all(binaries.map((name) => copyFile(path.join(source, name), path.join(folder, name))));
}
