/** What an error's answer says beside code and message. */
interface ErrorExtras {
  /** Headers such as S3's `x-amz-bucket-region`. By lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Elements such as S3's `BucketName` and `Endpoint`. */
  readonly details?: Readonly<Record<string, string>>;
}

/** An error that a service answers with: AWS's code, its message and the HTTP status. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status = 400, { headers = {}, details = {} }: ErrorExtras = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
    this.details = details;
  }
}
