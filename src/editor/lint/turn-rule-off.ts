import { l10n, Uri, workspace, WorkspaceEdit } from 'vscode';
import { configurationFileName, ruleIds } from '../../core/posture/configuration.ts';
import { objectOrEmpty } from '../../core/json.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { editsForRuleOff } from '../../iac/configuration/edit-configuration.ts';
import { vscodeRange } from './vscode-edits.ts';

/** Switches a rule off in a configuration file, which is made if need be, and saved if nothing else was changed in it. */
export async function turnRuleOff(argument: unknown): Promise<void> {
  const { rule, file } = objectOrEmpty(argument);
  if (typeof rule !== 'string' || typeof file !== 'string' || !ruleIds(allRules).includes(rule)) {
    return;
  }
  const uri = Uri.parse(file, true);
  if (uri.path.endsWith(`/${configurationFileName}`) && workspace.getWorkspaceFolder(uri) !== undefined) {
    await editConfiguration(uri, rule);
  }
}

async function editConfiguration(uri: Uri, rule: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const isThere = await workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    const text = (editsForRuleOff(undefined, rule) ?? []).map(({ newText }) => newText).join('');
    edit.createFile(uri, { contents: new TextEncoder().encode(text) });
    await workspace.applyEdit(edit);
    return;
  }
  const document = await workspace.openTextDocument(uri);
  const isClean = !document.isDirty;
  const edits = editsForRuleOff(document.getText(), rule);
  if (edits === undefined) {
    throw new TrailscopeError(
      { kind: 'invalid-input' },
      l10n.t('{0} is not well-formed JSON. Correct it first.', configurationFileName),
    );
  }
  for (const { range, newText } of edits) {
    edit.replace(uri, vscodeRange(range), newText);
  }
  if ((await workspace.applyEdit(edit)) && isClean) {
    await document.save();
  }
}
