import type { Localize } from '../../core/localize.ts';
import { Emitter, type Ending } from '../emitter.ts';
import { failureNode } from '../failures/failure-nodes.ts';
import type { Times } from '../time/times.ts';
import type { NodeSource, TreeNode } from '../tree/tree-node.ts';
import {
  logNode,
  logNodeId,
  quarantinedNodes,
  quarantineNodeId,
  quarantineOf,
  reportNodes,
  stoppedNode,
} from './log-nodes.ts';
import type { OpenedLog, OpenedLogs } from './opened-logs.ts';

/** The rows of the Log Files view. Files of an earlier session are read when their row is opened. */
export class LogsModel implements NodeSource, Ending {
  readonly #logs: OpenedLogs;
  readonly #t: Localize;
  readonly #times: () => Times;
  readonly #changed = new Emitter<TreeNode | undefined>();
  readonly #subscription: Ending;
  readonly #life = new AbortController();
  readonly onDidChange = this.#changed.event;

  constructor(logs: OpenedLogs, t: Localize, times: () => Times) {
    this.#logs = logs;
    this.#t = t;
    this.#times = times;
    this.#subscription = logs.onDidChange((log) => {
      this.#changed.fire(log && this.#nodeOf(log));
    });
  }

  children(id: string | undefined): readonly TreeNode[] | Promise<readonly TreeNode[]> {
    if (id === undefined) {
      return this.#logs.list.map((log) => this.#nodeOf(log));
    }
    const log = this.#logs.list.find((each) => id === logNodeId(each) || id === quarantineNodeId(each));
    if (log === undefined) {
      return [];
    }
    return id === logNodeId(log)
      ? this.#below(log)
      : quarantinedNodes(log, quarantineOf(this.#logs.stateOf(log)), this.#t);
  }

  parent(id: string): string | undefined {
    const log = this.#logs.list.find((each) => id === quarantineNodeId(each));
    return log && logNodeId(log);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#life.abort();
  }

  #nodeOf(log: OpenedLog): TreeNode {
    return logNode(log, this.#logs.stateOf(log), this.#t, this.#times);
  }

  async #below(log: OpenedLog): Promise<readonly TreeNode[]> {
    if (this.#logs.stateOf(log).kind === 'unread') {
      await this.#logs.look(log, this.#life.signal);
    }
    const state = this.#logs.stateOf(log);
    switch (state.kind) {
      case 'ready':
        return reportNodes(log, state.report, this.#t);
      // Not read by itself: the rows are asked for again in the moment in which somebody stops reading.
      case 'stopped':
        return [stoppedNode(log, this.#t)];
      case 'failed': {
        const { error } = state;
        const retry = (): Promise<void> => this.#logs.look(log, this.#life.signal, 'again');
        return [failureNode(`${logNodeId(log)}\n\nfailure`, { error, retry }, this.#t)];
      }
      default:
        return [];
    }
  }
}
