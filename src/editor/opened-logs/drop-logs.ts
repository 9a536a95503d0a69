import { Uri, type DataTransfer, type TreeDragAndDropController } from 'vscode';
import type { TreeRow } from '../tree/tree-rows.ts';

/** Files and folders, as VS Code and other programs drag them: one address a line. */
const addresses = 'text/uri-list';

/**
 * Lets files and folders be dropped on a view.
 *
 * @param failed is told what `open` throws, or that what was dropped is no address
 */
export function dropTarget(
  open: (resources: readonly Uri[]) => Promise<void>,
  failed: (thrown: unknown) => Promise<void>,
): TreeDragAndDropController<TreeRow> {
  return {
    dragMimeTypes: [],
    dropMimeTypes: [addresses],
    handleDrop: async (_, transfer) => {
      try {
        const resources = await droppedResources(transfer);
        await (resources.length > 0 && open(resources));
      } catch (thrown) {
        await failed(thrown);
      }
    },
  };
}

async function droppedResources(transfer: DataTransfer): Promise<readonly Uri[]> {
  const list = (await transfer.get(addresses)?.asString()) ?? '';
  return list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => Uri.parse(line, true));
}
