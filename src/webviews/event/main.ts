/** The page of the event viewer. */
import { connectToHost } from '../ui/host.ts';
import { pageStyles } from '../ui/styles.ts';
import { EventViewer } from './viewer.ts';

const viewer = new EventViewer();
if (pageStyles.styleSheet !== undefined) {
  document.adoptedStyleSheets.push(pageStyles.styleSheet);
}
document.body.append(viewer);
viewer.host = connectToHost((message) => {
  void viewer.show(message);
});
