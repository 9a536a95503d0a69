/** What a Signature Version 4 `Authorization` header tells about a request. The signature itself is not checked. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name, such as `cloudtrail`. */
  readonly service: string;
}

const credential =
  /^AWS4-HMAC-SHA256 .*\bCredential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request\b/;

/** The credential scope of the header, or undefined for a request that is not signed with Signature Version 4. */
export function credentialScope(authorization: string | undefined): CredentialScope | undefined {
  const [, accessKeyId, region, service] = credential.exec(authorization ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    return undefined;
  }
  return { accessKeyId, region, service };
}
