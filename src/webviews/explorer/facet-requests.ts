import type { FacetField } from '../../core/query/facets.ts';
import type { FacetsRequest, FacetView } from '../../protocol/explorer.ts';
import { OneAtATime } from './one-at-a-time.ts';

/** How many values a facet shows, and how many more each time its list grows. */
const fewValues = 5;
const growth = 4;

/** Values that a list holds at most; whoever looks for others has the filter. */
const mostValues = 1000;

/** Keeps the values of the facets that are shown. */
export class FacetRequests {
  readonly #tops = new Map<FacetField, number>();
  readonly #requests: OneAtATime<readonly FacetField[], readonly FacetView[]>;

  constructor(
    ask: (request: FacetsRequest) => Promise<readonly FacetView[] | undefined>,
    onFacets: (facets: ReadonlyMap<FacetField, FacetView>) => void,
  ) {
    this.#requests = new OneAtATime<readonly FacetField[], readonly FacetView[]>(
      async (fields) => {
        const answers = await Promise.all(this.#grouped(fields).map(ask));
        return answers.some((answer) => answer !== undefined)
          ? answers.flatMap((answer) => answer ?? [])
          : undefined;
      },
      (facets) => {
        if (facets !== undefined) {
          onFacets(new Map(facets.map((facet) => [facet.field, facet])));
        }
      },
    );
  }

  /** Asks for the values of these fields again. */
  refresh(fields: readonly FacetField[]): void {
    this.#requests.ask(fields);
  }

  /** Makes the list of a field longer from the next {@link refresh} on. */
  grow(field: FacetField): void {
    this.#tops.set(field, Math.min(this.#topOf(field) * growth, mostValues));
  }

  /** One request for all the lists of a length. */
  #grouped(fields: readonly FacetField[]): readonly FacetsRequest[] {
    const tops = [...new Set(fields.map((field) => this.#topOf(field)))];
    return tops.map((top) => ({
      kind: 'facets',
      fields: fields.filter((field) => this.#topOf(field) === top),
      top,
    }));
  }

  #topOf(field: FacetField): number {
    return this.#tops.get(field) ?? fewValues;
  }
}
