import eslint from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom: docs/architecture.md. The compiler keeps the same rules through project references; the
 * messages here say what to do instead.
 */
const layers = {
  core: {
    mayImport: [],
    packages: [],
    remedy:
      'core is pure: put what you need behind an interface in core/ports.ts and implement it in a layer outside.',
  },
  iac: {
    mayImport: ['core'],
    packages: ['yaml', 'jsonc-parser', 'picomatch', 'smol-toml'],
    remedy:
      'iac turns source text into the posture model and the settings of the linter, and nothing else: let editor/ or cli/ hand the text in.',
  },
  protocol: {
    mayImport: ['core'],
    packages: [],
    remedy:
      'protocol is shared by the extension host and the webviews: only types and pure functions of core.',
  },
  aws: {
    mayImport: ['core'],
    packages: ['@aws-sdk/*', '@smithy/*', 'node:*'],
    remedy: 'aws implements core/ports.ts on the SDK: let extension.ts or cli/ wire other layers in.',
  },
  engine: {
    mayImport: ['core'],
    packages: ['node:*', '@duckdb/node-api'],
    remedy:
      'engine implements core/log-engine.ts on DuckDB, in a process of its own: let extension.ts or cli/ wire other layers in.',
  },
  sandbox: {
    mayImport: ['core'],
    packages: ['node:*'],
    remedy: 'the sandbox answers the wire protocols by itself: it knows neither the SDK nor the editor.',
  },
  webviews: {
    mayImport: ['core', 'protocol'],
    packages: ['lit', 'lit/*'],
    remedy: 'a webview knows only the messages in protocol/: ask the extension host for everything else.',
  },
  editor: {
    mayImport: ['core', 'iac', 'protocol', 'aws', 'engine'],
    packages: ['vscode', 'node:*'],
    remedy: 'editor gets what it needs from extension.ts: take it as a parameter.',
  },
  cli: {
    mayImport: ['core', 'iac', 'aws', 'engine', 'sandbox'],
    packages: ['node:*', 'ignore', 'picomatch'],
    remedy: 'the command line has no vscode and no webview: move what both need into core/.',
  },
};

const anyOf = (names) =>
  names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\*', '.*')).join('|');

const layerRules = Object.entries(layers).flatMap(([layer, { mayImport, packages, remedy }]) => {
  const foreign = Object.keys(layers).filter((other) => other !== layer && !mayImport.includes(other));
  const message = `${layer}/ may import ${[...mayImport, ...packages].join(', ') || 'nothing'}. ${remedy}`;
  const otherLayers = { regex: `^(\\.\\./)+(${anyOf(foreign)}|extension\\.ts)(/|$)`, message };
  const otherPackages = { regex: `^(?!\\.|(${anyOf(packages) || '(?!)'})$)`, message };
  const rule = (patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });
  return [
    { files: [`src/${layer}/**/*.ts`], ignores: ['**/*.test.ts'], rules: rule([otherLayers, otherPackages]) },
    { files: [`src/${layer}/**/*.test.ts`], rules: rule([otherLayers]) },
  ];
});

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'test-results/', 'test/golden/', 'scripts/demo-workspace/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name, so that a thing has one name everywhere.',
        },
        {
          selector: 'ExportAllDeclaration',
          message: 'No barrels: import from the file that defines the thing.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  ...layerRules,
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Event text is hostile: use textContent or a Lit template.' },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
