import type { GetRoleCredentialsCommandOutput, SSOClient } from '@aws-sdk/client-sso';
import { connection, type CredentialSource, type SsoRole } from '../../core/connection.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { SsoAccount } from '../../core/sign-in.ts';
import type { Answer, AwsCall, AwsCalls } from '../calls.ts';
import type { SsoRoute, SsoSignIn } from '../configuration/credential-route.ts';
import { ssoLoginNeeded, type Credentials } from './credentials.ts';
import type { SignInClients } from './sign-in-clients.ts';
import { SsoTokens, type RenewedToken, type TokenRenewal } from './sso-token.ts';
import type { Time } from '../time.ts';

/** Who asks IAM Identity Center, and for how long. */
export interface SsoQuestion {
  /** Whose settings decide about endpoints. */
  readonly source: CredentialSource;
  readonly sign: SsoSignIn;
  readonly signal: AbortSignal;
}

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Leads to the next one; undefined on the last. */
  readonly nextToken: string | undefined;
}

/** The calls of IAM Identity Center. None is signed: the token that `aws sso login` has left says who asks. */
export class SsoPortal {
  readonly #calls: AwsCalls;
  readonly #clients: SignInClients;
  readonly #tokens: SsoTokens;

  constructor(calls: AwsCalls, clients: SignInClients, time: Time) {
    this.#calls = calls;
    this.#clients = clients;
    this.#tokens = new SsoTokens(time);
  }

  /** @throws TrailscopeError `denied` where the user does not have the role */
  roleCredentials(question: SsoQuestion, { account, role }: SsoRoute): Promise<Credentials> {
    return this.#ask(question, 'GetRoleCredentials', async (accessToken) => {
      const { GetRoleCredentialsCommand } = await import('./sdk-sso.ts');
      const command = new GetRoleCredentialsCommand({ accessToken, accountId: account, roleName: role });
      return { send: (client, options) => client.send(command, options), read: toCredentials };
    });
  }

  /** A page of the accounts that the user has. */
  accounts(question: SsoQuestion, nextToken: string | undefined): Promise<Page<SsoAccount>> {
    return this.#ask(question, 'ListAccounts', async (accessToken) => {
      const { ListAccountsCommand } = await import('./sdk-sso.ts');
      const command = new ListAccountsCommand({ accessToken, nextToken, maxResults: pageSize });
      return {
        send: (client, options) => client.send(command, options),
        read: ({ accountList = [], nextToken: next }) => ({
          items: accountList.map(({ accountId = '', accountName = '', emailAddress = '' }) => ({
            id: accountId,
            name: accountName,
            email: emailAddress,
          })),
          nextToken: next === '' ? undefined : next,
        }),
      };
    });
  }

  /** A page of the names of the roles that the user has in an account. */
  roles(
    question: SsoQuestion,
    accountId: SsoRole['account'],
    nextToken: string | undefined,
  ): Promise<Page<string>> {
    return this.#ask(question, 'ListAccountRoles', async (accessToken) => {
      const { ListAccountRolesCommand } = await import('./sdk-sso.ts');
      const command = new ListAccountRolesCommand({
        accessToken,
        accountId,
        nextToken,
        maxResults: pageSize,
      });
      return {
        send: (client, options) => client.send(command, options),
        read: ({ roleList = [], nextToken: next }) => ({
          items: roleList.flatMap(({ roleName }) => roleName ?? []),
          nextToken: next === '' ? undefined : next,
        }),
      };
    });
  }

  async #ask<Output extends Answer, Result>(
    { source, sign, signal }: SsoQuestion,
    operation: string,
    callWith: (accessToken: string) => Promise<Pick<AwsCall<SSOClient, Output, Result>, 'send' | 'read'>>,
  ): Promise<Result> {
    const token = await this.#tokens.token(sign, (renewal) => this.#renewToken(source, sign, renewal));
    try {
      return await this.#calls.send({
        operation: `sso:${operation}`,
        connection: connection({ credentials: source, region: sign.region }),
        signal,
        clients: { of: () => this.#clients.sso(source, sign.region) },
        ...(await callWith(token)),
      });
    } catch (thrown) {
      // A token that is not taken is one of a session that was ended.
      throw thrown instanceof TrailscopeError && thrown.failure.kind === 'expired'
        ? ssoLoginNeeded(sign, 'The session of IAM Identity Center was ended', thrown)
        : thrown;
    }
  }

  #renewToken(source: CredentialSource, { region }: SsoSignIn, renewal: TokenRenewal): Promise<RenewedToken> {
    return this.#calls.send({
      operation: 'sso-oauth:CreateToken',
      connection: connection({ credentials: source, region }),
      // Others may wait for the same token.
      signal: new AbortController().signal,
      clients: { of: () => this.#clients.ssoOidc(source, region) },
      send: async (client, options) => {
        const { CreateTokenCommand } = await import('./sdk-sso.ts');
        return client.send(new CreateTokenCommand({ ...renewal, grantType: 'refresh_token' }), options);
      },
      read: ({ accessToken, expiresIn, refreshToken }) => {
        if (accessToken === undefined || expiresIn === undefined) {
          throw new Error('the token or its duration is missing');
        }
        return { accessToken, expiresIn, refreshToken };
      },
    });
  }
}

/** The most that IAM Identity Center gives at once. */
const pageSize = 100;

function toCredentials({ roleCredentials }: GetRoleCredentialsCommandOutput): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = roleCredentials ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    throw new Error('the keys or the session token are missing');
  }
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    ...(expiration !== undefined && { expiration: new Date(expiration) }),
  };
}
