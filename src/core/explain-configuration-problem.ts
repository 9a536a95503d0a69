import { displayText } from './events/display-text.ts';
import type { Localize } from './localize.ts';
import type { ConfigurationProblem, ConfigurationProblemKind } from './user-configuration.ts';

/** What is wrong, as one sentence: the section, and what is missing, unknown or repeated in it. */
type Explain = (section: string, subject: string, t: Localize) => string;

const sentences: Readonly<Record<ConfigurationProblemKind, Explain>> = {
  'unreadable-file': (_, code, t) => t('The file cannot be read ({0}).', code),
  'not-a-setting': (_, _subject, t) => t('The line is no setting: it has no equals sign.'),
  'setting-outside-section': (_, setting, t) =>
    t('The setting {0} stands before the first section.', setting),
  'section-without-profile': (_, name, t) =>
    t('The section [{0}] is no profile; a profile is written [profile {0}].', name),
  'repeated-section': (_, name, t) => t('The section [{0}] stands here a second time.', name),
  'missing-setting': (section, setting, t) => t('{0} lacks the setting {1}.', section, setting),
  'unknown-source-profile': (section, name, t) =>
    t('The source_profile of {0} is {1}, which does not exist.', section, name),
  'source-profile-loop': (section, name, t) =>
    t('The source_profile of {0} is {1}, which leads back to it.', section, name),
  'source-without-credentials': (section, name, t) =>
    t('The source_profile of {0} is {1}, which has no credentials.', section, name),
  'unknown-credential-source': (section, source, t) =>
    t(
      'The credential_source of {0} is {1}; it can be Environment, EcsContainer or Ec2InstanceMetadata.',
      section,
      source,
    ),
  'two-sources': (section, _, t) => t('{0} has both a source_profile and a credential_source.', section),
  'unknown-sso-session': (section, name, t) =>
    t('The sso_session of {0} is {1}, which does not exist.', section, name),
  'conflicting-sso-session': (section, setting, t) =>
    t('The setting {1} of {0} differs from that of its sso-session.', section, setting),
  'unknown-services': (section, name, t) =>
    t('The services of {0} are {1}, which does not exist.', section, name),
  'not-a-number': (section, setting, t) => t('The setting {1} of {0} is no number.', section, setting),
};

/** What is wrong in the user's files, without the place. */
export function explainConfigurationProblem(
  { kind, section = '', subject = '' }: ConfigurationProblem,
  t: Localize,
): string {
  return sentences[kind](displayText(section, 100), displayText(subject, 100), t);
}
