import { toTrailscopeError } from '../../../core/failures/failure.ts';
import type { Localize } from '../../../core/localize.ts';
import type { Fact, OrganizationFacts } from '../../../core/trails/setup/facts.ts';
import type { WizardContext } from './context.ts';
import { withAnswers, type Draft } from './draft.ts';
import type { Option, Row } from './prompts.ts';
import type { WizardQuestion } from './question.ts';

const records = ['regions', 'organization', 'writes', 'reads', 'data', 'network', 'insights'] as const;

type Recorded = (typeof records)[number];

/** Which events the trail records, and where. What needs more to be said has a question of its own. */
export const recordsQuestion: WizardQuestion = {
  id: 'records',
  about: (t) => t('What to record'),
  told: ({ answers, wants }, t) => {
    const { isMultiRegion, isOrganization, homeRegion, management } = answers;
    const { reads, writes } = management;
    return [
      isMultiRegion ? t('all Regions') : t('{0} only', homeRegion),
      ...(isOrganization ? [t('all accounts of the organization')] : []),
      ...(reads && writes
        ? [t('management events')]
        : reads || writes
          ? [writes ? t('writes among management events') : t('reads among management events')]
          : []),
      ...(wants.has('data') ? [t('data events')] : []),
      ...(wants.has('network') ? [t('network activity')] : []),
      ...(wants.has('insights') ? [t('Insights')] : []),
    ].join(', ');
  },
  async ask(context, draft, place) {
    const { t, prompts } = context;
    const answer = await prompts.chooseMany<Recorded>({
      ...place,
      placeholder: t('Tick what the trail records, and where'),
      ticked: tickedIn(draft),
      offer: async ({ show }) => {
        const may = { isOffered: draft.answers.isOrganization };
        show(rowsOf(draft, may, t));
        show(rowsOf(draft, may.isOffered ? may : await standing(context, draft), t));
      },
      objection: (values) =>
        values.some((value) => ['writes', 'reads', 'data', 'network'].includes(value))
          ? undefined
          : t('A trail has to record something.'),
    });
    return typeof answer === 'object' ? { value: recording(draft, new Set(answer.value)) } : answer;
  },
};

function tickedIn({ answers, wants }: Draft): readonly Recorded[] {
  const { isMultiRegion, isOrganization, management } = answers;
  const is: Readonly<Record<Recorded, boolean>> = {
    regions: isMultiRegion,
    organization: isOrganization,
    writes: management.writes,
    reads: management.reads,
    data: wants.has('data'),
    network: wants.has('network'),
    insights: wants.has('insights'),
  };
  return records.filter((one) => is[one]);
}

function recording(draft: Draft, ticked: ReadonlySet<Recorded>): Draft {
  const wants = new Set(draft.wants);
  for (const part of ['data', 'network', 'insights'] as const) {
    if (ticked.has(part)) {
      wants.add(part);
    } else {
      wants.delete(part);
    }
  }
  const { management } = draft.answers;
  return withAnswers(
    { ...draft, wants },
    {
      isMultiRegion: ticked.has('regions'),
      isOrganization: ticked.has('organization'),
      management: { ...management, reads: ticked.has('reads'), writes: ticked.has('writes') },
    },
  );
}

function rowsOf({ answers }: Draft, { isOffered, reason }: Standing, t: Localize): readonly Row<Recorded>[] {
  const row = (id: Recorded, label: string, description: string): Option<Recorded> => ({
    id,
    label,
    description,
    value: id,
  });
  return [
    { heading: t('Where') },
    {
      ...row(
        'regions',
        t('All Regions'),
        t('also those enabled later; otherwise only {0}', answers.homeRegion),
      ),
      ...(reason !== undefined && { detail: reason }),
    },
    ...(isOffered
      ? [row('organization', t('All accounts of the organization'), t('otherwise only this account'))]
      : []),
    { heading: t('Management events') },
    row('writes', t('Writes: calls that change something'), t('the first copy is free')),
    row('reads', t('Reads: calls that look at something'), t('the first copy is free')),
    { heading: t('Charged for') },
    row('data', t('Data events…'), t('in buckets, functions, tables…; 0.10 USD for 100,000')),
    row('network', t('Network activity events…'), t('through VPC endpoints; 0.10 USD for 100,000')),
    row(
      'insights',
      t('Insights events…'),
      t('unusual rates of calls and errors; 0.35 USD for 100,000 analysed'),
    ),
  ];
}

/** Whether an organization's trail is offered, and if the account may not make one, why. */
interface Standing {
  readonly isOffered: boolean;
  readonly reason?: string;
}

async function standing(context: WizardContext, { connection }: Draft): Promise<Standing> {
  const account = await context.account(connection);
  const organization = await context.organization(connection).catch(unread);
  const reason = reasonAgainst(organization, account, context.t);
  return reason === undefined ? { isOffered: true } : { isOffered: false, reason };
}

/** What cannot be asked, for whatever reason, keeps nobody from recording the account. */
function unread(thrown: unknown): Fact<OrganizationFacts> {
  return { kind: 'unknown', reason: toTrailscopeError(thrown).message, isDenied: false };
}

function reasonAgainst(
  organization: Fact<OrganizationFacts>,
  account: string,
  t: Localize,
): string | undefined {
  if (organization.kind === 'absent') {
    return t('This account only: it belongs to no organization');
  }
  if (organization.kind === 'unknown') {
    return organization.isDenied
      ? t(
          'This account only: not allowed to look at the organization (missing {0})',
          'organizations:DescribeOrganization',
        )
      : t('This account only: the organization could not be looked at');
  }
  const { managementAccount, delegates } = organization.value;
  const isDelegate = delegates.kind === 'known' && delegates.value.includes(account);
  return account === managementAccount || isDelegate
    ? undefined
    : t(
        'This account only: a trail for all is made in {0}, or in an account it delegates to',
        managementAccount,
      );
}
