/** A command line that cannot be followed. The message is for the user, who is shown it with the hint and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint: string;

  constructor(message: string, hint = 'Run "trailscope --help" for the commands and options.') {
    super(message);
    this.hint = hint;
  }
}
