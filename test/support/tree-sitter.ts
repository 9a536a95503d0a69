/** tree-sitter from its package: what the build puts beside the bundles. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { Parsers, type TreeSitter, type TreeSitterFiles } from '../../src/iac/cdk/syntax/tree-sitter.ts';

const folder = path.join(projectRoot, 'node_modules/@vscode/tree-sitter-wasm/wasm');
const require = createRequire(import.meta.url);

export const installedTreeSitter: TreeSitterFiles = {
  runtime: () => Promise.resolve(require(path.join(folder, 'tree-sitter.js')) as TreeSitter),
  bytes: (name) => readFile(path.join(folder, name)),
};

/** One for all tests of a file: loading takes longer than reading. */
export const parsers = new Parsers(installedTreeSitter);
