import type { LibraryObject } from '../evaluation/abstract-value.ts';
import type { Draft } from './draft.ts';
import { PendingPolicy } from './pending-policy.ts';
import type { Props } from './props.ts';
import type { Synthesis } from './synthesis.ts';

/** `s3.BucketPolicy`. */
export function bucketPolicy(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::S3::BucketPolicy');
  const props = synthesis.props(object);
  const bucket = props.get('bucket');
  if (bucket !== undefined) {
    const { value } = bucket;
    const name =
      value.kind === 'made'
        ? ({ kind: 'attribute', object: value, path: ['bucketName'], span: value.span } as const)
        : value;
    synthesis.set(draft, 'Bucket', name, bucket);
  }
  setDocument(synthesis, object, draft, props, 'document');
}

/** `sns.TopicPolicy`. */
export function topicPolicy(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::SNS::TopicPolicy');
  const props = synthesis.props(object);
  const topics = props.get('topics');
  if (topics?.value.kind === 'list') {
    const items = synthesis.within(draft, () =>
      topics.value.kind === 'list'
        ? topics.value.items.map((item) => {
            const chosen = synthesis.resolver.chosen(item);
            return synthesis.resolver.value(
              chosen.kind === 'made'
                ? { kind: 'attribute', object: chosen, path: ['topicArn'], span: item.span }
                : chosen,
            );
          })
        : [],
    );
    draft.set('Topics', { kind: 'list', items, isComplete: topics.value.isComplete, at: topics.at }, topics);
  }
  setDocument(synthesis, object, draft, props, 'policyDocument');
}

function setDocument(
  synthesis: Synthesis,
  object: LibraryObject,
  draft: Draft,
  props: Props,
  name: string,
): void {
  const pending = new PendingPolicy(draft, 'PolicyDocument', draft.isComplete && props.isComplete);
  synthesis.addPolicy(pending);
  const given = props.get(name);
  if (given !== undefined) {
    synthesis.within(draft, () => {
      pending.addDocument(synthesis.resolver.value(given.value));
    });
  }
  for (const use of object.uses) {
    if (use.path.join('.') === 'document.addStatements') {
      pending.addGiven(synthesis, use.arguments, use);
    }
  }
}

/** `events.Rule`, as far as it says which events it is for. */
export function eventRule(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::Events::Rule');
  const props = synthesis.props(object);
  const pattern = props.get('eventPattern');
  draft.isComplete &&= props.isComplete && !object.uses.some(({ path }) => path[0] === 'addEventPattern');
  if (pattern !== undefined) {
    const value = synthesis.within(draft, () => synthesis.resolver.value(pattern.value, keyOfPattern));
    draft.set('EventPattern', value, pattern);
  }
}

/** Of the library's names only this one differs; the members of `detail` are the event's own. */
function keyOfPattern(name: string): string {
  return name === 'detailType' || name === 'detail_type' ? 'detail-type' : name;
}
