/**
 * Whether two ARNs are of the same caller. The sessions of one role are: who signs in again gets another session, and
 * many tools give each session a name of its own.
 */
export function isSameCaller(one: string, other: string): boolean {
  return withoutSession(one) === withoutSession(other);
}

/** `arn:aws:sts::111122223333:assumed-role/auditor/ada` without `ada`. */
function withoutSession(arn: string): string {
  return arn.replace(/^(arn:[^:]+:sts::\d+:assumed-role\/[^/]+)\/.*$/, '$1');
}
