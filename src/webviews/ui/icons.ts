/**
 * The icons of the webviews, drawn for a grid of 16. A font would be 120 KB for a handful of them, and needs a rule in
 * the content security policy. They take the colour of the text around them and are hidden from screen readers: what
 * an icon means is always in words too.
 */
import type { TemplateResult } from 'lit';
import { html, svg } from 'lit';

// Without white space around it, which would be shown.
const icon = (drawing: TemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <g fill="none" stroke="currentColor" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round">
      ${drawing}
    </g>
  </svg>`;

export const icons = {
  chevronLeft: icon(svg`<path d="M10 3.5 5.5 8l4.5 4.5" />`),
  chevronRight: icon(svg`<path d="M6 3.5 10.5 8 6 12.5" />`),
  chevronDown: icon(svg`<path d="M3.5 6 8 10.5 12.5 6" />`),
  chevronUp: icon(svg`<path d="M3.5 10 8 5.5 12.5 10" />`),
  arrow: icon(svg`<path d="M2.5 8h11M9.5 4l4 4-4 4" />`),
  check: icon(svg`<path d="m3 8.5 3.5 3.5L13 4.5" stroke-width="1.5" />`),
  error: icon(svg`<circle cx="8" cy="8" r="6" /><path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4" />`),
  warning: icon(svg`<path d="M8 2.2 14.3 13.5H1.7ZM8 6.5v3.2" /><path d="M8 11.6v.1" stroke-width="1.5" />`),
  search: icon(svg`<circle cx="7" cy="7" r="4.2" /><path d="m10.2 10.2 3.6 3.6" />`),
  clear: icon(svg`<path d="m4 4 8 8M12 4l-8 8" />`),
  expandAll: icon(svg`<path d="M2.5 2.5h8v8h-8zM5.5 13.5h8v-8M6.5 4.5v4M4.5 6.5h4" />`),
  collapseAll: icon(svg`<path d="M2.5 2.5h8v8h-8zM5.5 13.5h8v-8M4.5 6.5h4" />`),
  plus: icon(svg`<path d="M8 3v10M3 8h10" />`),
  minus: icon(svg`<path d="M3 8h10" />`),
  included: icon(svg`<path d="M2.5 2.5h11v11h-11z" /><path d="m5 8.2 2.2 2.3L11 5.7" stroke-width="1.5" />`),
  excluded: icon(svg`<circle cx="8" cy="8" r="5.5" /><path d="m4.2 4.2 7.6 7.6" />`),
  cloud: icon(svg`<path d="M4.6 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.6.6 2.7 2.7 0 0 1-.4 5.4Z" />`),
  filter: icon(svg`<path d="M2 3.5h12L9.5 8.5v4l-3-1.5v-2.5Z" />`),
  table: icon(svg`<path d="M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 3v10" />`),
  chart: icon(svg`<path d="M3.5 13V9M6.5 13V4.5M9.5 13V7M12.5 13V3M2 13.5h12" />`),
  pause: icon(svg`<path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2" />`),
  play: icon(svg`<path d="M5 3.2v9.6L12.5 8Z" />`),
  clock: icon(svg`<circle cx="8" cy="8" r="5.8" /><path d="M8 4.8V8l2.3 1.6" />`),
  bulb: icon(svg`<path d="M6 11.5c0-1.6-2-2.4-2-5a4 4 0 0 1 8 0c0 2.6-2 3.4-2 5ZM6.5 14h3" />`),
  panel: icon(svg`<path d="M2.5 3h11v10h-11zM6.5 3v10" />`),
  zoomOut: icon(svg`<circle cx="7" cy="7" r="4.2" /><path d="m10.2 10.2 3.6 3.6M5 7h4" />`),
  /** A change, before its name; failures and reads have other shapes. */
  write: icon(svg`<path d="M8 3.5 12.5 8 8 12.5 3.5 8Z" fill="currentColor" />`),
  read: icon(svg`<circle cx="8" cy="8" r="2.6" />`),
  failed: icon(svg`<path d="m4.5 4.5 7 7M11.5 4.5l-7 7" stroke-width="2.2" />`),
  insight: icon(svg`<path d="M2 11.5 6 7l3 2.5L14 4M10.5 4H14v3.5" />`),
  sortUp: icon(svg`<path d="M8 13V3.5M4.5 7 8 3.5 11.5 7" />`),
  sortDown: icon(svg`<path d="M8 3v9.5M4.5 9 8 12.5 11.5 9" />`),
  eye: icon(
    svg`<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" /><circle cx="8" cy="8" r="2" />`,
  ),
  eyeClosed: icon(svg`<path d="M1.5 6.5S4 10.5 8 10.5s6.5-4 6.5-4M8 10.5v2.5M4 9.5l-1.3 2M12 9.5l1.3 2" />`),
} as const;
