/** The page with the result of a query. */
import { pageStyles } from '../ui/styles.ts';
import { connectToQueryHost } from './query-host.ts';
import { QueryPage } from './query-page.ts';
import { queryPageStyles } from './query-styles.ts';

const page = new QueryPage();
for (const { styleSheet } of [pageStyles, queryPageStyles]) {
  if (styleSheet !== undefined) {
    document.adoptedStyleSheets.push(styleSheet);
  }
}
document.body.append(page);
page.ask = connectToQueryHost((message) => {
  page.receive(message);
});
