import type { Value } from '../../../core/posture/value.ts';
import { concatText } from '../../../core/posture/symbolic-text.ts';
import type { LibraryObject } from '../evaluation/abstract-value.ts';
import { keyArn } from './bucket.ts';
import type { Draft } from './draft.ts';
import { resourceGrant } from './grants.ts';
import { generatedStatement, mapOf } from './iam.ts';
import { PendingPolicy } from './pending-policy.ts';
import type { Props } from './props.ts';
import type { Synthesis } from './synthesis.ts';

/** `kms.Key`: a policy for the account alone, no rotation; kept when the stack goes. */
export function key(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::KMS::Key');
  const props = synthesis.props(object);
  draft.isComplete &&= props.isComplete;
  synthesis.copy(draft, props, 'enableKeyRotation', 'EnableKeyRotation');
  if (props.get('rotationPeriod') !== undefined && props.get('enableKeyRotation') === undefined) {
    draft.set('EnableKeyRotation', synthesis.boolean(true, draft.at));
  }
  synthesis.setRemovalPolicy(draft, props, true);
  setPolicy(synthesis, object, draft, props);
  const alias = props.get('alias');
  if (alias !== undefined) {
    addAlias(
      synthesis,
      object,
      synthesis.draft(object, 'AWS::KMS::Alias', '/Alias'),
      synthesis.resolver.value(alias.value),
    );
  }
  draft.construct = { type: object.type, props: emptyProps(draft), imported: new Map() };
}

function emptyProps(draft: Draft) {
  return { kind: 'map', members: new Map(), isComplete: true, at: draft.at } as const;
}

function setPolicy(synthesis: Synthesis, object: LibraryObject, draft: Draft, props: Props): void {
  const pending = new PendingPolicy(draft, 'KeyPolicy', draft.isComplete);
  synthesis.addPolicy(pending);
  synthesis.keyPolicies.set(object, pending);
  const given = props.get('policy');
  if (given === undefined) {
    pending.add(forAccount(draft));
  } else {
    synthesis.within(draft, () => {
      pending.addDocument(synthesis.resolver.value(given.value));
    });
  }
  pending.isComplete &&= props.get('admins') === undefined;
  for (const owner of [object, ...aliasesOf(synthesis, object)]) {
    applyUses(synthesis, owner, draft, pending);
  }
}

/** What is granted on an alias is granted on its key. */
function aliasesOf(synthesis: Synthesis, object: LibraryObject): readonly LibraryObject[] {
  return synthesis.objects.filter(
    (other) => other.type === 'aws-kms.Alias' && synthesis.props(other).get('targetKey')?.value === object,
  );
}

function applyUses(synthesis: Synthesis, object: LibraryObject, draft: Draft, pending: PendingPolicy): void {
  for (const use of object.uses) {
    const name = use.path.join('.');
    if (name === 'addToResourcePolicy') {
      pending.addGiven(
        synthesis,
        { ...use.arguments, positional: use.arguments.positional.slice(0, 1) },
        use,
      );
    } else if (name === 'addAlias') {
      const [alias] = use.arguments.positional;
      const value = alias && synthesis.resolver.value(alias);
      const index = synthesis.drafts.length;
      addAlias(synthesis, object, synthesis.draft(object, 'AWS::KMS::Alias', `/Alias${index}`), value);
    } else if (/^(?:grant(?:[A-Z]\w*)?|grants\.\w+)$/.test(name)) {
      resourceGrant(
        synthesis,
        use,
        { action: actionsOf(synthesis, name, use), resource: [everything(draft)] },
        () => pending,
      );
    }
  }
}

function everything({ at }: Draft): Value {
  return { kind: 'text', text: ['*'], at };
}

const decrypting = ['kms:Decrypt'];
const encrypting = ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];

/** What the grants of a key are for; none for one that is not about encryption, whose statement matters to no trail. */
function actionsOf(
  synthesis: Synthesis,
  name: string,
  use: LibraryObject['uses'][number],
): readonly string[] {
  switch (
    name
      .replace(/^grants\./, 'grant.')
      .toLowerCase()
      .replace('grant.', 'grant')
  ) {
    case 'grantdecrypt':
      return decrypting;
    case 'grantencrypt':
      return encrypting;
    case 'grantencryptdecrypt':
      return [...decrypting, ...encrypting];
    case 'grant':
    case 'grantactions': {
      const actions = use.arguments.positional.slice(1).map((value) => synthesis.resolver.chosen(value));
      const texts = actions.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
      return use.arguments.isComplete && texts.length === actions.length ? texts : [];
    }
    default:
      return [];
  }
}

/** The account may do everything, and lets its own policies decide. */
function forAccount({ at }: Draft): Value {
  const root: Value = {
    kind: 'text',
    text: ['arn:', { kind: 'partition' }, ':iam::', { kind: 'account' }, ':root'],
    at,
  };
  return generatedStatement(at, {
    action: ['kms:*'],
    resource: [{ kind: 'text', text: ['*'], at }],
    principal: mapOf(at, { AWS: root }),
  });
}

/** `kms.Alias`. */
export function alias(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::KMS::Alias');
  const props = synthesis.props(object);
  const name = props.get('aliasName');
  const target = props.get('targetKey');
  setAliasName(draft, name && synthesis.resolver.value(name.value));
  if (target !== undefined) {
    synthesis.set(draft, 'TargetKeyId', keyArn(synthesis, target.value), target);
  }
}

function addAlias(synthesis: Synthesis, object: LibraryObject, draft: Draft, name: Value | undefined): void {
  setAliasName(draft, name);
  synthesis.within(draft, () => {
    const target = synthesis.resolver.value({
      kind: 'attribute',
      object,
      path: ['keyArn'],
      span: object.nameSpan,
    });
    draft.set('TargetKeyId', target);
  });
}

/** The library puts `alias/` before a name that lacks it. */
function setAliasName(draft: Draft, name: Value | undefined): void {
  if (name?.kind === 'text') {
    const [first] = name.text;
    const isWhole = typeof first === 'string' && first.startsWith('alias/');
    draft.set('AliasName', isWhole ? name : { ...name, text: concatText(['alias/'], name.text) });
  } else {
    draft.set('AliasName', { kind: 'unknown', canBeAbsent: false, at: draft.at });
  }
}
