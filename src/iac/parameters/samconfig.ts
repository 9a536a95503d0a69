import { parse, TomlError } from 'smol-toml';
import { isJsonObject, objectOrEmpty, type JsonObject } from '../../core/json.ts';
import type { ParametersReading } from './read-parameters.ts';

/** The templates that SAM takes when it is told of none. */
const defaultTemplates = ['template.yaml', 'template.yml', 'template.json'];

/**
 * The values that `sam deploy` would give to the parameters of a template: `parameter_overrides` of the environment
 * `default`, for all commands and for deploy. None for a template that SAM does not deploy. Never throws.
 *
 * @param document the path of the samconfig.toml, for locations
 * @param template the file name of a template in the same folder
 */
export function readSamConfig(document: string, text: string, template: string): ParametersReading {
  let root: JsonObject;
  try {
    root = objectOrEmpty(parse(text));
  } catch (error) {
    if (!(error instanceof TomlError)) {
      throw error;
    }
    const start = { line: error.line - 1, character: error.column - 1 };
    // The first line says what is wrong; the others show the place.
    const message = error.message.split('\n', 1)[0] ?? '';
    return { parameters: new Map(), problems: [{ at: { document, range: { start, end: start } }, message }] };
  }
  const environment = objectOrEmpty(root['default']);
  const options = (command: string) => objectOrEmpty(objectOrEmpty(environment[command])['parameters']);
  const [common, build, deploy] = [options('global'), options('build'), options('deploy')];
  const named = [common, build, deploy].flatMap((section) => [section['template_file'], section['template']]);
  const templates = named.filter((name) => typeof name === 'string').map((name) => name.replace(/^\.\//, ''));
  const isMeant = [...defaultTemplates, ...templates].includes(template);
  const overrides = isMeant ? [common, deploy].flatMap(overridesOf) : [];
  return { parameters: new Map(overrides), problems: [] };
}

function overridesOf({ parameter_overrides: overrides }: JsonObject): readonly (readonly [string, string])[] {
  if (isJsonObject(overrides)) {
    return Object.entries(overrides).flatMap(([name, value]) =>
      typeof value === 'object' || value === undefined ? [] : [[name, String(value)] as const],
    );
  }
  const texts = Array.isArray(overrides) ? overrides : [overrides];
  return texts.flatMap((text) => (typeof text === 'string' ? assignments(text) : []));
}

const quotable = String.raw`("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\S*)`;
const assignment = new RegExp(
  String.raw`(?:ParameterKey=([A-Za-z0-9]+),ParameterValue=|([A-Za-z0-9]+)=)${quotable}`,
  'g',
);

/** `Name=value`, with quotes around a value that has spaces, or `ParameterKey=Name,ParameterValue=value`. */
function assignments(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(assignment)].map(([, long, short, value = '']) => [
    long ?? short ?? '',
    unquoted(value),
  ]);
}

function unquoted(value: string): string {
  return /^(["']).*\1$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
}
