import { commands, env, l10n, window, type QuickPickItem } from 'vscode';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { withTime } from '../../core/query/edit-filter.ts';
import { guardDutyFilter } from '../../core/query/guardduty-filter.ts';
import { printFilter } from '../../core/query/print-filter.ts';
import {
  columnNames,
  type ColumnName,
  type ExplorerAct,
  type ExplorerRequests,
  type NamedFilter,
} from '../../protocol/explorer.ts';
import type { CommandId } from '../command-ids.ts';
import type { Memory } from '../connections/connection-store.ts';
import { withoutLinks } from '../failures/failure-nodes.ts';
import { exportEvents, type Exported } from './export-events.ts';
import { remember, remembered, usualWidth } from './explorer-memory.ts';
import type { EditorRequest, ExplorerPanel } from './explorer-panel.ts';
import { withSaved } from './explorer-session.ts';
import { askInvestigation, investigate } from './investigate.ts';
import { rowView } from './row-view.ts';
import { timesSetting } from '../settings/settings.ts';

/** What the acts of an explorer need. */
export interface ActDeps {
  readonly memory: Memory;
  /** Lets the user choose other connections for the explorer. */
  readonly chooseSources: (panel: ExplorerPanel) => Promise<void>;
  /** Lists the log files of an explorer that could not be read. */
  readonly showBadFiles: (panel: ExplorerPanel) => Promise<void>;
  /** Tells all explorers which filters are saved now. */
  readonly savedChanged: (saved: readonly NamedFilter[]) => void;
}

/** Does what the page asks of the editor. */
export async function actFor(deps: ActDeps, request: EditorRequest, panel: ExplorerPanel): Promise<unknown> {
  switch (request.kind) {
    case 'act':
      return act(deps, request.what, panel);
    case 'open':
      return open(request, panel);
    case 'copy':
      return copy(request.row, request.column, panel);
    case 'columns':
      return remember(deps.memory, { columns: request.columns });
    case 'remember':
      return remember(deps.memory, { ui: request.ui });
  }
}

async function act(deps: ActDeps, what: ExplorerAct, panel: ExplorerPanel): Promise<void> {
  const { session } = panel;
  const { data } = session;
  switch (what) {
    case 'read':
      if (data.reading.state === 'done') {
        session.refresh();
      } else {
        session.read();
      }
      return;
    case 'pause':
      data.pause();
      return;
    case 'thorough':
      data.searchThoroughly();
      session.read();
      return;
    case 'show-bad-files':
      return deps.showBadFiles(panel);
    case 'full-speed':
    case 'half-speed':
      data.isFullSpeed = what === 'full-speed';
      return;
    case 'choose-sources':
      return deps.chooseSources(panel);
    case 'choose-columns':
      return chooseColumns(deps.memory, panel);
    case 'investigate':
      return startInvestigation(panel);
    case 'close-answer':
      session.answer('', undefined);
      return;
    case 'paste-finding':
      return pasteFinding(panel);
    case 'export':
      return showExported(await exportEvents(data));
    default:
      return editFilters(what, deps, panel);
  }
}

async function editFilters(
  what: 'save-filter' | 'forget-filter' | 'ignore-filter' | 'edit-ignore-list',
  { memory, savedChanged }: ActDeps,
  { session }: ExplorerPanel,
): Promise<void> {
  const text = printFilter(session.filter);
  const { noise } = session.memory;
  // Another explorer may have saved one while the user was asked.
  const save = async (change: (saved: readonly NamedFilter[]) => readonly NamedFilter[]): Promise<void> => {
    const saved = change(remembered(memory).saved);
    await remember(memory, { saved });
    savedChanged(saved);
  };
  switch (what) {
    case 'save-filter': {
      const name = await window.showInputBox({
        title: l10n.t('Save filter'),
        prompt: text,
        placeHolder: l10n.t('Name'),
        validateInput: (value) => (value.trim() === '' ? l10n.t('A filter needs a name') : undefined),
      });
      if (name !== undefined) {
        await save((saved) => withSaved(saved, { name: name.trim(), text }));
      }
      break;
    }
    case 'forget-filter': {
      const items = remembered(memory).saved.map((each) => ({ label: each.name, description: each.text }));
      const title = l10n.t('Delete saved filters');
      const picked = await window.showQuickPick(items, { title, canPickMany: true });
      const gone = new Set(picked?.map(({ label }) => label));
      await save((saved) => saved.filter(({ name }) => !gone.has(name)));
      break;
    }
    case 'ignore-filter': {
      // What is ignored is so at any time, and a filter that everything passes would hide all of it.
      const ignored = printFilter(withTime(session.filter, undefined));
      if (ignored === '') {
        void window.showInformationMessage(
          l10n.t('Filter for what is to be hidden first, by more than its time.'),
        );
        break;
      }
      session.hide({ ignoreList: [...new Set([...noise.ignoreList, ignored])], ignored: true, isOn: true });
      break;
    }
    case 'edit-ignore-list': {
      const items = noise.ignoreList.map((label) => ({ label, picked: true }));
      const title = l10n.t('What is hidden');
      const kept = await window.showQuickPick(items, { title, canPickMany: true });
      session.hide(kept === undefined ? {} : { ignoreList: kept.map(({ label }) => label) });
      break;
    }
  }
}

