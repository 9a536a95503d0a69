import { CodeAction, CodeActionKind, l10n, Uri } from 'vscode';
import { configurationFileName } from '../../core/posture/configuration.ts';
import { ruleDocumentationUrl } from '../../core/posture/rule-url.ts';
import type { Rule } from '../../core/posture/rule.ts';
import type { CommandId } from '../command-ids.ts';

/** What `trailscope.turnRuleOff` is told. */
export interface RuleOffArgument {
  readonly rule: string;
  /** The configuration file, as a text. */
  readonly file: string;
}

/** What can be done about a rule: switch it off, and read about it. */
export function ruleActions({ id }: Rule, configurationFile: Uri | undefined): readonly CodeAction[] {
  const explain = new CodeAction(l10n.t('Explain {0}', id), CodeActionKind.QuickFix);
  explain.command = {
    command: 'vscode.open',
    title: explain.title,
    arguments: [Uri.parse(ruleDocumentationUrl(id))],
  };
  if (configurationFile === undefined) {
    return [explain];
  }
  const off = new CodeAction(
    l10n.t('Turn {0} off in {1}', id, configurationFileName),
    CodeActionKind.QuickFix,
  );
  const command: CommandId = 'trailscope.turnRuleOff';
  const argument: RuleOffArgument = { rule: id, file: configurationFile.toString() };
  off.command = { command, title: off.title, arguments: [argument] };
  return [off, explain];
}
