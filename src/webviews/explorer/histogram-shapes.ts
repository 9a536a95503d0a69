import type { Bins, Stack } from '../../core/query/event-set/event-view.ts';

/** Pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** A stack of the histogram as one path over all bins. */
export interface StackShape {
  readonly stack: Stack;
  /** The look: `failure`, `success`, or the number of a pattern. */
  readonly look: string;
  /** The `d` of an SVG path. */
  readonly path: string;
}

/** Pixels between two bars that are wide enough to be told apart. */
const gap = 1.5;

/** Pixels; the least that can be seen of a few events among thousands. */
const least = 2;

/** How many patterns there are for the values of a field. */
const looks = 7;

/** The stacks of all bins as paths, one upon the other. Failures are at the bottom, where they can be compared. */
export function stackShapes(bins: Bins, { width, height }: ChartSize): readonly StackShape[] {
  const top = Math.max(...bins.totals, 1);
  const heights = bins.totals.map(() => 0);
  const count = Math.max(bins.totals.length, 1);
  const pitch = width / count;
  const bar = pitch > 4 ? pitch - gap : pitch;
  return inOrder(bins.stacks).map(({ stack, look }) => {
    let path = '';
    stack.counts.forEach((amount, index) => {
      if (amount > 0) {
        const below = heights[index] ?? 0;
        const own = Math.min(Math.max((amount / top) * height, least), Math.max(height - below, 0));
        heights[index] = below + own;
        path += `M${fixed(index * pitch)} ${fixed(height - below)}v${fixed(-own)}h${fixed(bar)}v${fixed(own)}z`;
      }
    });
    return { stack, look, path };
  });
}

function inOrder(stacks: readonly Stack[]): readonly { readonly stack: Stack; readonly look: string }[] {
  const isFailure = ({ kind, value }: Stack) => kind === 'value' && value === 'failure';
  const isOutcome = stacks.every(
    ({ kind, value }) => kind !== 'value' || value === 'failure' || value === 'success',
  );
  const looked = stacks.map((stack, index) => ({
    stack,
    look: isFailure(stack)
      ? 'failure'
      : isOutcome && stack.kind === 'value'
        ? 'success'
        : stack.kind === 'value'
          ? String(index % looks)
          : stack.kind,
  }));
  return [
    ...looked.filter(({ stack }) => isFailure(stack)),
    ...looked.filter(({ stack }) => !isFailure(stack)),
  ];
}

function fixed(value: number): string {
  return value.toFixed(1);
}
