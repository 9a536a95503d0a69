import { workspace, type Uri } from 'vscode';

/** Whether a file is open in an editor: then its document counts, not what is on disk. */
export function isOpen(uri: Uri): boolean {
  const key = uri.toString();
  return workspace.textDocuments.some((document) => !document.isClosed && document.uri.toString() === key);
}
