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
} as const;
