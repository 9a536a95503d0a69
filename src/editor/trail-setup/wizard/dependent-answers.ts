import { inRegion } from '../../../core/connection.ts';
import { proposedNames, type ProposedNames, type TrailAnswers } from '../../../core/trails/setup/answers.ts';
import { withAnswers, withoutAnswered, type Draft } from './draft.ts';

/** Answers that hang on others: what follows when one is changed. */

/** The trail has another name: what was named after it, as was proposed, is too. */
export function renamed(draft: Draft, name: string): Draft {
  const { answers } = draft;
  const old = proposals(answers, answers.name);
  const next = proposals(answers, name);
  const { bucket, encryption, logGroup, topic } = answers;
  return withAnswers(draft, {
    name,
    ...(bucket.kind === 'new' &&
      bucket.name === old.bucket && { bucket: { kind: 'new', name: next.bucket } }),
    ...(encryption.kind === 'new-key' &&
      encryption.alias === old.alias && { encryption: { kind: 'new-key', alias: next.alias } }),
    ...(logGroup !== undefined && {
      logGroup: {
        group:
          logGroup.group.kind === 'new' && logGroup.group.name === old.logGroup
            ? { ...logGroup.group, name: next.logGroup }
            : logGroup.group,
        role:
          logGroup.role.kind === 'new' && logGroup.role.name === old.role
            ? { ...logGroup.role, name: next.role }
            : logGroup.role,
      },
    }),
    ...(topic?.kind === 'new' && topic.name === old.topic && { topic: { kind: 'new', name: next.topic } }),
  });
}

/** The names that were proposed for a trail; only the bucket's has the account in it. */
function proposals({ bucket }: TrailAnswers, trail: string): ProposedNames {
  return proposedNames(trail, /^cloudtrail-logs-(\d{12})-/.exec(bucket.name)?.[1] ?? '');
}

/**
 * The trail is made in another Region: what exists in the old one and cannot be used is to be chosen again.
 */
export function inHomeRegion(draft: Draft, homeRegion: string): Draft {
  const { answers, connection } = draft;
  if (homeRegion === answers.homeRegion) {
    return draft;
  }
  const { bucket, encryption, logGroup, topic } = answers;
  const again = [
    ...(logGroup?.group.kind === 'existing' ? ['log-group'] : []),
    ...(topic?.kind === 'existing' ? ['topic'] : []),
    ...(encryption.kind === 'existing-key' && bucket.kind === 'new' ? ['key'] : []),
  ];
  const moved = { ...withAnswers(draft, { homeRegion }), connection: inRegion(connection, homeRegion) };
  return withoutAnswered(moved, again);
}

/** The log files go elsewhere: a key that exists may be in another Region than the bucket, and is to be chosen again. */
export function inBucket(
  draft: Draft,
  { kind, name }: { readonly kind: 'new' | 'existing'; readonly name: string },
): Draft {
  const { bucket, encryption } = draft.answers;
  const isSame = bucket.kind === kind && bucket.name === name;
  if (isSame) {
    return draft;
  }
  const moved = withAnswers(draft, { bucket: { kind, name } });
  return encryption.kind === 'existing-key' ? withoutAnswered(moved, ['key']) : moved;
}
