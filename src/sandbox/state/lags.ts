/** How many looks of other services still see what was before a change. 0 where absent: at once. */
export interface Lags {
  /** Of a new role and of its policies: the role cannot be assumed, its permissions are missing. */
  readonly role?: number;
  readonly bucketPolicy?: number;
  readonly keyPolicy?: number;
  readonly topicPolicy?: number;
}
