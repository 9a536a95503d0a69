import type { Value } from '../../../core/posture/value.ts';
import type { LibraryObject } from '../evaluation/abstract-value.ts';
import { keyArn } from './bucket.ts';
import type { Synthesis } from './synthesis.ts';
import { endless } from './trail.ts';

const daysByDefault = 731;

/** `logs.LogGroup`: two years, and kept when the stack goes. */
export function logGroup(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::Logs::LogGroup');
  const props = synthesis.props(object);
  draft.isComplete &&= props.isComplete;
  const days: Value = { kind: 'number', value: daysByDefault, at: draft.at };
  const retention = props.get('retention');
  synthesis.copy(draft, props, 'logGroupName', 'LogGroupName');
  synthesis.copy(draft, props, 'retention', 'RetentionInDays', days);
  const isEndless =
    endless(draft.member('RetentionInDays')?.value) ||
    (retention?.value.kind === 'unknown' && retention.value.text === 'Infinity');
  if (isEndless) {
    // The property is gone, and the prop that removes it is where its absence is reported.
    draft.set('RetentionInDays', { kind: 'null', at: retention?.at ?? draft.at }, retention);
  }
  const key = props.get('encryptionKey');
  if (key !== undefined) {
    synthesis.set(draft, 'KmsKeyId', keyArn(synthesis, key.value), key);
  }
  synthesis.setRemovalPolicy(draft, props, true);
}
