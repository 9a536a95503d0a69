/** The six parts of an Amazon Resource Name: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  /** The IAM prefix of the service, such as `s3`. */
  readonly service: string;
  /** Empty for global services and buckets. */
  readonly region: string;
  /** Empty for buckets. */
  readonly account: string;
  /** All the rest; may itself hold colons and slashes. */
  readonly resource: string;
}

const pattern = /^arn:(aws[a-z-]{0,16}):([\w-]{1,64}):([\w-]{0,32}):(\d{12}|aws|cloudfront|):([\s\S]+)$/;

/** The parts of an ARN; undefined for a text that is none. */
export function parseArn(text: string): Arn | undefined {
  const [, partition, service, region, account, resource] = pattern.exec(text) ?? [];
  if (partition === undefined || service === undefined || resource === undefined) {
    return undefined;
  }
  return { partition, service, region: region ?? '', account: account ?? '', resource };
}
