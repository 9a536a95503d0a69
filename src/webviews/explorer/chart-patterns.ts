import { svg } from 'lit';

/** A tile of a pattern that is laid over a colour, so that colours are not all that tells two stacks apart. */
const tile = (look: string, size: number, drawing: unknown) => svg`
  <pattern id="pattern-${look}" width=${size} height=${size} patternUnits="userSpaceOnUse">${drawing}</pattern>`;

const rising = svg`<path class="ink" d="M-1 1 1 -1M0 5 5 0M4 6 6 4" />`;
const falling = svg`<path class="ink" d="M-1 5 1 7M0 0 6 6M5 -1 7 1" />`;

/** The patterns of the histogram, by the looks of its stacks. */
export const chartPatterns = svg`
  <defs>
    ${tile('failure', 5, rising)}
    ${tile('1', 6, falling)}
    ${tile('2', 4, svg`<path class="ink" d="M0 2h4" />`)}
    ${tile('3', 4, svg`<path class="ink" d="M2 0v4" />`)}
    ${tile('4', 4, svg`<circle class="dot" cx="2" cy="2" r="1" />`)}
    ${tile('5', 6, svg`<path class="ink" d="M0 3h6M3 0v6" />`)}
    ${tile('6', 6, svg`<path class="ink" d="M0 6 6 0M0 0 6 6" />`)}
    ${tile('rest', 8, svg`<circle class="dot" cx="2" cy="2" r="1" /><circle class="dot" cx="6" cy="6" r="1" />`)}
  </defs>`;
