import { inRegion, type Connection } from '../../../core/connection.ts';
import { isCancelled } from '../../../core/failures/failure.ts';
import { isRegionName, partitionOf } from '../../../core/partitions.ts';
import { knownRegions } from '../../connections/known-regions.ts';
import type { WizardContext } from './context.ts';
import { inHomeRegion } from './dependent-answers.ts';
import type { Offer, Option } from './prompts.ts';
import type { WizardQuestion } from './question.ts';

/** In which Region the trail can be changed later, and where what it needs is made. */
export const regionQuestion: WizardQuestion = {
  id: 'region',
  about: (t) => t('Home Region'),
  told: ({ answers }) => answers.homeRegion,
  async ask(context, draft, place) {
    const { t, prompts } = context;
    const { connection } = draft;
    const answer = await prompts.choose<string>({
      ...place,
      placeholder: t('In which Region to make the trail; it can record all Regions from there'),
      marked: draft.answers.homeRegion,
      offer: (offer) => offerRegions(context, connection, draft.answers.homeRegion, offer),
      typed: (text) => (isRegionName(text) ? option(text) : undefined),
    });
    return typeof answer === 'object' ? { value: inHomeRegion(draft, answer.value) } : answer;
  },
};

function option(region: string): Option<string> {
  return { id: region, label: region, value: region };
}

/** The known Regions at once; when the account has answered, those that are enabled. */
async function offerRegions(
  { t, ports }: WizardContext,
  connection: Connection,
  current: string,
  { show, signal }: Offer<string>,
): Promise<void> {
  const partition = partitionOf(connection.region);
  const rows = (regions: readonly string[]): readonly Option<string>[] =>
    [...new Set([current, ...regions])].sort().map(option);
  const known = knownRegions.filter((region) => partitionOf(region) === partition);
  show(rows(known));
  try {
    const { account } = await ports();
    show(rows(await account.regions(inRegion(connection, current), signal)));
  } catch (thrown) {
    // Which Regions are enabled is a help, not a need.
    if (!isCancelled(thrown)) {
      show([...rows(known), { heading: t('All known Regions; the enabled ones could not be read') }]);
    }
  }
}
