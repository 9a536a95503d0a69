import type { Answer } from '../../connections/quick-input.ts';
import type { WizardContext } from './context.ts';
import { LazyDetails } from './lazy-details.ts';
import { collect, type Listing } from './listing.ts';
import type { Offer, Option, Row } from './prompts.ts';
import type { Place } from './question.ts';

/** Something that a trail uses: made for it, or there already. */
export interface Thing {
  readonly kind: 'new' | 'existing';
  readonly name: string;
}

/** A question for something that a trail uses. */
export interface ThingChoice<Extra> {
  readonly place: Place;
  readonly placeholder: string;
  /** What was answered before. */
  readonly current: Thing | Extra | undefined;
  /** The name of the new one that is proposed; another where it turns out to be taken. */
  readonly proposal: () => Promise<string>;
  /** The rows before all others. */
  readonly extras?: readonly Option<Extra>[];
  /** The rows after that for a new one. */
  readonly after?: readonly Option<Extra>[];
  readonly list: (signal: AbortSignal) => AsyncIterable<readonly ListedThing[]>;
  /** More about one that exists, told when it is there. */
  readonly look?: (name: string, signal: AbortSignal) => Promise<string>;
  readonly words: ThingWords;
  /** What a new one of a name would be called in the list; the name itself if absent. */
  readonly listedAs?: (name: string) => string;
  readonly newProblem: (name: string) => string | undefined;
  readonly existingProblem: (name: string) => string | undefined;
}

export interface ListedThing {
  readonly name: string;
  /** What is shown instead of the name. */
  readonly label?: string;
  readonly description?: string;
}

/** The words of a question, each a text that stands by itself. */
export interface ThingWords {
  /** The row of the new one that is proposed. */
  readonly make: (name: string) => string;
  readonly makeDetail?: string;
  /** The row for a new one with another name, and the box that asks for it. */
  readonly makeOther: string;
  readonly newPrompt: string;
  /** The heading above those that exist. */
  readonly existing: string;
  /** The row that lets the user type which one, and the box that asks for it. */
  readonly typeOne: string;
  readonly typeOneAsNot: (reason: string) => string;
  readonly existingPrompt: string;
  /** That the user has one of this name already. */
  readonly taken: (name: string) => string;
}

/** A row leads to an answer, or to a box for a name. */
type Picked<Extra> = { readonly answer: Thing | Extra } | { readonly type: Thing['kind'] };

/**
 * Asks whether to make something or to use what is there. The list of what is there arrives while the question is
 * open; where it cannot be read, names can be typed.
 */
