import { Uri, type DataTransfer, type TreeDragAndDropController } from 'vscode';
import type { TreeRow } from '../tree/tree-rows.ts';

/** Files and folders, as VS Code and other programs drag them: one address a line. */
const addresses = 'text/uri-list';

/** Lets files and folders be dropped on a view. */
export function dropTarget(
  open: (resources: readonly Uri[]) => Promise<void>,
): TreeDragAndDropController<TreeRow> {
  return {
    dragMimeTypes: [],
    dropMimeTypes: [addresses],
    handleDrop: async (_, transfer) => {
      const resources = await droppedResources(transfer);
      if (resources.length > 0) {
        await open(resources);
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
