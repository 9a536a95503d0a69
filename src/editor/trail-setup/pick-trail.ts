import { l10n, type QuickPick, type QuickPickItem } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { AwsPorts } from '../../core/ports.ts';
import type { LoggingChange } from '../../core/trails/setup/plan-logging.ts';
import type { Trail } from '../../core/trails/trail.ts';
import { askPick } from '../connections/quick-input.ts';
import { quickWindow } from '../connections/quick-steps.ts';

interface TrailChoice extends QuickPickItem {
  readonly arn: string;
}

/**
 * Asks which trail is to start, or to stop, among those that do not log, or do. A trail whose status cannot be read is
 * offered, too: the review tells what is so.
 *
 * @returns its ARN; undefined when the user cancels
 * @throws TrailscopeError where the trails cannot be read
 */
export async function pickTrail(
  kind: LoggingChange['kind'],
  connection: Connection,
  ports: () => Promise<AwsPorts>,
): Promise<string | undefined> {
  const abort = new AbortController();
  const starts = kind === 'start-logging';
  try {
    const answer = await askPick<TrailChoice, string>(
      quickWindow,
      {
        title: starts ? l10n.t('Start logging') : l10n.t('Stop logging'),
        placeholder: starts ? l10n.t('Which trail is to log') : l10n.t('Which trail is not to log any more'),
      },
      (pick) => offer(pick, starts, connection, ports, abort.signal),
      (pick) => pick.activeItems[0]?.arn,
    );
    return typeof answer === 'object' ? answer.value : undefined;
  } finally {
    abort.abort();
  }
}

async function offer(
  pick: QuickPick<TrailChoice>,
  starts: boolean,
  connection: Connection,
  ports: () => Promise<AwsPorts>,
  signal: AbortSignal,
): Promise<void> {
  const { trails } = await ports();
  const [here, elsewhere] = await Promise.all([
    trails.list(connection, signal),
    trails.elsewhere(connection, signal).catch(() => ({ trails: [] })),
  ]);
  const logs = async (trail: Trail): Promise<boolean | undefined> => {
    try {
      return (await trails.status(connection, trail, signal)).isLogging;
    } catch {
      return undefined;
    }
  };
  const states = await Promise.all(
    [...here, ...elsewhere.trails].map(async (trail) => ({ trail, isLogging: await logs(trail) })),
  );
  const fitting = states.filter(({ isLogging }) => isLogging !== starts);
  if (!signal.aborted) {
    pick.items = fitting.map(({ trail }) => ({
      label: trail.name,
      description: trail.homeRegion,
      arn: trail.arn,
    }));
    if (fitting.length === 0) {
      pick.placeholder = starts ? l10n.t('Every trail logs already.') : l10n.t('No trail logs.');
    }
  }
}
