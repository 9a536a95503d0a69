import { textOf } from '../../core/posture/properties.ts';
import { literalOf, printText, type SymbolicText } from '../../core/posture/symbolic-text.ts';
import { textEquals } from '../../core/posture/text-match.ts';
import { scalarText, type SyntaxNode } from '../syntax/syntax-node.ts';
import { Evaluator, type Assumptions } from './evaluate.ts';
import { noBindings } from './for-each.ts';
import { intrinsicOf } from './intrinsic.ts';
import type { Template } from './template.ts';

/** One way in which the conditions of a template can turn out together. */
interface Assignment {
  /** What had to be chosen for it, in the user's words. */
  readonly choices: readonly string[];
  /** Without the conditions that cannot be judged: that are missing, refer to themselves, or to such a one. */
  readonly conditions: ReadonlyMap<string, boolean>;
}

/**
 * The ways in which conditions can turn out under one choice of parameters. A comparison that nothing decides (of
 * `AWS::Region`, say) is taken both ways, the same way wherever it stands; a text equals at most one of the literals
 * that it is compared with.
 *
 * @returns undefined for more than `most`
 */
export function assignmentsOf(
  template: Template,
  assumptions: Assumptions,
  names: readonly string[],
  most: number,
): readonly Assignment[] | undefined {
  const questions = new Map<string, Question>();
  const evaluator = new Evaluator(template, assumptions);
  const collecting = new ConditionJudge(template, evaluator, new Map(), questions);
  names.forEach((name) => collecting.holds(name));
  let answers: readonly Answer[] = [{ choices: [], facts: new Map() }];
  for (const group of groupsOf([...questions.values()])) {
    answers = answers.flatMap((answer) => group.map((more) => joined(answer, more)));
    if (answers.length > most) {
      return undefined;
    }
  }
  return answers.map(({ choices, facts }) => {
    const judge = new ConditionJudge(template, evaluator, facts, questions);
    const judged = names.map((name) => [name, judge.holds(name)] as const);
    const known = judged.filter((pair): pair is [string, boolean] => pair[1] !== undefined);
    return { choices, conditions: new Map(known) };
  });
}

/** Something that nothing in the template decides: `yes` and `no` say how it turned out, `yes` names it too. */
interface Question {
  readonly yes: string;
  readonly no: string;
  /** The text that is compared with a literal; undefined for other questions. */
  readonly subject?: string;
  readonly literal?: string;
}

interface Answer {
  readonly choices: readonly string[];
  readonly facts: ReadonlyMap<string, boolean>;
}

function joined(a: Answer, b: Answer): Answer {
  return { choices: [...a.choices, ...b.choices], facts: new Map([...a.facts, ...b.facts]) };
}

/** The answers that exclude each other, for all questions about one text together. */
function groupsOf(questions: readonly Question[]): readonly (readonly Answer[])[] {
  const bySubject = new Map<string, Question[]>();
  for (const question of questions) {
    const subject = question.subject ?? question.yes;
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), question]);
  }
  return [...bySubject.values()].map((group) => {
    const facts = (chosen: Question | undefined): Answer['facts'] =>
      new Map(group.map((question) => [question.yes, question === chosen]));
    const each = group.map((question) => ({ choices: [question.yes], facts: facts(question) }));
    const [first] = group;
    const literals = group.map(({ literal = '' }) => quoted(literal)).join(' or ');
    const none = first?.subject === undefined ? String(first?.no) : `${first.subject} is not ${literals}`;
    return [...each, { choices: [none], facts: facts(undefined) }];
  });
}

function quoted(value: string): string {
  return value === '' ? 'empty' : value;
}

/** Conditions may refer to each other this deep; more comes from malice and would exhaust the stack. */
const maximumNesting = 200;

/** Three-valued: undefined for what cannot be judged. */
type Judged = boolean | undefined;

/** Decides conditions by given facts, each condition once; questions without a fact are noted and taken as false. */
class ConditionJudge {
  readonly #template: Template;
  readonly #evaluator: Evaluator;
  readonly #facts: ReadonlyMap<string, boolean>;
  readonly #questions: Map<string, Question>;
  readonly #known = new Map<string, Judged>();
  #nesting = 0;

  constructor(
    template: Template,
    evaluator: Evaluator,
    facts: ReadonlyMap<string, boolean>,
    questions: Map<string, Question>,
  ) {
    this.#template = template;
    this.#evaluator = evaluator;
    this.#facts = facts;
    this.#questions = questions;
  }

  holds(name: string): Judged {
    const node = this.#template.conditions.get(name);
    if (node === undefined || this.#known.has(name) || this.#nesting > maximumNesting) {
      return this.#known.get(name);
    }
    // A condition that refers to itself finds this.
    this.#known.set(name, undefined);
    this.#nesting += 1;
    const judged = this.#judge(node);
    this.#nesting -= 1;
    this.#known.set(name, judged);
    return judged;
  }

  #judge(node: SyntaxNode): Judged {
    const intrinsic = intrinsicOf(node);
    const argument = intrinsic?.argument;
    const items = argument?.kind === 'list' ? argument.items : [];
    // Every part is judged, also where the first would do: judging collects the questions.
    switch (intrinsic?.name) {
      case 'Condition':
        return this.holds(scalarText(argument) ?? '');
      case 'Fn::And':
        return and(items.map((item) => this.#judge(item)));
      case 'Fn::Or':
        return negated(and(items.map((item) => negated(this.#judge(item)))));
      case 'Fn::Not':
        return items[0] === undefined ? undefined : negated(this.#judge(items[0]));
      case 'Fn::Equals':
        return this.#equal(items);
      default:
        return this.#ask(placed(node));
    }
  }

  #equal(items: readonly SyntaxNode[]): Judged {
    const [left, right] = items;
    const a = left === undefined ? undefined : textOf(this.#evaluator.value(left, noBindings));
    const b = right === undefined ? undefined : textOf(this.#evaluator.value(right, noBindings));
    if (a === undefined || b === undefined) {
      return left === undefined ? undefined : this.#ask(placed(left));
    }
    const equal = textEquals(a, b);
    return equal === 'unknown' ? this.#ask(questionOf(a, b)) : equal === 'yes';
  }

  #ask(question: Question): boolean {
    this.#questions.set(question.yes, question);
    return this.#facts.get(question.yes) ?? false;
  }
}

function questionOf(a: SymbolicText, b: SymbolicText): Question {
  const [text, other] = literalOf(a) === undefined ? [a, b] : [b, a];
  const literal = literalOf(other);
  const subject = printed(text);
  const value = literal === undefined ? printed(other) : quoted(literal);
  const question = { yes: `${subject} is ${value}`, no: `${subject} is not ${value}` };
  return literal === undefined ? question : { ...question, subject, literal };
}

/** `AWS::Region` alone without the braces that it has inside a text. */
function printed(text: SymbolicText): string {
  return printText(text).replace(/^\$\{([^${}]*)\}$/, '$1');
}

function placed(node: SyntaxNode): Question {
  const condition = `condition at line ${node.at.range.start.line + 1}`;
  return { yes: `${condition} is true`, no: `${condition} is false` };
}

function negated(value: Judged): Judged {
  return value === undefined ? undefined : !value;
}

function and(values: readonly Judged[]): Judged {
  if (values.includes(false)) {
    return false;
  }
  return values.includes(undefined) ? undefined : true;
}