async function startInvestigation({ session }: ExplorerPanel): Promise<void> {
  const asked = await askInvestigation();
  await (asked && investigate(session, asked.investigation, asked.parameters));
}

async function chooseColumns(memory: Memory, panel: ExplorerPanel): Promise<void> {
  const { columns } = remembered(memory);
  const items = columnNames.map((name): QuickPickItem & { readonly name: ColumnName } => ({
    label: columnTitle(name),
    name,
    picked: columns.some((column) => column.name === name),
  }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Columns'), canPickMany: true });
  if (picked === undefined || picked.length === 0) {
    return;
  }
  const chosen = picked.map(({ name }) => name);
  const kept = columns.filter(({ name }) => chosen.includes(name));
  const added = chosen.filter((name) => !kept.some((column) => column.name === name));
  await remember(memory, {
    columns: [...kept, ...added.map((name) => ({ name, width: usualWidth(name) }))],
  });
  await panel.begin();
}

function columnTitle(name: ColumnName): string {
  switch (name) {
    case 'time':
      return l10n.t('Time');
    case 'event':
      return l10n.t('Event');
    case 'who':
      return l10n.t('Who');
    case 'what':
      return l10n.t('What');
    case 'from':
      return l10n.t('From');
    case 'result':
      return l10n.t('Result');
    case 'region':
      return l10n.t('Region');
    case 'account':
      return l10n.t('Account');
    case 'service':
      return l10n.t('Service');
    case 'key':
      return l10n.t('Access key');
    case 'agent':
      return l10n.t('User agent');
    case 'id':
      return l10n.t('Event id');
  }
}

/** From the clipboard, else from a box: a finding is too long to be typed. */
async function pasteFinding({ session }: ExplorerPanel): Promise<void> {
  const pasted = guardDutyFilter(await env.clipboard.readText());
  const text =
    pasted === undefined
      ? await window.showInputBox({
          title: l10n.t('Events around a GuardDuty finding'),
          prompt: l10n.t('Paste the JSON of the finding'),
          ignoreFocusOut: true,
        })
      : undefined;
  const finding = pasted ?? (text === undefined ? undefined : guardDutyFilter(text));
  if (finding !== undefined) {
    session.show(finding.filter);
  } else if (text !== undefined) {
    const message = l10n.t('This is no GuardDuty finding that names a caller, an address or a resource.');
    throw new TrailscopeError({ kind: 'invalid-input' }, message);
  }
}

async function open(
  { row, toSide, keepsFocus }: ExplorerRequests['open'][0],
  { session }: ExplorerPanel,
): Promise<void> {
  const item = await session.data.eventOf(row);
  const command: CommandId = toSide ? 'trailscope.openEventToSide' : 'trailscope.openEvent';
  await (item && commands.executeCommand(command, item, { preserveFocus: keepsFocus }));
}

async function copy(row: number, column: ColumnName, { session }: ExplorerPanel): Promise<void> {
  const item = await session.data.eventOf(row);
  await (item && env.clipboard.writeText(rowView({ row, event: item.event }, timesSetting()).cells[column]));
}

async function showExported(exported: Exported | undefined): Promise<void> {
  if (exported === undefined) {
    return;
  }
  const { file, missing } = exported;
  const place = withoutLinks(file.scheme === 'file' ? file.fsPath : file.toString(true));
  const openFile = l10n.t('Open');
  const choice =
    missing === undefined
      ? await window.showInformationMessage(l10n.t('Events were written to {0}.', place), openFile)
      : await window.showWarningMessage(
          l10n.t('Events were written to {0}, but not all that match: {1}', place, missing),
          openFile,
        );
  if (choice === openFile) {
    await commands.executeCommand('vscode.open', file);
  }
}
