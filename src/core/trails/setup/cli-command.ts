import { isJsonObject, type JsonValue } from '../../json.ts';
import { isList } from './policy-document.ts';
import type { Call } from './plan.ts';

/** The AWS CLI's names of services that differ from IAM's. */
const commands: Partial<Readonly<Record<Call['service'], string>>> = { s3: 's3api' };

/** A call as a command of the AWS CLI for a POSIX shell. Nothing in it forces anything. */
export function cliCommand({ service, operation, region, input }: Call): string {
  const options = Object.entries(input).flatMap(([name, value]) => {
    if (value === undefined || value === null) {
      return [];
    }
    const option = kebab(name);
    if (typeof value === 'boolean') {
      return [`--${value ? '' : 'no-'}${option}`];
    }
    return [`--${option}`, ...argumentsOf(value)];
  });
  return ['aws', commands[service] ?? service, kebab(operation), ...options, '--region', quoted(region)].join(
    ' ',
  );
}

function argumentsOf(value: JsonValue): readonly string[] {
  if (isList(value) && value.every((item) => typeof item === 'string')) {
    return value.map(quoted);
  }
  const text = isJsonObject(value) || isList(value) ? JSON.stringify(value) : String(value);
  return [quoted(text)];
}

/** `PutBucketPolicy` and `KmsKeyId` as the CLI writes them: a word begins at each capital, one of an abbreviation does not. */
function kebab(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
