import type { Localize } from '../../../core/localize.ts';
import { withAnswers, type Draft, type Part } from './draft.ts';
import type { Option, Row } from './prompts.ts';
import type { WizardQuestion } from './question.ts';

const kms = 'kms.amazonaws.com';
const rdsData = 'rdsdata.amazonaws.com';

const optionalParts = ['key', 'prefix', 'log-group', 'topic', 'tags'] as const satisfies readonly Part[];
const switches = ['validation', 'global', 'tls', 'recursive', 'without-kms', 'without-rds'] as const;

type More = (typeof optionalParts)[number] | (typeof switches)[number];

/** Everything else that a trail can have: what is ticked and needs more to be said has a question of its own. */
export const moreQuestion: WizardQuestion = {
  id: 'more',
  about: (t) => t('More'),
  told: (draft, t) => {
    const ticked = tickedIn(draft);
    const labels = rowsOf(draft, t).flatMap((row) =>
      'heading' in row || !ticked.includes(row.value) ? [] : [row.label.replace(/…$/, '')],
    );
    return labels.length === 0 ? t('nothing') : labels.join(', ');
  },
  async ask({ prompts, t }, draft, place) {
    const answer = await prompts.chooseMany<More>({
      ...place,
      placeholder: t('Tick what else the trail is to have; the defaults are good'),
      ticked: tickedIn(draft),
      offer: ({ show }) => {
        show(rowsOf(draft, t));
      },
    });
    return typeof answer === 'object' ? { value: withMore(draft, new Set(answer.value)) } : answer;
  },
};

function tickedIn({ answers, wants }: Draft): readonly More[] {
  const { validatesLogFiles, includesGlobalServiceEvents, isRecursive, bucket, management } = answers;
  const is: Readonly<Record<(typeof switches)[number], boolean>> = {
    validation: validatesLogFiles,
    global: includesGlobalServiceEvents,
    tls: bucket.kind === 'existing' && bucket.addsTlsOnly === true,
    recursive: isRecursive,
    'without-kms': management.excludedSources.includes(kms),
    'without-rds': management.excludedSources.includes(rdsData),
  };
  return [...optionalParts.filter((part) => wants.has(part)), ...switches.filter((one) => is[one])];
}

function withMore(draft: Draft, ticked: ReadonlySet<More>): Draft {
  const { bucket, management, isMultiRegion } = draft.answers;
  const wants = new Set(draft.wants);
  for (const part of optionalParts) {
    if (ticked.has(part)) {
      wants.add(part);
    } else {
      wants.delete(part);
    }
  }
  const excludedSources = [
    ...(ticked.has('without-kms') ? [kms] : []),
    ...(ticked.has('without-rds') ? [rdsData] : []),
  ];
  return withAnswers(
    { ...draft, wants },
    {
      validatesLogFiles: ticked.has('validation'),
      includesGlobalServiceEvents: isMultiRegion || ticked.has('global'),
      isRecursive: ticked.has('recursive'),
      management: { ...management, excludedSources },
      ...(bucket.kind === 'existing' && {
        bucket: { kind: 'existing', name: bucket.name, ...(ticked.has('tls') && { addsTlsOnly: true }) },
      }),
    },
  );
}

function rowsOf({ answers, wants }: Draft, t: Localize): readonly Row<More>[] {
  const { bucket, isMultiRegion, management, data } = answers;
  const hasObjects = wants.has('data') && data.some(({ type }) => type === 'AWS::S3::Object');
  const row = (id: More, label: string, description: string): Option<More> => ({
    id,
    label,
    description,
    value: id,
  });
  const isManaging = management.reads || management.writes;
  return [
    { heading: t('Log files') },
    row('validation', t('Log file validation'), t('digests prove that log files were not changed')),
    row('key', t('Encryption with a KMS key…'), t("otherwise S3's own keys; a new key costs 1 USD a month")),
    row('prefix', t('Prefix in the bucket…'), t('a folder for the log files')),
    ...(bucket.kind === 'existing'
      ? [
          row(
            'tls',
            t('TLS only for the existing bucket'),
            t('adds a Deny to its policy, which concerns all who use it'),
          ),
        ]
      : []),
    ...(hasObjects
      ? [
          row(
            'recursive',
            t('Record the delivery of its own log files, too'),
            t('each in the next one, without end'),
          ),
        ]
      : []),
    { heading: t('Deliver and tell') },
    row('log-group', t('CloudWatch Logs…'), t('events in a log group, for alarms')),
    row('topic', t('SNS notifications…'), t('a message for each log file')),
    ...(isManaging
      ? [
          { heading: t('Leave out') },
          row('without-kms', t('Leave out events of KMS'), t('they are many')),
          row('without-rds', t('Leave out events of the RDS Data API'), t('they are many')),
        ]
      : []),
    { heading: t('Other') },
    ...(isMultiRegion
      ? []
      : [
          row(
            'global',
            t('Events of global services'),
            t('IAM, STS and CloudFront, recorded once for all Regions'),
          ),
        ]),
    row('tags', t('Tags…'), t('for the trail and what is made for it')),
  ];
}
