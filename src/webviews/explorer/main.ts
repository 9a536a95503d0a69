/** The page of the events explorer. */
import { pageStyles } from '../ui/styles.ts';
import { connectToExplorerHost } from './explorer-host.ts';
import { explorerPageStyles } from './explorer-styles.ts';
import { Explorer } from './explorer.ts';

const explorer = new Explorer();
for (const { styleSheet } of [pageStyles, explorerPageStyles]) {
  if (styleSheet !== undefined) {
    document.adoptedStyleSheets.push(styleSheet);
  }
}
document.body.append(explorer);
explorer.host = connectToExplorerHost(
  (message) => {
    explorer.receive(message);
  },
  (text) => {
    explorer.tell(text);
  },
);
