import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The rules of the .gitignore files that reach a folder; the nearest rule that speaks of a path decides. */
export class IgnoredFiles {
  /** Nearest first. */
  readonly #levels: readonly Level[];

  private constructor(levels: readonly Level[]) {
    this.#levels = levels;
  }

  /** The rules from the root of the repository down to the folder; without a repository, only the folder's own. */
  static async above(folder: string): Promise<IgnoredFiles> {
    const outer: string[] = [];
    for (let current = folder; ; current = path.dirname(current)) {
      outer.unshift(current);
      if (await exists(path.join(current, '.git'))) {
        break;
      }
      if (path.dirname(current) === current) {
        return new IgnoredFiles([]).below(folder);
      }
    }
    let result = new IgnoredFiles([]);
    for (const current of outer) {
      result = await result.below(current);
    }
    // Who names a folder that git ignores, such as one with generated templates, wants to have it linted.
    return result.isIgnored(folder, true) ? new IgnoredFiles([]).below(folder) : result;
  }

  /** With the rules of a folder inside. */
  async below(folder: string): Promise<IgnoredFiles> {
    const text = await readFile(path.join(folder, '.gitignore'), 'utf8').catch(() => undefined);
    return text === undefined
      ? this
      : new IgnoredFiles([{ folder, rules: ignore().add(text) }, ...this.#levels]);
  }

  isIgnored(file: string, isFolder: boolean): boolean {
    for (const { folder, rules } of this.#levels) {
      const relative = path.relative(folder, file).replaceAll(path.sep, '/');
      if (relative === '') {
        continue;
      }
      const { ignored, unignored } = rules.test(isFolder ? `${relative}/` : relative);
      if (ignored || unignored) {
        return ignored;
      }
    }
    return false;
  }
}

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
