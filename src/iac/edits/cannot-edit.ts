/**
 * A text cannot be edited safely at some place. Thrown deep inside an edit and caught where edits are made, where it
 * becomes the reason that the user is told.
 */
export class CannotEdit extends Error {
  override readonly name = 'CannotEdit';
}
