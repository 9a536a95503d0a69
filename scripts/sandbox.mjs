/**
 * Serves the sample account over HTTP on this machine, so that any AWS client can work on it.
 *
 * `npm run sandbox -- --port 4800`; without a port, one that is free.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { projectRoot } from './lib/project.mjs';

const bundle = path.join(projectRoot, 'out/sandbox/main.mjs');

const port = readPort();
await ensureDependencies();
await build();
await serve();

/** @returns {number} */
function readPort() {
  let text;
  try {
    text = parseArgs({ options: { port: { type: 'string', default: '0' } } }).values.port;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\nUsage: npm run sandbox -- [--port N]`);
  }
  const number = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return number <= 65_535 ? number : fail(`--port takes a number from 0 to 65535, not "${text}".`);
}

async function build() {
  const esbuild = await import('esbuild');
  await esbuild
    .build({
      absWorkingDir: projectRoot,
      entryPoints: ['src/sandbox/main.ts'],
      outfile: bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'linked',
      logLevel: 'warning',
    })
    // esbuild has printed what is wrong.
    .catch(() => process.exit(1));
}

async function serve() {
  /** @type {{ startSandbox(port: number): Promise<{ address: string, close(): Promise<void> }> }} */
  const { startSandbox } = await import(pathToFileURL(bundle).href);
  let door;
  try {
    door = await startSandbox(port);
  } catch (error) {
    fail(portProblem(/** @type {NodeJS.ErrnoException} */ (error)));
    return;
  }
  console.log(greeting(door.address));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void door.close());
  }
}

/**
 * @param {NodeJS.ErrnoException} error
 * @returns {string}
 */
function portProblem(error) {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Choose another, or leave --port out for one that is free.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user. Choose one above 1023.`;
    default:
      return `Port ${port} cannot be opened: ${error.message}`;
  }
}

/**
 * @param {string} address
 * @returns {string}
 */
function greeting(address) {
  return `The sample account answers on ${address} (this machine only; Ctrl+C ends it and forgets all changes).

Any keys will do, and the Region is the one that a request is signed for:

  export AWS_ACCESS_KEY_ID=sample AWS_SECRET_ACCESS_KEY=sample AWS_DEFAULT_REGION=us-east-1 AWS_ENDPOINT_URL=${address}
  aws sts get-caller-identity
  aws cloudtrail describe-trails
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=ReadOnly,AttributeValue=false --max-items 5
`;
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
