import { FixOffers, type FixOffersOptions } from './fix-offers.ts';

/** A text after all fixes that need not be asked for one by one. */
export interface FixedText {
  readonly text: string;
  /** In the order in which they were applied. */
  readonly applied: readonly { readonly rule: string; readonly title: string }[];
}

/** No file has so many faults; a fix that undid another one would go on for ever. */
const most = 500;

/** Applies the safe fixes of a text, one after the other, until there is none left. */
export function fixAll(options: FixOffersOptions): FixedText {
  const applied: { rule: string; title: string }[] = [];
  let { text } = options;
  while (applied.length < most) {
    const next = firstSafe(new FixOffers({ ...options, text }));
    if (next === undefined) {
      break;
    }
    applied.push({ rule: next.rule, title: next.title });
    text = next.result;
  }
  return { text, applied };
}

function firstSafe(
  offers: FixOffers,
): { readonly rule: string; readonly title: string; readonly result: string } | undefined {
  for (const finding of offers.findings) {
    const [offer] = offers.safeFor(finding);
    if (offer !== undefined) {
      return { rule: finding.rule, title: offer.fix.title, result: offer.result };
    }
  }
  return undefined;
}
