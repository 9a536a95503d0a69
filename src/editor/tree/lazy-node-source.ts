import { Emitter, type Ending } from '../emitter.ts';
import type { NodeSource, TreeNode } from './tree-node.ts';

/** A node source whose code is loaded when its rows are first asked for, for a view that many never open. */
export class LazyNodeSource implements NodeSource, Ending {
  readonly #load: () => Promise<NodeSource & Ending>;
  readonly #changed = new Emitter<TreeNode | undefined>();
  #loading: Promise<NodeSource & Ending> | undefined;
  #loaded: (NodeSource & Ending) | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(load: () => Promise<NodeSource & Ending>) {
    this.#load = load;
  }

  async children(id: string | undefined): Promise<readonly TreeNode[]> {
    this.#loading ??= this.#begin();
    return (await this.#loading).children(id);
  }

  parent(id: string): string | undefined {
    return this.#loaded?.parent?.(id);
  }

  /** Puts all rows into words again. */
  reword(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    void this.#loading?.then((source) => {
      source.dispose();
    });
  }

  async #begin(): Promise<NodeSource & Ending> {
    const source = await this.#load();
    this.#loaded = source;
    source.onDidChange((node) => {
      this.#changed.fire(node);
    });
    return source;
  }
}
