import { commands } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { CommandId } from '../command-ids.ts';
import type { ConnectionStore } from './connection-store.ts';

/** The connection in use; where there is none the user is asked for one first. Undefined where they give up. */
export async function connected(connections: ConnectionStore): Promise<Connection | undefined> {
  if (connections.current === undefined) {
    const connect: CommandId = 'trailscope.connect';
    await commands.executeCommand(connect);
  }
  return connections.current;
}
