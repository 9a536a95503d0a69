import type { Connection } from '../../src/core/connection.ts';
import type { AwsPorts } from '../../src/core/ports.ts';
import { InMemoryAws } from './in-memory-aws.ts';

/** Ports that hand each call on to the account of its connection, as AWS does. */
export function accountsByConnection(accountOf: (connection: Connection) => AwsPorts): AwsPorts {
  return {
    trails: {
      list: (connection, ...rest) => accountOf(connection).trails.list(connection, ...rest),
      elsewhere: (connection, ...rest) => accountOf(connection).trails.elsewhere(connection, ...rest),
      status: (connection, ...rest) => accountOf(connection).trails.status(connection, ...rest),
      selectors: (connection, ...rest) => accountOf(connection).trails.selectors(connection, ...rest),
      insights: (connection, ...rest) => accountOf(connection).trails.insights(connection, ...rest),
      tags: (connection, ...rest) => accountOf(connection).trails.tags(connection, ...rest),
    },
    caller: { call: (connection, ...rest) => accountOf(connection).caller.call(connection, ...rest) },
    events: {
      lookup: (connection, ...rest) => accountOf(connection).events.lookup(connection, ...rest),
      usePace: () => undefined,
    },
    objects: {
      list: (connection, ...rest) => accountOf(connection).objects.list(connection, ...rest),
      readText: (connection, ...rest) => accountOf(connection).objects.readText(connection, ...rest),
    },
    signIn: {
      signIn: (connection, ...rest) => accountOf(connection).signIn.signIn(connection, ...rest),
      signOut: (connection) => {
        accountOf(connection).signIn.signOut(connection);
      },
      configurationChanged: () => undefined,
    },
    sso: new InMemoryAws().sso,
    account: {
      identity: (connection, ...rest) => accountOf(connection).account.identity(connection, ...rest),
      regions: (connection, ...rest) => accountOf(connection).account.regions(connection, ...rest),
      regionChoices: (connection, ...rest) =>
        accountOf(connection).account.regionChoices(connection, ...rest),
      alias: (connection, ...rest) => accountOf(connection).account.alias(connection, ...rest),
    },
  };
}
