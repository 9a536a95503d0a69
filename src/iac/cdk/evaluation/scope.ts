import type { AbstractValue } from './abstract-value.ts';

/** A variable, or a field of an object. */
export interface Cell {
  value: AbstractValue;
  /** How many guards were in force where it was made: assignments under more of them happen only sometimes. */
  readonly depth: number;
}

/** The names that can be seen somewhere. */
export class Scope {
  readonly parent: Scope | undefined;
  /** Whether it is that of a function, a class or the module: where Python's names live. */
  readonly isBoundary: boolean;
  readonly #cells = new Map<string, Cell>();

  constructor(parent: Scope | undefined, isBoundary: boolean) {
    this.parent = parent;
    this.isBoundary = isBoundary;
  }

  own(name: string): Cell | undefined {
    return this.#cells.get(name);
  }

  /** The cell of a name, here or further out. */
  find(name: string): Cell | undefined {
    return this.#cells.get(name) ?? this.parent?.find(name);
  }

  declare(name: string, value: AbstractValue, depth: number): void {
    this.#cells.set(name, { value, depth });
  }

  /** The scope of the function that this one is in. */
  boundary(): Scope {
    return this.isBoundary || this.parent === undefined ? this : this.parent.boundary();
  }

  values(): readonly AbstractValue[] {
    return [...this.#cells.values()].map(({ value }) => value);
  }
}
