import type { OpenProgress } from '../../core/log-engine.ts';

/** Milliseconds between two reports. */
const interval = 100;

/** Counts what is done while log files are opened, and tells now and then. */
export class OpenProgressCounter {
  private readonly tell: ((progress: OpenProgress) => void) | undefined;
  private stage: OpenProgress['stage'] = 'listing';
  private readonly files = { done: 0, found: 0 };
  private readonly bytes = { done: 0, found: 0 };
  private events = 0;
  private told = -Infinity;

  constructor(tell: ((progress: OpenProgress) => void) | undefined) {
    this.tell = tell;
  }

  listed(count: number): void {
    this.files.found = count;
    this.report(false);
  }

  begin(files: readonly { readonly size: number }[]): void {
    this.stage = 'reading';
    this.files.found = files.length;
    this.bytes.found = files.reduce((sum, { size }) => sum + size, 0);
    this.report(true);
  }

  done({ size, events }: { readonly size: number; readonly events: number }): void {
    this.files.done += 1;
    this.bytes.done += size;
    this.events += events;
    this.report(false);
  }

  finishing(): void {
    this.stage = 'finishing';
    this.report(true);
  }

  private report(isDue: boolean): void {
    const now = performance.now();
    if (isDue || now - this.told >= interval) {
      this.told = now;
      const { stage, events } = this;
      this.tell?.({ stage, files: { ...this.files }, bytes: { ...this.bytes }, events });
    }
  }
}
