import type { FileFault } from '../../core/log-engine.ts';

/** Why a file is set aside. The message is what its list says, in English. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly fault: FileFault;

  constructor(fault: FileFault, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.fault = fault;
  }
}

/** The system's word for what went wrong with a file, such as `EACCES`. */
export function systemCode(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : String(error);
}
