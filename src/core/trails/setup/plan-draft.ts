import type { JsonObject } from '../../json.ts';
import type { Localize } from '../../localize.ts';
import { partitionOf } from '../../partitions.ts';
import type { PolicyRequest } from '../../posture/policy/policy.ts';
import type { TrailAnswers } from './answers.ts';
import { actionsOf } from './call-actions.ts';
import { known, type AccountFacts, type Fact, type Manager } from './facts.ts';
import {
  trailId,
  type Call,
  type Guard,
  type Notice,
  type NoticeId,
  type Reading,
  type Step,
} from './plan.ts';
import type { PolicySubject } from './policies.ts';
import { judge } from './policy-check.ts';
import { byteLength, mergeStatements, type PolicyText } from './policy-document.ts';

/** A plan while it is made. */
export class PlanDraft {
  readonly answers: TrailAnswers;
  readonly facts: AccountFacts;
  readonly t: Localize;
  readonly subject: PolicySubject;
  readonly trailArn: string;
  /** What calls name the trail by. */
  readonly trailId: string;
  readonly steps: Step[] = [];
  readonly refusals: Notice[] = [];
  readonly warnings: Notice[] = [];
  /** What CreateTrail answers while something that this plan makes is not visible to CloudTrail yet. */
  readonly settling = new Set<string>();

  constructor(answers: TrailAnswers, facts: AccountFacts, t: Localize) {
    this.answers = answers;
    this.facts = facts;
    this.t = t;
    this.subject = subjectOf(answers, facts);
    this.trailArn = this.subject.trailArn;
    this.trailId = trailId(this.trailArn, facts.caller.account);
  }

  refuse(id: NoticeId, message: string): void {
    this.refusals.push({ id, message });
  }

  warn(id: NoticeId, message: string): void {
    this.warnings.push({ id, message });
  }

  add(step: StepDraft): void {
    const { before = [], cost = { kind: 'free', text: '' }, retryOn = [] } = step;
    this.steps.push({ ...step, before, cost, retryOn, actions: actionsOf(step.call) });
  }

  /** Says who manages something that is about to be changed: no reason to go on, unless the user says so. */
  checkManager(thing: string, manager: Manager | undefined): void {
    if (manager === undefined) {
      return;
    }
    const message = managedMessage(thing, manager, this.t);
    if (manager.kind === 'unknown') {
      this.warn('not-read', message);
    } else if (this.answers.changesManaged === true) {
      this.warn('managed', message);
    } else {
      this.refuse('managed', message);
    }
  }
}

/** Who manages something, and what comes of changing it. */
export function managedMessage(thing: string, { kind, name }: Manager, t: Localize): string {
  switch (kind) {
    case 'cloudformation':
      return t(
        '{0} belongs to the CloudFormation stack {1}, which may undo or collide with a change.',
        thing,
        name,
      );
    case 'terraform':
      return t('{0} is managed by Terraform ({1}), which may undo a change.', thing, name);
    case 'control-tower':
      return t('{0} is managed by Control Tower ({1}), which takes a change for drift.', thing, name);
    case 'organization':
      return t(
        '{0} belongs to the organization {1}; only its management account can change it.',
        thing,
        name,
      );
    case 'unknown':
      return t('Whether another tool manages {0} could not be found out: {1}', thing, name);
  }
}

type StepDraft = Omit<Step, 'actions' | 'before' | 'cost' | 'retryOn'> &
  Partial<Pick<Step, 'before' | 'cost' | 'retryOn'>>;

/** Of an organization's trail the ARN and the policies carry the management account. */
function subjectOf(answers: TrailAnswers, facts: AccountFacts): PolicySubject {
  const partition = partitionOf(answers.homeRegion).id;
  const organization = answers.isOrganization ? known(facts.organization) : undefined;
  const account = organization?.managementAccount ?? facts.caller.account;
  return {
    partition,
    account,
    homeRegion: answers.homeRegion,
    trailArn: `arn:${partition}:cloudtrail:${answers.homeRegion}:${account}:trail/${answers.name}`,
    ...(organization === undefined ? {} : { organization: organization.id }),
  };
}