export async function chooseThing<Extra extends WithKind>(
  context: WizardContext,
  choice: ThingChoice<Extra>,
): Promise<Answer<Thing | Extra>> {
  const names = new Set<string>();
  let marked = idOf(choice.current);
  for (;;) {
    const answer = await context.prompts.choose<Picked<Extra>>({
      ...choice.place,
      placeholder: choice.placeholder,
      marked,
      offer: (offer) => offerThings(context, choice, names, offer),
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    if ('answer' in answer.value) {
      return { value: answer.value.answer };
    }
    marked = `type ${answer.value.type}`;
    const typed = await typeName(context, choice, answer.value.type, names);
    // The way back leads to the list.
    if (typed !== 'back') {
      return typed;
    }
  }
}

interface WithKind {
  readonly kind: string;
}

function isThing(current: WithKind | undefined): current is Thing {
  return current?.kind === 'new' || current?.kind === 'existing';
}

function idOf(current: WithKind | undefined): string {
  if (isThing(current)) {
    return current.kind === 'new' ? 'new' : `existing ${current.name}`;
  }
  return current?.kind ?? 'new';
}

async function offerThings<Extra extends WithKind>(
  { t }: WizardContext,
  choice: ThingChoice<Extra>,
  names: Set<string>,
  { show, onActive, signal }: Offer<Picked<Extra>>,
): Promise<void> {
  const { current, proposal, list, look } = choice;
  const isNew = isThing(current) && current.kind === 'new';
  const proposed = isNew ? current.name : await proposal();
  let listing: Listing<ListedThing> = { items: [] };
  const details = new LazyDetails<string>(
    (name) => look?.(name, signal) ?? Promise.resolve(''),
    () => {
      redraw();
    },
  );
  const redraw = (): void => {
    show(rowsOf(choice, isNew ? proposed : freeName(choice, proposed, names), listing, details));
  };
  redraw();
  if (look !== undefined) {
    onActive((id) => {
      const [, name] = /^existing (.+)$/.exec(id) ?? [];
      if (name !== undefined) {
        details.now(name);
      }
    });
  }
  await collect(
    list(signal),
    (found) => {
      listing = found;
      found.items.forEach(({ name }) => names.add(name));
      redraw();
      if (look !== undefined) {
        details.ahead(found.items.map(({ name }) => name));
      }
    },
    t,
  );
  await details.idle();
}

function rowsOf<Extra extends WithKind>(
  { current, words, extras = [], after = [] }: ThingChoice<Extra>,
  proposed: string,
  { items, gap }: Listing<ListedThing>,
  details: LazyDetails<string>,
): readonly Row<Picked<Extra>>[] {
  const isListed = isThing(current) && items.some(({ name }) => name === current.name);
  const earlier =
    isThing(current) && current.kind === 'existing' && !isListed ? [{ name: current.name }] : [];
  const existing: readonly ListedThing[] = [...earlier, ...items];
  return [
    ...extras.map(asPicked),
    {
      id: 'new',
      label: words.make(proposed),
      ...(words.makeDetail !== undefined && { detail: words.makeDetail }),
      icon: 'add',
      value: { answer: { kind: 'new', name: proposed } },
    },
    { id: 'type new', label: words.makeOther, icon: 'edit', value: { type: 'new' } },
    ...after.map(asPicked),
    ...(existing.length === 0 ? [] : [{ heading: words.existing }]),
    ...existing.map(({ name, label = name, description }) => ({
      id: `existing ${name}`,
      label,
      description: [description, details.of(name)].filter((text) => text !== undefined).join(' · '),
      value: { answer: { kind: 'existing', name } } as const,
    })),
    { heading: '' },
    {
      id: 'type existing',
      label: gap === undefined ? words.typeOne : words.typeOneAsNot(gap),
      icon: 'edit',
      value: { type: 'existing' },
    },
  ];
}

function asPicked<Extra>({ value, ...row }: Option<Extra>): Option<Picked<Extra>> {
  return { ...row, value: { answer: value } };
}

/** The proposed name, with a number at its end if the list has it already. */
function freeName<Extra>(
  { listedAs, newProblem }: ThingChoice<Extra>,
  name: string,
  names: ReadonlySet<string>,
): string {
  let [free, number] = [name, 1];
  while (names.has(listedAs?.(free) ?? free)) {
    number += 1;
    const end = `-${number}`;
    const longer = `${name}${end}`;
    free = newProblem(longer) === undefined ? longer : `${name.slice(0, -end.length)}${end}`;
  }
  return free;
}

async function typeName<Extra extends WithKind>(
  { prompts }: WizardContext,
  choice: ThingChoice<Extra>,
  what: Thing['kind'],
  names: ReadonlySet<string>,
): Promise<Answer<Thing>> {
  const { place, current, proposal, words, listedAs, newProblem, existingProblem } = choice;
  const isAgain = isThing(current) && current.kind === what;
  const value = isAgain ? current.name : what === 'new' ? await proposal() : '';
  const prompt = what === 'new' ? words.newPrompt : words.existingPrompt;
  const answer = await prompts.type({
    ...place,
    // There is always the list to go back to.
    canGoBack: true,
    placeholder: prompt,
    prompt,
    value,
    objection: (typed) => {
      const name = typed.trim();
      if (what === 'existing') {
        return existingProblem(name);
      }
      return newProblem(name) ?? (names.has(listedAs?.(name) ?? name) ? words.taken(name) : undefined);
    },
  });
  return typeof answer === 'object' ? { value: { kind: what, name: answer.value.trim() } } : answer;
}
