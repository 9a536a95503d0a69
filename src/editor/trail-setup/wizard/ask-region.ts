import { inRegion, type Connection } from '../../../core/connection.ts';
import { knownRegionsWith } from '../../../core/known-regions.ts';
import { isRegionName } from '../../../core/partitions.ts';
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
  const rows = (regions: readonly string[]): readonly Option<string>[] =>
    [...new Set([current, ...regions])].sort().map(option);
  show(rows(knownRegionsWith(current)));
  const { account } = await ports();
  const { names, error } = await account.regionChoices(inRegion(connection, current), signal);
  const remark =
    error === undefined ? [] : [{ heading: t('All known Regions; the enabled ones could not be read') }];
  show([...remark, ...rows(names)]);
}
