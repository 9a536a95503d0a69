import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bench } from './runner.ts';

const distFolder = path.resolve('dist');

/** The names that the built code imports from `vscode`, which only an extension host can give. */
function importedFromVscode(): string[] {
  const files = readdirSync(distFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  const clauses = files.flatMap((file) => [
    ...readFileSync(path.join(distFolder, file), 'utf8').matchAll(
      /import\s*\{([^}]*)\}\s*from\s*["']vscode["']/g,
    ),
  ]);
  const names = clauses.flatMap(([, clause = '']) =>
    clause.split(',').map((part) => part.trim().split(/\s/)[0] ?? ''),
  );
  return [...new Set(names)].filter(Boolean);
}

const asModule = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const stub = asModule(
  `const nothing = new Proxy(class {}, { get: (target, name) => name === 'prototype' ? target.prototype : nothing });
   export { ${importedFromVscode()
     .map((name) => `nothing as ${name}`)
     .join(', ')} };`,
);
const hooks = asModule(
  `export const resolve = (specifier, context, next) =>
     specifier === 'vscode' ? { url: ${JSON.stringify(stub)}, shortCircuit: true } : next(specifier, context);`,
);

/** Imports a module in a new process, as an extension host does once, and gives the milliseconds that it took. */
async function importTime(url: string): Promise<number> {
  const program = `
    import { register } from 'node:module';
    register(${JSON.stringify(hooks)});
    await import('vscode');
    const start = performance.now();
    await import(${JSON.stringify(url)});
    console.log(performance.now() - start);`;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(stdout);
}

await bench('import of the extension', {
  unit: 'ms',
  baseline: { label: 'empty module', run: () => importTime(asModule('')) },
  candidate: {
    label: 'dist/extension.js',
    run: () => importTime(pathToFileURL(path.join(distFolder, 'extension.js')).href),
  },
});
