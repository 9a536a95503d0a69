import { isJsonObject } from '../../core/json.ts';
import { parseVersion, type LibraryVersion } from './library-version.ts';

/**
 * Which version of aws-cdk-lib a source file is built with: what is installed beside it or above it, else what a lock
 * file there says.
 */
export class LibraryVersions {
  readonly #read: (file: string) => Promise<string | undefined>;
  readonly #folders = new Map<string, Promise<LibraryVersion | undefined>>();

  /** @param read gives the text of a file by its path or URI; undefined for one that is not there */
  constructor(read: (file: string) => Promise<string | undefined>) {
    this.#read = read;
  }

  /** @param file with `/` or `\\` between its parts */
  async of(file: string): Promise<LibraryVersion | undefined> {
    const slash = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
    return slash <= 0 ? undefined : this.#inFolder(file.slice(0, slash));
  }

  /** Lock files or installed packages have changed. */
  forget(): void {
    this.#folders.clear();
  }

  #inFolder(folder: string): Promise<LibraryVersion | undefined> {
    const known = this.#folders.get(folder);
    if (known !== undefined) {
      return known;
    }
    const found = this.#find(folder);
    this.#folders.set(folder, found);
    return found;
  }

  async #find(folder: string): Promise<LibraryVersion | undefined> {
    for (const { name, versionIn } of evidence) {
      const text = await this.#read(`${folder}/${name}`);
      const version = text === undefined ? undefined : versionIn(text);
      if (version !== undefined) {
        return version;
      }
    }
    return this.of(folder);
  }
}

interface Evidence {
  readonly name: string;
  readonly versionIn: (text: string) => LibraryVersion | undefined;
}

/** In the order in which they are believed. */
const evidence: readonly Evidence[] = [
  {
    name: 'node_modules/aws-cdk-lib/package.json',
    versionIn: (text) => parseVersion(memberOf(text, 'version')),
  },
  {
    name: 'package-lock.json',
    versionIn: behind(/"node_modules\/aws-cdk-lib":\s*\{\s*"version":\s*"([^"]+)"/),
  },
  { name: 'yarn.lock', versionIn: behind(/^"?aws-cdk-lib@[^\n]*:\n\s+version:? "?([\d.]+)/m) },
  { name: 'pnpm-lock.yaml', versionIn: behind(/^\s+'?\/?aws-cdk-lib[@/]([\d.]+)/m) },
  { name: 'poetry.lock', versionIn: behind(/name = "aws-cdk-lib"\s+version = "([^"]+)"/) },
  { name: 'uv.lock', versionIn: behind(/name = "aws-cdk-lib"\s+version = "([^"]+)"/) },
  { name: 'Pipfile.lock', versionIn: behind(/"aws-cdk-lib":\s*\{[^{}]*"version":\s*"==([^"]+)"/) },
  { name: 'requirements.txt', versionIn: behind(/^aws-cdk-lib(?:\[[^\]]*\])?\s*==\s*([\d.]+)/m) },
];

function behind(pattern: RegExp): (text: string) => LibraryVersion | undefined {
  return (text) => parseVersion(pattern.exec(text)?.[1] ?? '');
}

function memberOf(text: string, name: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const member = isJsonObject(value) ? value[name] : undefined;
    return typeof member === 'string' ? member : '';
  } catch {
    return '';
  }
}
