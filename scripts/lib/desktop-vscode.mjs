import { runForCode } from './run.mjs';

/**
 * @typedef {object} DesktopVscode
 * @property {string} program
 * @property {string} version
 */

/**
 * Finds a desktop VS Code on the PATH that can open a window here.
 *
 * @param {string} oldest The version it must have at least.
 * @returns {Promise<DesktopVscode | undefined>} Nothing without a screen, in the terminal of a remote VS Code (whose
 *   `code` only talks to that one) and in WSL (whose `code` is the one of Windows).
 */
export async function findDesktopVscode(oldest) {
  const { env, platform } = process;
  const hasScreen = platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  if (!hasScreen || env['VSCODE_IPC_HOOK_CLI'] || env['WSL_DISTRO_NAME']) {
    return undefined;
  }
  const program = platform === 'win32' ? 'code.cmd' : 'code';
  const answer = await runForCode(program, ['--version'], { quiet: true }).catch(() => undefined);
  const version = /^\d+\.\d+\.\d+/.exec(answer?.output ?? '')?.[0];
  if (answer?.code !== 0 || !version) {
    return undefined;
  }
  if (!isAtLeast(version, oldest)) {
    console.log(`The VS Code ${version} on the PATH is older than ${oldest}, so it is not used.`);
    return undefined;
  }
  return { program, version };
}

/**
 * @param {string} version
 * @param {string} other
 * @returns {boolean}
 */
function isAtLeast(version, other) {
  return version.localeCompare(other, 'en', { numeric: true }) >= 0;
}
