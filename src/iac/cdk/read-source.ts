import type { PostureModel, Resource } from '../../core/posture/model.ts';
import type { Reading, Scenario } from '../../core/posture/reading.ts';
import { LineIndex } from '../syntax/line-index.ts';
import type { Draft } from './constructs/draft.ts';
import { libraryFacts, type LibraryFacts, type LibraryVersion } from './library-version.ts';
import { isModelled, synthesize } from './constructs/synthesize.ts';
import type { LibraryObject } from './evaluation/abstract-value.ts';
import { unitOf } from './evaluation/machine.ts';
import { runProgram } from './evaluation/run-program.ts';
import { languageOfFile } from './recognise.ts';
import { remedyFor } from './remedies.ts';
import { relevantObjects } from './relevance.ts';
import { explore } from './scenarios.ts';
import { sourceSuppressions } from './suppressions.ts';
import { javaScriptProgram } from './syntax/javascript.ts';
import type { Program } from './syntax/program.ts';
import { pythonProgram } from './syntax/python.ts';
import type { Parsers, ParseText } from './syntax/tree-sitter.ts';

/** What could be read of a source. */
export interface SourceReading {
  /** Undefined where nothing of CloudTrail is made. */
  readonly reading: Reading | undefined;
  /** Whether some of the text could not be parsed: then less may be known of it than is there. */
  readonly hasFaults: boolean;
}

/**
 * Reads the source of a CDK app: the constructs that a trail touches, as the resources that the library would make of
 * them.
 *
 * @param document the URI or path that locations will carry; its ending tells the language
 * @param version of aws-cdk-lib, where it is known
 * @throws what loading a grammar throws
 */
export async function readSource(
  document: string,
  text: string,
  parsers: Parsers,
  version?: LibraryVersion,
): Promise<SourceReading> {
  const program = await programOf(document, text, parsers);
  return program === undefined
    ? { reading: undefined, hasFaults: false }
    : {
        reading: readProgram(document, text, program, libraryFacts(version))?.reading,
        hasFaults: program.hasFaults,
      };
}

/** A source in which something of CloudTrail is made, with all that editing it takes. */
export interface ParsedSource {
  readonly text: string;
  readonly program: Program;
  readonly lines: LineIndex;
  readonly reading: Reading;
  /** All that the library made, in order. */
  readonly made: readonly LibraryObject[];
  /** The resources of all scenarios: those of one construct are in it once for each. */
  readonly drafts: readonly Draft[];
}

/**
 * The same with a parser that is loaded already.
 *
 * @param parse of the language of the document; see {@link languageOfFile}
 */
export function parseSource(
  document: string,
  text: string,
  parse: ParseText,
  version?: LibraryVersion,
): ParsedSource | undefined {
  const program = programIn(document, text, parse);
  return readProgram(document, text, program, libraryFacts(version));
}

/** The program of a source text; undefined for one in another language. */
export async function programOf(
  document: string,
  text: string,
  parsers: Parsers,
): Promise<Program | undefined> {
  const kind = languageOfFile(document);
  if (kind === undefined) {
    return undefined;
  }
  return programIn(document, text, await parsers.of(kind.grammar));
}

function programIn(document: string, text: string, parse: ParseText): Program {
  const tree = parse(text);
  try {
    return languageOfFile(document)?.language === 'python'
      ? pythonProgram(text, tree)
      : javaScriptProgram(text, tree);
  } finally {
    tree.delete();
  }
}

function readProgram(
  document: string,
  text: string,
  program: Program,
  facts: LibraryFacts,
): ParsedSource | undefined {
  const { made, isComplete } = runProgram(program, text);
  if (!made.some(({ type }) => type.startsWith('aws-cloudtrail.'))) {
    return undefined;
  }
  const lines = new LineIndex(document, text);
  const ids = new ConstructIds();
  const models = new Map<Scenario, PostureModel>();
  const allDrafts: Draft[] = [];
  let hasTooManyScenarios = false;
  for (const all of unitsOf(made)) {
    const relevant = relevantObjects(all);
    const objects = all.filter((object) => relevant.has(object) || !isModelled(object));
    const isTrusted = isComplete && !all.some(isUnknownAspect);
    const { results, hasTooMany } = explore((decisions) =>
      synthesize(objects, {
        lines,
        facts,
        decide: (atom) => decisions.decide(atom),
        idOf: (object) => ids.of(object),
        isTrusted,
      }),
    );
    hasTooManyScenarios ||= hasTooMany;
    for (const [scenario, { drafts, isComplete: areAll }] of results) {
      const resources = new Map<string, Resource>(drafts.map((draft) => [draft.id, draft]));
      allDrafts.push(...drafts);
      models.set(scenario, { resources, isComplete: areAll && isTrusted, deployment: {} });
    }
  }
  const none: PostureModel = { resources: new Map(), isComplete: false, deployment: {} };
  const reading: Reading = {
    document,
    problems: [],
    scenarios: [...models.keys()],
    hasTooManyScenarios,
    defaultedParameters: [],
    model: (scenario) => models.get(scenario) ?? none,
    remedyFor: (rule, resource, remedy) => {
      const draft = allDrafts.find(({ id }) => id === resource);
      return draft && remedyFor(rule, draft, program.language, remedy);
    },
    suppressions: sourceSuppressions({ text, program, made, lines, drafts: allDrafts }),
  };
  return { text, program, lines, reading, made, drafts: allDrafts };
}

/** What belongs to each template of which something matters to a trail. */
function unitsOf(made: readonly LibraryObject[]): readonly (readonly LibraryObject[])[] {
  const units = new Map<LibraryObject | undefined, LibraryObject[]>();
  for (const object of made) {
    const unit = unitOf(object);
    const others = units.get(unit);
    if (others === undefined) {
      units.set(unit, [object]);
    } else {
      others.push(object);
    }
  }
  return [...units.values()].filter((objects) => objects.some(isModelled));
}

/** An aspect can change every construct of a template; those of cdk-nag only look. */
function isUnknownAspect({ type, arguments: given }: LibraryObject): boolean {
  const [aspect] = given.positional;
  const isKnown =
    aspect?.kind === 'made' && (aspect.type.startsWith('cdk-nag.') || aspect.type.startsWith('Tag'));
  return type === 'Aspects.of#add' && !isKnown;
}

/** Ids of constructs: their paths in the stack, made different from each other. */
class ConstructIds {
  readonly #ids = new Map<LibraryObject, string>();
  readonly #taken = new Set<string>();

  of(object: LibraryObject): string {
    const known = this.#ids.get(object);
    if (known !== undefined) {
      return known;
    }
    const path = this.#pathOf(object);
    let id = path;
    for (let count = 2; this.#taken.has(id); count++) {
      id = `${path}-${count}`;
    }
    this.#taken.add(id);
    this.#ids.set(object, id);
    return id;
  }

  #pathOf(object: LibraryObject): string {
    const { positional, keywords } = object.arguments;
    const given = positional[1] ?? keywords?.entries.find(({ name }) => name === 'id')?.value;
    const own = given?.kind === 'text' ? given.value : (object.type.split('.').at(-1) ?? '');
    const { scope } = object;
    const isInside = scope !== undefined && scope !== unitOf(object) && object.unit !== undefined;
    return isInside ? `${this.of(scope)}/${own}` : own;
  }
}
