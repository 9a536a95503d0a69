import { spawn, type ChildProcess } from 'node:child_process';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { isJsonObject, nonEmptyString, type JsonObject } from '../../core/json.ts';
import type { ProcessRoute } from '../configuration/credential-route.ts';
import type { Credentials } from './credentials.ts';

/** The most that a command may print: credentials are a few hundred bytes. */
const maxOutput = 1_000_000;

/**
 * The credentials that a profile's `credential_process` prints. The SDK's own provider cannot be used: it waits for a
 * hung command for ever, cannot be cancelled, and puts what the command says of an error, which may be a secret, into
 * its message. As with the SDK, a shell runs the command.
 *
 * @param timeout milliseconds after which the command and its children are ended
 * @throws TrailscopeError `no-credentials` when the command fails, takes too long or prints something else
 */
export async function credentialsOfProcess(
  { profile, command }: ProcessRoute,
  timeout: number,
  signal: AbortSignal,
): Promise<Credentials> {
  const output = await outputOf(profile, command, timeout, signal);
  const printed = parsed(output);
  const accessKeyId = nonEmptyString(printed['AccessKeyId']);
  const secretAccessKey = nonEmptyString(printed['SecretAccessKey']);
  const sessionToken = nonEmptyString(printed['SessionToken']);
  const end = nonEmptyString(printed['Expiration']);
  const expiration = end === undefined ? undefined : new Date(end);
  if (printed['Version'] !== 1 || accessKeyId === undefined || secretAccessKey === undefined) {
    throw gaveNothing(profile, 'credential_process printed no credentials of version 1');
  }
  if (Number.isNaN(expiration?.getTime())) {
    throw gaveNothing(profile, 'credential_process printed an expiration that is no time');
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiration !== undefined && { expiration }),
  };
}

function outputOf(profile: string, command: string, timeout: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const isWindows = process.platform === 'win32';
    // A group of its own, so that the shell's children end with it.
    const child = spawn(command, {
      shell: true,
      detached: !isWindows,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const fail = (error: Error) => {
      end(child, isWindows);
      reject(error);
    };
    const onAbort = () => {
      fail(new TrailscopeError({ kind: 'cancelled' }, 'Cancelled'));
    };
    const timer = setTimeout(() => {
      fail(gaveNothing(profile, `credential_process took longer than ${Math.round(timeout / 1000)} s`));
    }, timeout);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunks.reduce((size, { length }) => size + length, 0) > maxOutput) {
        fail(gaveNothing(profile, 'credential_process printed too much'));
      }
    });
    child.once('error', fail);
    child.once('close', (code, by) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (code === 0) {
        resolve(Buffer.concat(chunks).toString());
      } else {
        reject(
          gaveNothing(profile, `credential_process ended with ${by ?? `exit code ${code ?? 'unknown'}`}`),
        );
      }
    });
    if (signal.aborted) {
      onAbort();
    } else {
      signal.addEventListener('abort', onAbort, { once: true });
    }
  });
}

/** Ends the command and what it has started, and waits for nothing more of it. */
function end(child: ChildProcess, isWindows: boolean): void {
  child.stdout?.destroy();
  child.unref();
  if (isWindows || child.pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function parsed(output: string): JsonObject {
  try {
    const value: unknown = JSON.parse(output);
    return isJsonObject(value) ? value : {};
  } catch {
    // The error would quote the output, in which there may be a secret.
    return {};
  }
}

function gaveNothing(profile: string, message: string): TrailscopeError {
  return new TrailscopeError({ kind: 'no-credentials', profile }, message);
}
