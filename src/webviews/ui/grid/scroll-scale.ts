/**
 * Pixels. Browsers cut elements off at some 33 million pixels, less when the page is zoomed; nothing of ours gets
 * taller than this.
 */
export const tallest = 8_000_000;

/** In heights of the part in sight. The least that a bar is dragged, one pixel of the screen, is more than that. */
const greatStep = 10;

/**
 * Maps the place of a scroll bar to the place in a list that may be taller than any element can be. In such a list
 * small steps (a wheel, a key, a finger) move by as much as they would in any list, and only great ones (a drag of
 * the bar) in proportion; when the scrolling ends, {@link settle} puts the bar to where the list is.
 */
export class ScrollScale {
  #content = 0;
  #view = 0;
  #bar = 0;
  #top = 0;

  /** How tall the list and the part in sight are. */
  resize(content: number, view: number): void {
    this.#content = content;
    this.#view = view;
    this.#top = this.#inRange(this.#top);
  }

  /** How tall the element is to be that stands for the list. */
  get height(): number {
    return Math.min(this.#content, tallest);
  }

  /** The place in the list that is at the top of the screen. */
  get top(): number {
    return this.#top;
  }

  /** What to add to a place in the list to get its place in the element. */
  get shift(): number {
    return this.#bar - this.#top;
  }

  /** The scroll bar has moved to this place. */
  scrolled(bar: number): void {
    const step = bar - this.#bar;
    this.#bar = bar;
    if (!this.#isScaled || bar <= 0 || bar >= this.#barEnd || Math.abs(step) > this.#view * greatStep) {
      this.#top = this.#isScaled ? this.#inRange((bar / this.#barEnd) * this.#end) : this.#inRange(bar);
    } else {
      this.#top = this.#inRange(this.#top + step);
    }
  }

  /** Goes to a place in the list; gives the place for the scroll bar. */
  goTo(top: number): number {
    this.#top = this.#inRange(top);
    return this.settle();
  }

  /** Where the scroll bar belongs; it is taken to be there from now on. */
  settle(): number {
    this.#bar = this.#isScaled && this.#end > 0 ? (this.#top / this.#end) * this.#barEnd : this.#top;
    return this.#bar;
  }

  get #isScaled(): boolean {
    return this.#content > tallest;
  }

  get #end(): number {
    return Math.max(this.#content - this.#view, 0);
  }

  get #barEnd(): number {
    return Math.max(this.height - this.#view, 0);
  }

  #inRange(top: number): number {
    return Math.min(Math.max(top, 0), this.#end);
  }
}
