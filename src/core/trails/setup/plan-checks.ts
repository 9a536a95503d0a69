import { known, type TrailFacts } from './facts.ts';
import type { PlanDraft } from './plan-draft.ts';
import { problemsOf } from './validate-answers.ts';

/** The service's quota, which cannot be raised. A multi-Region trail counts in each Region. */
const trailsPerRegion = 5;

/** Adds what speaks against the answers, whatever they lead to. */
export function addChecks(draft: PlanDraft): void {
  for (const problem of problemsOf(draft.answers, draft.t)) {
    draft.refuse('bad-answer', problem.message);
  }
  checkRegion(draft);
  checkName(draft);
  checkQuota(draft);
  if (draft.answers.isOrganization) {
    checkOrganization(draft);
  }
}

function textOf({ description }: TrailFacts, member: string): string {
  const value = description[member];
  return typeof value === 'string' ? value : '';
}

function checkRegion(draft: PlanDraft): void {
  const { answers, facts, t } = draft;
  if (facts.regions.length > 0 && !facts.regions.includes(answers.homeRegion)) {
    draft.refuse('bad-answer', t('The Region {0} is not enabled in this account.', answers.homeRegion));
  }
}

function checkName(draft: PlanDraft): void {
  const { answers, facts, t } = draft;
  const same = facts.trails.find((trail) => textOf(trail, 'Name') === answers.name);
  if (same !== undefined) {
    draft.refuse(
      'trail-exists',
      t('There is a trail {0} in {1} already.', answers.name, textOf(same, 'HomeRegion')),
    );
  }
}

function checkQuota(draft: PlanDraft): void {
  const { answers, facts, t } = draft;
  const everywhere = facts.trails.filter(({ description }) => description['IsMultiRegionTrail'] === true);
  const homes = [
    ...facts.trails
      .filter((trail) => !everywhere.includes(trail))
      .map((trail) => textOf(trail, 'HomeRegion')),
    ...facts.elsewhere.map(({ homeRegion }) => homeRegion),
  ];
  const regions = answers.isMultiRegion
    ? [...new Set([answers.homeRegion, ...facts.regions])]
    : [answers.homeRegion];
  const counts = regions.map((region) => ({
    region,
    count: everywhere.length + homes.filter((home) => home === region).length,
  }));
  const full = counts.filter(({ count }) => count >= trailsPerRegion).map(({ region }) => region);
  const last = counts.filter(({ count }) => count === trailsPerRegion - 1).map(({ region }) => region);
  if (full.length > 0) {
    draft.refuse(
      'trail-quota',
      t('There are {0} trails already in {1}, and AWS allows no more.', trailsPerRegion, full.join(', ')),
    );
  } else if (last.length > 0) {
    draft.warn(
      'trail-quota',
      t('This is the last of {0} trails that AWS allows in {1}.', trailsPerRegion, last.join(', ')),
    );
  }
}

function checkOrganization(draft: PlanDraft): void {
  const { facts, t } = draft;
  if (facts.organization.kind === 'absent') {
    draft.refuse('not-in-organization', t('The account belongs to no organization.'));
    return;
  }
  if (facts.organization.kind === 'unknown') {
    draft.refuse('not-read', t('The organization could not be looked at: {0}', facts.organization.reason));
    return;
  }
  const { managementAccount, delegates, hasAllFeatures, trustsCloudTrail } = facts.organization.value;
  const { account } = facts.caller;
  if (account !== managementAccount && known(delegates)?.includes(account) !== true) {
    draft.refuse(
      'organization-not-allowed',
      t(
        'Only the management account {0} of the organization, or an account that it delegates to, can make a trail for all.',
        managementAccount,
      ),
    );
  }
  if (!hasAllFeatures) {
    draft.refuse(
      'organization-not-allowed',
      t('The organization has only consolidated billing; trails for all accounts need all features.'),
    );
  }
  if (known(trustsCloudTrail) === false) {
    draft.refuse(
      'organization-not-allowed',
      t('CloudTrail has no trusted access to the organization. Let its management account enable it.'),
    );
  } else if (trustsCloudTrail.kind === 'unknown') {
    draft.warn(
      'not-read',
      t('Whether CloudTrail has trusted access to the organization could not be found out.'),
    );
  }
}