/** A policy that exists, perhaps, and what has to be in it. */
export interface PolicyChange {
  /** The id of the step. */
  readonly id: string;
  /** What has the policy, for people. */
  readonly thing: string;
  readonly current: Fact<string>;
  readonly statements: readonly JsonObject[];
  /** What CloudTrail will ask. */
  readonly requests: readonly PolicyRequest[];
  /** Bytes. */
  readonly limit: number;
  readonly read: Reading;
  readonly put: (policy: string) => Call;
  /** The member of the input that takes the policy. */
  readonly member: string;
  readonly remove?: Call;
  readonly why: string;
  readonly manager: Manager | undefined;
  /** What CreateTrail answers before the change is visible. */
  readonly settles: readonly string[];
  /** Add the statements even where CloudTrail is admitted without them. */
  readonly isNeeded?: boolean;
}

/** Adds a step that merges statements into a policy, if it does not admit CloudTrail already. */
export function addPolicyChange(draft: PlanDraft, change: PolicyChange): void {
  const { t } = draft;
  const { thing, current } = change;
  if (current.kind === 'unknown') {
    draft.refuse(
      'not-read',
      t('The policy of {0} could not be read, so it cannot be changed safely: {1}', thing, current.reason),
    );
    return;
  }
  const before = current.kind === 'known' ? current.value : null;
  if (judge(before, change.requests) === 'allowed' && change.isNeeded !== true) {
    return;
  }
  const merged = mergeStatements(before, change.statements);
  if (merged === undefined) {
    draft.refuse('policy-unreadable', t('The policy of {0} is not one that can be added to.', thing));
  } else if (isFit(draft, change, merged.text) && merged.added.length > 0) {
    draft.checkManager(thing, change.manager);
    change.settles.forEach((code) => draft.settling.add(code));
    draft.add(policyStep(draft, change, before, merged));
  }
}

/** Whether a merged policy does what it is for and is not too long. */
function isFit(draft: PlanDraft, { thing, requests, limit }: PolicyChange, policy: string): boolean {
  const { t } = draft;
  const answer = judge(policy, requests);
  if (answer === 'denied') {
    draft.refuse(
      'policy-denies',
      t(
        'The policy of {0} has a Deny that shuts CloudTrail out. Nothing is taken out of it; let its owner except cloudtrail.amazonaws.com.',
        thing,
      ),
    );
    return false;
  }
  if (answer === 'unknown') {
    draft.warn(
      'policy-denies',
      t(
        'Whether the policy of {0} lets CloudTrail in is not certain: a Deny depends on more than is known.',
        thing,
      ),
    );
  }
  const length = byteLength(policy);
  if (length > limit) {
    draft.refuse(
      'policy-too-long',
      t('The policy of {0} would have {1} bytes, and at most {2} are allowed.', thing, length, limit),
    );
  }
  return length <= limit;
}

function policyStep(
  { t }: PlanDraft,
  { id, thing, read, put, member, remove, why }: PolicyChange,
  before: string | null,
  merged: PolicyText,
): StepDraft {
  const call = put(merged.text);
  const otherwise = t('Somebody has changed the policy of {0} since the review.', thing);
  const text =
    before === null
      ? t('Removes the policy.')
      : t('Puts the policy back as it was, if nobody else has changed it.');
  return {
    id,
    call,
    why,
    before: [guardOn(read, before, otherwise)],
    took: { kind: 'value', guard: guardOn(read, merged.text, '') },
    undo: {
      kind: 'policy',
      read,
      wrote: merged.text,
      before,
      added: merged.added,
      put: call,
      member,
      ...(remove === undefined ? {} : { remove }),
      text,
    },
    changes: { of: thing, before, after: merged.text },
  };
}

/** A guard with one value. */
export function guardOn(read: Reading, value: Guard['oneOf'][number], otherwise: string): Guard {
  return { read, oneOf: [value], otherwise };
}
