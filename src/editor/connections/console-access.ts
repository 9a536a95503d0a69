import { credentialSourceKey, type Connection } from '../../core/connection.ts';
import * as links from '../../core/console-links.ts';
import type { UserConfiguration } from '../../core/user-configuration.ts';
import type { ConnectionStore } from './connection-store.ts';

/**
 * The sources of credentials whose calls the user's files or environment send elsewhere than to AWS. It is a fact about
 * the machine, as those files are, and rows and pages are made at once, so it is kept here for whoever makes one.
 */
const elsewhere = new Set<string>();

/**
 * Whether AWS's console knows what a connection shows: not the sample account, nor what answers at a custom endpoint,
 * whoever named it.
 */
export function hasConsole(connection: Connection): boolean {
  return links.hasConsole(connection) && !elsewhere.has(credentialSourceKey(connection.credentials));
}

/** Keeps {@link hasConsole} right for the connections that are listed. */
export class ConsoleAccess {
  readonly #connections: Pick<ConnectionStore, 'list' | 'onDidChangeList'>;
  readonly #configuration: () => Promise<Pick<UserConfiguration, 'customEndpoint'>>;
  #known: Promise<void> | undefined;

  constructor(
    connections: Pick<ConnectionStore, 'list' | 'onDidChangeList'>,
    configuration: () => Promise<Pick<UserConfiguration, 'customEndpoint'>>,
  ) {
    this.#connections = connections;
    this.#configuration = configuration;
    connections.onDidChangeList(() => {
      this.configurationChanged();
    });
  }

  /** Resolves when it is known of all connections. Reads the user's files, once, and contacts nobody. */
  known(): Promise<void> {
    return (this.#known ??= this.#learn());
  }

  /** Lets the files be read again by whoever asks next. */
  configurationChanged(): void {
    this.#known = undefined;
  }

  async #learn(): Promise<void> {
    const { list } = this.#connections;
    const configuration = await this.#configuration();
    await Promise.all(
      list.map(async ({ connection: { credentials, region } }) => {
        // Files that cannot be read are told of by whoever makes a call with them.
        const endpoint = await configuration.customEndpoint({ credentials, region }).catch(() => undefined);
        elsewhere[endpoint === undefined ? 'delete' : 'add'](credentialSourceKey(credentials));
      }),
    );
  }
}
