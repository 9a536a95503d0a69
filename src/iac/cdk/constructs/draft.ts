import type { Location } from '../../../core/posture/location.ts';
import type { ConstructFacts, Resource } from '../../../core/posture/model.ts';
import type { MapValue, Member, Value } from '../../../core/posture/value.ts';
import type { LibraryObject } from '../evaluation/abstract-value.ts';

/** A resource while the constructs are read that make it what it is. */
export class Draft implements Resource {
  readonly id: string;
  readonly type: string;
  readonly at: Location;
  readonly propertiesAt: Location;
  /** The construct that it is a part of. */
  readonly owner: LibraryObject;
  readonly references = new Map<string, Location>();
  readonly dependsOn = new Map<string, Location>();
  readonly #members = new Map<string, Member>();
  #waitsFor: ReadonlySet<string> | undefined;
  #properties: MapValue | undefined;
  provenance: Resource['provenance'] = 'written';
  deletionPolicy: Value;
  updateReplacePolicy: Value;
  construct?: ConstructFacts;
  /** False where something that is not visible could have set more properties. */
  isComplete = true;

  constructor(id: string, type: string, at: Location, owner: LibraryObject) {
    this.id = id;
    this.type = type;
    this.at = at;
    this.propertiesAt = at;
    this.owner = owner;
    this.deletionPolicy = { kind: 'absent', at };
    this.updateReplacePolicy = { kind: 'absent', at };
  }

  /** The same value each time once it is read, because what is made of it is kept by it. */
  get properties(): MapValue {
    this.#properties ??= {
      kind: 'map',
      members: this.#members,
      isComplete: this.isComplete,
      at: this.propertiesAt,
    };
    return this.#properties;
  }

  get waitsFor(): ReadonlySet<string> {
    this.#waitsFor ??= new Set([...this.references.keys(), ...this.dependsOn.keys()]);
    return this.#waitsFor;
  }

  member(name: string): Member | undefined {
    return this.#members.get(name);
  }

  /** Sets a property; an absent value removes it. `place` is where it is written, by default where the resource is. */
  set(name: string, value: Value, place?: { readonly keyAt: Location; readonly at: Location }): void {
    this.#properties = undefined;
    if (value.kind === 'absent') {
      this.#members.delete(name);
    } else {
      this.#members.set(name, { keyAt: this.at, at: this.at, ...place, value });
    }
  }
}
