import { commands, l10n, ProgressLocation, window } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import { displayText } from '../../core/events/display-text.ts';
import { trailPage } from '../../core/console-links.ts';
import { hasConsole } from '../connections/console-access.ts';
import { quickWindow } from '../connections/quick-steps.ts';
import { askText } from '../connections/quick-input.ts';
import { openAddress } from '../open-address.ts';
import { timesSetting, type SettingId } from '../settings/settings.ts';
import type { LeftRun } from './journal-files.ts';
import { closePlan, showPlan } from './plan-editors.ts';
import { placeRows, planTitle, type PlanPlace } from './plan-text.ts';
import { outcomeText, stopTexts } from './report-text.ts';
import type { LeftChoice, Report, SetupWindow } from './setup-window.ts';

/** Shows a trail in the Trails view. */
export type Reveal = (connection: Connection, arn: string) => Promise<void>;

/** The editor's own dialogs and documents. */
export function editorWindow(reveal: Reveal): SetupWindow {
  return {
    show: showPlan,
    close: closePlan,
    progress: inProgress,
    allowsChanges,
    typesName,
    async allowsManaged(place, notices) {
      const go = l10n.t('Plan the change');
      const texts = notices.map(({ message }) => plain(message));
      const detail = [...texts, '', ...rowLines(place)].join('\n');
      const question = l10n.t('Change what another tool manages?');
      return (await window.showWarningMessage(question, { modal: true, detail }, go)) === go;
    },
    chooseFor,
    async tellReadOnly() {
      const id: SettingId = 'trailscope.readOnly';
      const open = l10n.t('Open setting');
      const message = l10n.t('The setting {0} is on: Trailscope changes nothing.', id);
      later(window.showWarningMessage(message, open), async (choice) => {
        if (choice === open) {
          await commands.executeCommand('workbench.action.openSettings', `@id:${id}`);
        }
      });
      return Promise.resolve();
    },
    tell(message) {
      later(window.showWarningMessage(plain(message)));
      return Promise.resolve();
    },
    async tellEnded(plan, place, result) {
      const { stop, outcome } = result;
      await showPlan(plan);
      const sentence = outcomeText(place.plan, result, l10n.t);
      if (stop === undefined) {
        tellDone(plain(sentence), place, reveal);
      } else if (stop.kind === 'cancelled' && outcome === 'undone') {
        later(window.showInformationMessage(plain(sentence)));
      } else {
        const [why = ''] = stopTexts(stop, l10n.t);
        later(window.showErrorMessage(plain(`${sentence} ${why}`)));
      }
    },
  };
}

async function inProgress<T>(
  title: string,
  work: (report: Report, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return await window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => {
      abort.abort();
    });
    return work((message, percent) => {
      progress.report({ message, ...(percent !== undefined && { increment: percent }) });
    }, abort.signal);
  });
}

/** Does something when a notification is answered, which may be never. */
function later<T>(shown: Thenable<T>, then: (choice: T) => unknown = () => undefined): void {
  void shown.then(then);
}

function tellDone(message: string, { plan, connection }: PlanPlace, reveal: Reveal): void {
  const show = l10n.t('Show trail');
  const open = l10n.t('Open in the AWS console');
  const page = hasConsole(connection) ? trailPage(plan.trail.arn) : undefined;
  const buttons = page === undefined ? [show] : [show, open];
  later(window.showInformationMessage(message, ...buttons), async (choice) => {
    if (choice === show) {
      await reveal(connection, plan.trail.arn);
    } else if (choice === open) {
      await openAddress(page);
    }
  });
}

async function allowsChanges(place: PlanPlace): Promise<boolean> {
  const allow = l10n.t('Allow changes');
  const detail = [
    ...rowLines(place),
    '',
    l10n.t(
      'So far Trailscope only reads with these credentials. What you allow holds until this window is closed. Only plans that you have reviewed are applied.',
    ),
  ].join('\n');
  const question = l10n.t('Allow changes in the account {0}?', place.plan.account);
  return (await window.showWarningMessage(question, { modal: true, detail }, allow)) === allow;
}

function rowLines(place: PlanPlace): readonly string[] {
  return placeRows(place, l10n.t).map(([label, text]) => plain(`${label}: ${text}`));
}

async function typesName({ plan }: PlanPlace): Promise<boolean> {
  const { name } = plan.trail;
  const answer = await askText(quickWindow, {
    title: planTitle(plan, l10n.t),
    placeholder: l10n.t('Name of the trail'),
    prompt: l10n.t('Type the name of the trail to stop its logging: {0}', name),
    value: '',
    stays: true,
    objection: (text) => (text === name ? undefined : l10n.t('This is not the name of the trail.')),
  });
  return typeof answer === 'object';
}

async function chooseFor({ run }: LeftRun): Promise<LeftChoice> {
  const { plan, time, did, canResume } = run;
  const resume = l10n.t('Resume');
  const undo = l10n.t('Undo');
  const forget = l10n.t('Forget…');
  const message = l10n.t(
    '{0} in {1} was broken off ({2}); {3} of {4} steps were done.',
    planTitle(plan, l10n.t),
    plan.account,
    timesSetting().full(time),
    did.size,
    plan.steps.length,
  );
  const canUndo = plan.kind === 'create-trail';
  const buttons = [...(canResume ? [resume] : []), ...(canUndo ? [undo] : []), l10n.t('Later'), forget];
  switch (await window.showWarningMessage(plain(message), ...buttons)) {
    case resume:
      return 'resume';
    case undo:
      return 'undo';
    case forget:
      return (await isForgotten(run)) ? 'forget' : undefined;
    default:
      return undefined;
  }
}

async function isForgotten({ plan, did, doubtful }: LeftRun['run']): Promise<boolean> {
  const stays = plan.steps
    .filter(({ id }) => did.has(id) || id === doubtful)
    .flatMap(({ makes, changes }) => makes ?? changes?.of ?? []);
  const detail = [
    l10n.t(
      'It can then be neither resumed nor undone by Trailscope. This stays in the account {0}:',
      plan.account,
    ),
    ...(stays.length === 0 ? [l10n.t('nothing that Trailscope knows of')] : stays.map(plain)),
  ].join('\n');
  const forget = l10n.t('Forget');
  const question = l10n.t('Forget that "{0}" was broken off?', planTitle(plan, l10n.t));
  return (await window.showWarningMessage(question, { modal: true, detail }, forget)) === forget;
}

/**
 * A text for a notification or a dialog, which may quote tags and names of others: one line, nothing invisible, and no
 * link, which VS Code makes of `[text](command:...)`.
 */
function plain(text: string): string {
  return displayText(text, 1000).replaceAll('](', '] (');
}
