import type { Connection } from '../../connection.ts';
import { isJsonObject, type JsonValue } from '../../json.ts';
import { isList } from './policy-document.ts';
import type { Call } from './plan.ts';

/** The AWS CLI's names of services that differ from IAM's. */
const commands: Partial<Readonly<Record<Call['service'], string>>> = { s3: 's3api' };

/**
 * A call as a command of the AWS CLI for a POSIX shell, with the credentials and the endpoint of a connection: in another
 * account something else may have the same name. Nothing in it forces anything.
 */
export function cliCommand({ service, operation, region, input }: Call, connection: Connection): string {
  const options = Object.entries(input).flatMap(([name, value]) => {
    if (value === undefined || value === null) {
      return [];
    }
    const option = kebab(name);
    if (typeof value === 'boolean') {
      return [`--${value ? '' : 'no-'}${option}`];
    }
    return [optionWith(option, argumentsOf(value))];
  });
  const { credentials, endpoint } = connection;
  return [
    'aws',
    commands[service] ?? service,
    kebab(operation),
    ...options,
    optionWith('region', [region]),
    ...(credentials.kind === 'profile' ? [optionWith('profile', [credentials.name])] : []),
    ...(endpoint === undefined ? [] : [optionWith('endpoint-url', [endpoint])]),
  ].join(' ');
}

/** What begins with a dash would be another option, unless it is tied to its own. */
function optionWith(name: string, values: readonly string[]): string {
  const [first = ''] = values;
  return `--${name}${first.startsWith('-') ? '=' : ' '}${values.map(quoted).join(' ')}`;
}

function argumentsOf(value: JsonValue): readonly string[] {
  if (isList(value) && value.length > 0 && value.every((item) => typeof item === 'string')) {
    return value;
  }
  const text = isJsonObject(value) || isList(value) ? JSON.stringify(value) : String(value);
  return [text.startsWith('{') ? onOneLine(text) : text];
}

/** JSON with nothing in it that a terminal would take for a key or draw in another order. */
function onOneLine(json: string): string {
  return json
    .replace(/[\t\n\r]/g, ' ')
    .replace(
      /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

/** `PutBucketPolicy` and `KmsKeyId` as the CLI writes them: a word begins at each capital, one of an abbreviation does not. */
function kebab(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** A word may begin with fewer characters than it may have: shells give a meaning to `=` and others at its beginning. */
function quoted(text: string): string {
  return /^[\w/][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
