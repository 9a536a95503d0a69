import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] Added to the environment.
 * @property {boolean} [quiet] Keep the output back and show it only on failure.
 */

/**
 * Runs a program to its end, without standard input.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} What it printed, when `quiet`; else the empty string.
 * @throws {Error} When it cannot be started or ends with anything but 0; the message holds a quiet program's output.
 */
export async function run(program, args, options = {}) {
  const { code, output } = await runForCode(program, args, options);
  if (code !== 0) {
    throw new Error(`${[program, ...args].join(' ')} ended with ${code}${output && `:\n${output}`}`);
  }
  return output;
}

/**
 * As {@link run}, for programs whose exit code is an answer.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runForCode(program, args, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      // On Windows npm and code are .cmd files, which only a shell can start.
      shell: process.platform === 'win32' && /^(npm|code\.cmd)$/.test(program),
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code: code ?? (signal ? 1 : 0), output });
    });
  });
}

/**
 * Runs npm: the one that started this script, or the one on the PATH.
 *
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 */
export function npm(args, options) {
  const started = process.env['npm_execpath'];
  return started?.endsWith('npm-cli.js')
    ? run(process.execPath, [started, ...args], options)
    : run('npm', args, options);
}

/**
 * @param {number} since From `performance.now()`.
 * @returns {string} The time since then, for a person.
 */
export function elapsed(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
