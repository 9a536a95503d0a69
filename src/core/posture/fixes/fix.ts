import type { Location } from '../location.ts';
import type { FixPath, FixValue } from './fix-value.ts';

/**
 * One way to make a finding go away, as data on the posture model. A language's editor turns it into edits of a text:
 * the template of CloudFormation has one, and CDK source can have others, because nothing here knows of a syntax.
 */
export interface Fix {
  /** What it will do, in the imperative: `Set EnableLogFileValidation to true`. */
  readonly title: string;
  /** Whether it is the one right answer, or the best of several. */
  readonly isPreferred: boolean;
  /**
   * Whether it may be applied without being asked for by name: what is recorded, what is paid for, who has access and
   * which resources there are stay as they are, or it says only what the service does by itself anyway. The repair of
   * what is without effect as it stands is not safe; its title says what takes effect.
   */
  readonly isSafe: boolean;
  /** All of them together; none of them changes what another one is about. */
  readonly edits: readonly FixEdit[];
  /** What to offer where this one cannot be written into the text. */
  readonly otherwise?: Fix;
  /**
   * Whether it brings to light what could not be judged before: a bucket that is named at last has faults of its own.
   * Else a fix after which another rule fails is not offered.
   */
  readonly reveals?: boolean;
}

export type FixEdit =
  /** Sets a property, or one inside it; a map is merged into one that is there. What leads to it is made as needed. */
  | {
      readonly kind: 'set';
      readonly resource: string;
      readonly path: FixPath;
      readonly value: FixValue;
      /** Whether a map takes the place of what is there instead of being merged into it. */
      readonly isWhole?: boolean;
    }
  /** Adds items behind those of a list; a missing list is made, and a single value becomes the first item. */
  | {
      readonly kind: 'append';
      readonly resource: string;
      readonly path: FixPath;
      readonly items: readonly FixValue[];
    }
  /** Removes a property or an item. */
  | { readonly kind: 'remove'; readonly resource: string; readonly path: FixPath }
  /** Gives a property another name; its value stays. */
  | { readonly kind: 'rename'; readonly resource: string; readonly path: FixPath; readonly name: string }
  /** What happens to a resource with its stack, and when it is replaced. */
  | {
      readonly kind: 'retain';
      readonly resource: string;
      readonly policies: readonly ('DeletionPolicy' | 'UpdateReplacePolicy')[];
    }
  /** Makes a resource wait for others; instead of another one, for which it no longer waits. */
  | {
      readonly kind: 'depend';
      readonly resource: string;
      readonly on: readonly string[];
      readonly insteadOf?: string;
    }
  /** Ends such a waiting. */
  | { readonly kind: 'release'; readonly resource: string; readonly from: string }
  | { readonly kind: 'add'; readonly resource: NewResource }
  | { readonly kind: 'remove-resource'; readonly resource: string }
  /** Removes a suppression: a comment, or an entry of metadata. */
  | { readonly kind: 'remove-suppression'; readonly at: Location }
  /** Writes out what YAML aliases stand for. */
  | { readonly kind: 'write-out-aliases' };

/** A resource to be added. */
export interface NewResource {
  /** Free in the file. */
  readonly id: string;
  readonly type: string;
  readonly properties: FixValue;
  /** The resource behind which it stands, and with which it exists: it gets the same condition. */
  readonly beside: string;
  /** Whether it outlives the stack. */
  readonly isRetained?: boolean;
  readonly dependsOn?: readonly string[];
}
