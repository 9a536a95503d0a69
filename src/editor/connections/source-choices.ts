import type { CredentialSource } from '../../core/connection.ts';
import { displayText } from '../../core/events/display-text.ts';
import { explainConfigurationProblem } from '../../core/explain-configuration-problem.ts';
import type { Localize } from '../../core/localize.ts';
import type {
  AwsConfiguration,
  ConfigurationProblem,
  Profile,
  SignInKind,
} from '../../core/user-configuration.ts';

/** What can be chosen to connect with. */
export type SourceChoice =
  | { readonly kind: 'source'; readonly source: CredentialSource }
  /** One of the accounts and roles of an `sso-session`. */
  | { readonly kind: 'sso-session'; readonly session: string }
  /** An endpoint in place of AWS's; what to connect with is asked then. */
  | { readonly kind: 'endpoint' };

/** A row of the question. */
export interface SourceRow {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** A codicon. */
  readonly icon: string;
  /** Absent for what is shown only to say why it cannot be used. */
  readonly choice?: SourceChoice;
}

export interface SourceGroup {
  readonly heading: string;
  readonly rows: readonly SourceRow[];
}

/**
 * Everything that the user can connect with, by kind; the profile that the AWS CLI would take stands first. Groups
 * without rows are left out.
 */
export function sourceGroups(configuration: AwsConfiguration, t: Localize): readonly SourceGroup[] {
  const { profiles, ssoSessions, currentProfile, problems } = configuration;
  const ordered = [
    ...profiles.filter(({ name }) => name === currentProfile),
    ...profiles.filter(({ name }) => name !== currentProfile),
  ];
  const groups = [
    {
      heading: t('Profiles'),
      rows: ordered.map((profile) => profileRow(profile, profile.name === currentProfile, problems, t)),
    },
    {
      heading: t('IAM Identity Center'),
      rows: ssoSessions.map(({ name, startUrl }): SourceRow => ({
        label: displayText(name),
        description: t('all accounts and roles'),
        detail: displayText(startUrl),
        icon: 'organization',
        choice: { kind: 'sso-session', session: name },
      })),
    },
    { heading: t('This machine'), rows: machineRows(configuration, t) },
    { heading: t('Without AWS'), rows: otherRows(t) },
    { heading: t('Not usable'), rows: unusableRows(configuration, t) },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

function profileRow(
  profile: Profile,
  isCurrent: boolean,
  problems: readonly ConfigurationProblem[],
  t: Localize,
): SourceRow {
  const { name, signIn, region, account, role, endpoint, needsMfaCode } = profile;
  const facts = [
    ...(signIn === undefined ? [] : [signInWords(signIn, t)]),
    ...(needsMfaCode ? [t('MFA')] : []),
    ...[role, account, region].filter((fact) => fact !== undefined),
    ...(endpoint === undefined ? [] : [t('endpoint {0}', endpoint)]),
    ...(isCurrent ? [t('used by the AWS CLI')] : []),
  ];
  const problem = problems.find(({ section }) => section === name);
  return {
    label: displayText(name),
    description: displayText(facts.join(' · '), 200),
    ...(problem !== undefined && { detail: problemWords(problem, t) }),
    icon: problem === undefined ? signInIcon(signIn) : 'warning',
    choice: { kind: 'source', source: { kind: 'profile', name } },
  };
}

/** Sections that are no profile as they stand, such as `[prod]` without the word `profile`: else they would be missed. */
function unusableRows({ profiles, problems }: AwsConfiguration, t: Localize): readonly SourceRow[] {
  const shown = new Set(profiles.map(({ name }) => name));
  return problems.flatMap((problem) => {
    const { section } = problem;
    if (section === undefined || shown.has(section)) {
      return [];
    }
    shown.add(section);
    return [{ label: displayText(section), detail: problemWords(problem, t), icon: 'warning' }];
  });
}

/** What is wrong in the user's files, with the place. */
export function problemWords(problem: ConfigurationProblem, t: Localize): string {
  const { file, line } = problem;
  const place = displayText(line === undefined ? file : `${file}:${line}`, 200);
  return `${explainConfigurationProblem(problem, t)} ${place}`;
}

function machineRows({ environment }: AwsConfiguration, t: Localize): readonly SourceRow[] {
  const source = (kind: 'default-chain' | 'environment' | 'container' | 'instance'): SourceChoice => ({
    kind: 'source',
    source: { kind },
  });
  return [
    {
      label: t('Default credentials'),
      detail: t(
        'As the AWS CLI finds them: environment variables, shared files, IAM Identity Center, instance role',
      ),
      icon: 'key',
      choice: source('default-chain'),
    },
    ...(environment.includes('environment')
      ? [
          {
            label: t('Environment'),
            detail: t('The keys of AWS_ACCESS_KEY_ID'),
            icon: 'symbol-variable',
            choice: source('environment'),
          },
        ]
      : []),
    ...(environment.includes('container')
      ? [
          {
            label: t('Container'),
            detail: t('The role of this task, pod or shell'),
            icon: 'package',
            choice: source('container'),
          },
        ]
      : []),
    {
      label: t('EC2 instance'),
      detail: t('The role of the instance that this runs on, asked of its metadata service'),
      icon: 'server',
      choice: source('instance'),
    },
  ];
}

function otherRows(t: Localize): readonly SourceRow[] {
  return [
    {
      label: t('Sample account'),
      detail: t('A made-up account inside Trailscope: nothing goes over the network'),
      icon: 'beaker',
      choice: { kind: 'source', source: { kind: 'sample' } },
    },
    {
      label: t('Custom endpoint…'),
      detail: t('A local emulator of AWS or a proxy of your own, in place of AWS'),
      icon: 'plug',
      choice: { kind: 'endpoint' },
    },
  ];
}

function signInWords(kind: SignInKind, t: Localize): string {
  switch (kind) {
    case 'keys':
      return t('access key');
    case 'role':
      return t('role');
    case 'sso':
      return t('IAM Identity Center');
    case 'login':
      return t('console sign-in');
    case 'process':
      return t('command');
    case 'web-identity':
      return t('web identity');
  }
}

function signInIcon(kind: SignInKind | undefined): string {
  switch (kind) {
    case undefined:
      return 'question';
    case 'sso':
      return 'organization';
    case 'role':
    case 'web-identity':
      return 'person';
    case 'process':
      return 'terminal';
    case 'keys':
    case 'login':
      return 'key';
  }
}
