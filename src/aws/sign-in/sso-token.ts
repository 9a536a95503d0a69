import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SsoSignIn } from '../configuration/credential-route.ts';
import { awsFolder } from '../configuration/shared-files.ts';
import { isJsonObject, nonEmptyString, type JsonObject } from '../../core/json.ts';
import type { Time } from '../time.ts';
import { ssoLoginNeeded } from './credentials.ts';

/** A token this close to its end is renewed. */
const renewBefore = 5 * 60_000;

/** Asks for a new token. */
type RenewToken = (renewal: TokenRenewal) => Promise<RenewedToken>;

/** What the AWS CLI has kept for renewing. */
export interface TokenRenewal {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

export interface RenewedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string | undefined;
}

/** Where the AWS CLI and the SDKs keep the tokens of IAM Identity Center. */
export function ssoCacheFolder(): string {
  return join(awsFolder(), 'sso', 'cache');
}

/**
 * The tokens that `aws sso login` has left, read and renewed as the AWS CLI does it. The SDK's provider cannot be used:
 * it needs a profile for each account and role, and after one failed renewal it tries no other for half a minute.
 */
export class SsoTokens {
  readonly #time: Time;
  readonly #renewals = new Map<string, Promise<string>>();

  constructor(time: Time) {
    this.#time = time;
  }

  /** @throws TrailscopeError `sign-in-needed` with the command that brings a token */
  async token(sign: SsoSignIn, renew: RenewToken): Promise<string> {
    const kept = await readToken(sign);
    if (kept === undefined) {
      throw ssoLoginNeeded(sign, 'There is no token of IAM Identity Center');
    }
    return this.#remaining(kept) > renewBefore ? kept.accessToken : this.#renewed(sign, kept, renew);
  }

  /** Renewed once, however many ask, and whoever of them gives up: a refresh token may serve only once. */
  #renewed(sign: SsoSignIn, kept: KeptToken, renew: RenewToken): Promise<string> {
    const path = pathOf(sign);
    const running = this.#renewals.get(path);
    if (running !== undefined) {
      return running;
    }
    const renewal = this.#renewNow(sign, kept, renew).finally(() => this.#renewals.delete(path));
    this.#renewals.set(path, renewal);
    return renewal;
  }

  async #renewNow(sign: SsoSignIn, kept: KeptToken, renew: RenewToken): Promise<string> {
    const renewal = renewalOf(kept, this.#time.now());
    try {
      if (renewal !== undefined) {
        const { accessToken, expiresIn, refreshToken } = await renew(renewal);
        const expiresAt = new Date(this.#time.now() + expiresIn * 1000).toISOString().replace(/\.\d+/, '');
        await writeToken(sign, {
          ...kept.file,
          accessToken,
          expiresAt,
          ...(refreshToken !== undefined && { refreshToken }),
        });
        return accessToken;
      }
    } catch {
      // Another process may have used the refresh token and left a newer token.
    }
    const latest = (await readToken(sign)) ?? kept;
    if (this.#remaining(latest) <= 0) {
      throw ssoLoginNeeded(sign, 'The session of IAM Identity Center has ended');
    }
    return latest.accessToken;
  }

  #remaining({ expiresAt }: KeptToken): number {
    return expiresAt - this.#time.now();
  }
}

interface KeptToken {
  readonly accessToken: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** All that the file has. */
  readonly file: JsonObject;
}

function pathOf({ session, startUrl }: SsoSignIn): string {
  const name = createHash('sha1')
    .update(session ?? startUrl)
    .digest('hex');
  return join(ssoCacheFolder(), `${name}.json`);
}

/** Undefined where there is no token, or nothing that can be read as one: signing in again writes a good one. */
async function readToken(sign: SsoSignIn): Promise<KeptToken | undefined> {
  let file: unknown;
  try {
    file = JSON.parse(await readFile(pathOf(sign), 'utf8'));
  } catch {
    return undefined;
  }
  if (!isJsonObject(file)) {
    return undefined;
  }
  const accessToken = nonEmptyString(file['accessToken']);
  // Old versions of the AWS CLI write `UTC` for the zone.
  const expiresAt = Date.parse((nonEmptyString(file['expiresAt']) ?? '').replace('UTC', 'Z'));
  return accessToken === undefined || Number.isNaN(expiresAt) ? undefined : { accessToken, expiresAt, file };
}

/** Undefined where the token cannot be renewed. */
function renewalOf({ file }: KeptToken, now: number): TokenRenewal | undefined {
  const clientId = nonEmptyString(file['clientId']);
  const clientSecret = nonEmptyString(file['clientSecret']);
  const refreshToken = nonEmptyString(file['refreshToken']);
  const registered = Date.parse(nonEmptyString(file['registrationExpiresAt']) ?? '');
  return clientId === undefined ||
    clientSecret === undefined ||
    refreshToken === undefined ||
    registered <= now
    ? undefined
    : { clientId, clientSecret, refreshToken };
}

/** Written aside and renamed, so that nobody reads half of a token; only for the user's eyes. */
async function writeToken(sign: SsoSignIn, token: JsonObject): Promise<void> {
  const path = pathOf(sign);
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeFile(aside, JSON.stringify(token, undefined, 2), { mode: 0o600 });
    await rename(aside, path);
  } catch {
    // Where the file cannot be written the token serves this window alone.
  }
}
