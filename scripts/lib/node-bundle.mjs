import { readManifest } from './project.mjs';

/**
 * How code that Node runs is bundled, for what ships and for the tests of it: ES modules with lazy chunks.
 *
 * @satisfies {import('esbuild').BuildOptions}
 */
export const nodeBundle = {
  bundle: true,
  format: /** @type {const} */ ('esm'),
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: /** @type {const} */ ('node'),
  target: 'node20',
  // DuckDB's binding is native: the package for the platform lies beside the bundle, or is not there.
  external: ['vscode', '@duckdb/node-bindings-*'],
  charset: /** @type {const} */ ('utf8'),
  // `main` of jsonc-parser is a UMD file that fails at run time once bundled.
  mainFields: ['module', 'main'],
  define: { TRAILSCOPE_VERSION: JSON.stringify(readManifest().version) },
  // Bundled CommonJS asks for Node's modules with `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module';const require = requireFrom(import.meta.url);",
  },
};
