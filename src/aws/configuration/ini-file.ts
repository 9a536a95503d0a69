import type { ConfigurationProblem } from '../../core/user-configuration.ts';

/** A value and where it stands. */
export interface Setting {
  readonly value: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Settings by their names in lower case; one of a nested block is named `cloudtrail.endpoint_url`. */
export type Settings = ReadonlyMap<string, Setting>;

/** What stands between one `[name]` and the next. */
export interface IniSection {
  /** What is between the brackets. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly settings: Settings;
}

export interface IniFile {
  /** In the order of the file; a name can come twice. */
  readonly sections: readonly IniSection[];
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads the format of AWS's shared files. The SDK's own reader tells no line numbers and drops what it does not
 * understand; this one keeps both, so that the user can be told what is wrong and where. Where AWS's tools differ, it
 * takes what any of them takes: settings in any case (as the AWS CLI), comments behind a value (as the SDKs).
 */
export function parseIni(file: string, text: string): IniFile {
  const reader = new IniReader(file);
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    reader.read(line, index + 1);
  }
  return reader;
}

class IniReader implements IniFile {
  readonly sections: (IniSection & { readonly settings: Map<string, Setting> })[] = [];
  readonly problems: ConfigurationProblem[] = [];
  readonly #file: string;
  /** The setting without a value that a nested block belongs to. */
  #block: string | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  read(text: string, line: number): void {
    const trimmed = text.trim();
    if (trimmed === '' || /^[#;]/.test(trimmed)) {
      return;
    }
    const [, name] = /^\[(.*)\]\s*([#;].*)?$/.exec(trimmed) ?? [];
    if (name === undefined) {
      this.#readSetting(trimmed, line, /^\s/.test(text));
    } else {
      this.#block = undefined;
      this.sections.push({ name: name.trim(), file: this.#file, line, settings: new Map() });
    }
  }

  #readSetting(text: string, line: number, isIndented: boolean): void {
    const section = this.sections.at(-1);
    const equals = text.indexOf('=');
    if (equals < 1) {
      this.#report('not-a-setting', line, section?.name);
      return;
    }
    const name = text.slice(0, equals).trim().toLowerCase();
    if (section === undefined) {
      this.#report('setting-outside-section', line, undefined, name);
      return;
    }
    if (!isIndented) {
      this.#block = undefined;
    }
    const value = withoutComment(name, text.slice(equals + 1).trim());
    if (value === '' && !isIndented) {
      this.#block = name;
    }
    const path = isIndented && this.#block !== undefined ? `${this.#block}.${name}` : name;
    section.settings.set(path, { value, file: this.#file, line });
  }

  #report(
    kind: ConfigurationProblem['kind'],
    line: number,
    section: string | undefined,
    subject?: string,
  ): void {
    this.problems.push({ kind, file: this.#file, line, section, subject });
  }
}

/** A command may have such signs in it. */
function withoutComment(name: string, value: string): string {
  return name === 'credential_process' ? value : value.replace(/(^|\s)[#;].*$/, '').trim();
}
