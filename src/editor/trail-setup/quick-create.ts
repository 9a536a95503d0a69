import { l10n } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { defaultAnswers } from '../../core/trails/setup/answers.ts';
import { trailNameProblem } from '../../core/trails/setup/validate-answers.ts';
import { connectionName } from '../connections/connection-words.ts';
import { askText } from '../connections/quick-input.ts';
import { quickWindow } from '../connections/quick-steps.ts';
import type { PlanRequest } from './plan-request.ts';

/** Proposed to those who do not mind. */
const proposal = 'audit-trail';

/**
 * Asks for the name of a trail alone; all else is as {@link defaultAnswers} says. undefined when the user cancels.
 * @throws TrailscopeError where the account cannot be read
 */
export async function askForName(
  connection: Connection,
  ports: () => Promise<AwsPorts>,
  before: string = proposal,
): Promise<PlanRequest | undefined> {
  // The bucket's name has the account in it; the question need not wait for that.
  const identity = ports().then(({ account }) => account.identity(connection, new AbortController().signal));
  identity.catch(() => undefined);
  const answer = await askText(quickWindow, {
    title: l10n.t('Quick create trail: {0}, {1}', connectionName(connection, l10n.t), connection.region),
    placeholder: l10n.t('Name of the trail'),
    prompt: l10n.t(
      'All Regions, all management events, validation, and a new bucket. You review the plan before anything is made.',
    ),
    value: before,
    stays: true,
    objection: (name) => trailNameProblem(name.trim(), l10n.t),
  });
  if (typeof answer !== 'object') {
    return undefined;
  }
  const { account } = await identity;
  return requestNamed(connection, ports, answer.value.trim(), account);
}

/** The request for a trail with the defaults. */
function requestNamed(
  connection: Connection,
  ports: () => Promise<AwsPorts>,
  name: string,
  account: string,
): PlanRequest {
  return {
    kind: 'create',
    connection,
    answers: defaultAnswers(name, connection.region, account),
    askAgain: (given) => askForName(connection, ports, given.name),
  };
}
