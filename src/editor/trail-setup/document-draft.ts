import { displayText } from '../../core/events/display-text.ts';

/** A read-only document as text, with what the editor shows around it. Lines and columns begin at 0. */
export interface PlanDocument {
  readonly text: string;
  readonly sections: readonly Section[];
  readonly tokens: readonly Token[];
  readonly lenses: readonly Lens[];
  readonly links: readonly Link[];
}

/** What can be folded, and stands in the outline. */
export interface Section {
  readonly title: string;
  /** What it is about, for the outline. */
  readonly detail: string;
  readonly kind: 'heading' | 'step' | 'parameters';
  readonly from: number;
  /** The last line. */
  readonly to: number;
  readonly sections: readonly Section[];
}

/** A piece of a line with a meaning, for its colour. */
export interface Token {
  readonly line: number;
  readonly from: number;
  readonly length: number;
  readonly style: Style;
}

/** Types of semantic tokens that every theme has a colour for. */
export const styles = ['keyword', 'function', 'comment', 'string', 'number', 'property'] as const;

export type Style = (typeof styles)[number];

/** Where the editor offers something to do. */
export type Lens =
  | { readonly line: number; readonly kind: 'actions' }
  | { readonly line: number; readonly kind: 'diff'; readonly step: string };

export interface Link {
  readonly line: number;
  readonly from: number;
  readonly length: number;
  readonly address: string;
}

/** A piece of a line. A plain text has no style. */
export type Span = string | { readonly text: string; readonly style?: Style; readonly address?: string };

/**
 * Puts a document together, line by line. Whatever a text says, it stays on its line and in its place: names and
 * policies can be those of strangers. Nothing is cut, as the user decides on what stands here.
 */
export class DocumentDraft {
  readonly #lines: string[] = [];
  readonly #tokens: Token[] = [];
  readonly #lenses: Lens[] = [];
  readonly #links: Link[] = [];
  #sections: Section[] = [];

  /** Adds a line, indented by so many levels. */
  line(depth: number, ...spans: readonly Span[]): void {
    const line = this.#lines.length;
    let text = '  '.repeat(depth);
    for (const span of spans) {
      const { text: raw, style, address } = typeof span === 'string' ? { text: span } : span;
      const shown = displayText(raw, Infinity);
      const [from, { length }] = [text.length, shown];
      if (style !== undefined && length > 0) {
        this.#tokens.push({ line, from, length, style });
      }
      if (address !== undefined && length > 0) {
        this.#links.push({ line, from, length, address });
      }
      text += shown;
    }
    this.#lines.push(text.trimEnd());
  }

  blank(): void {
    this.#lines.push('');
  }

  /** Offers something to do above the next line. */
  lens(lens: { readonly kind: 'actions' } | { readonly kind: 'diff'; readonly step: string }): void {
    this.#lenses.push({ ...lens, line: this.#lines.length });
  }

  /** Makes a section of the lines that `fill` adds; the first is its title. */
  section(kind: Section['kind'], title: string, detail: string, fill: () => void): void {
    const outer = this.#sections;
    const from = this.#lines.length;
    this.#sections = [];
    fill();
    const to = Math.max(from, this.#lines.length - 1);
    const names = { title: displayText(title), detail: displayText(detail) };
    this.#sections = [...outer, { ...names, kind, from, to, sections: this.#sections }];
  }

  finished(): PlanDocument {
    return {
      text: `${this.#lines.join('\n')}\n`,
      sections: this.#sections,
      tokens: this.#tokens,
      lenses: this.#lenses,
      links: this.#links,
    };
  }
}
