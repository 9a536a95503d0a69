import type { JsonObject, JsonValue } from '../json.ts';

/** What a secret is replaced by. */
export const mask = '[masked]';

/** Deeper parts of a record are cut off in the copy, so that no record can exhaust the stack. */
const deepest = 100;

/** AWS's key ids by their four-letter prefixes: long-term, temporary, bearer, context and older ones. */
const keyIds = /\b(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{12,28}\b/g;

/** An access key id that can be told from others but not used to look for it: `ASIA…3KQ7`. */
export function maskKeyId(id: string): string {
  return id.length > 8 ? `${id.slice(0, 4)}…${id.slice(-4)}` : mask;
}

/** Names of members that hold secrets, in small letters without separators. */
const secretNames =
  /(?:password|passwd|passphrase|secretaccesskey|secretkey|sessiontoken|securitytoken|privatekey|clientsecret|secretstring|secretbinary|secretvalue|authtoken|accesstoken|refreshtoken|idtoken|bearertoken|signintoken|apikey|authorization|authenticationtoken|plaintext|passworddata|privatekeymaterial|keymaterial|signature|credential|presignedurl|cookie)$|^(?:token|secret|samlassertion|webidentitytoken|otp|mfacode|tokencode|authenticationcode[12]?|x-?amz-?signature)$/;

/** CloudTrail's own mark for what it leaves out. */
const alreadyHidden = /^(?:HIDDEN_|\*+$|REDACTED)/i;

/**
 * Text patterns of secrets; the first group, if any, stays. All are bounded or anchored on a literal, so that a text
 * of any size takes linear time.
 */
const secretTexts: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[^-]|-(?!----)){0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
  // Session tokens of STS, and JSON web tokens.
  /\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz)[A-Za-z0-9+/=%_-]{20,}/g,
  /\beyJ[A-Za-z0-9_-]{8,4096}\.eyJ[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{0,4096}/g,
  /([?&]X-Amz-(?:Signature|Security-Token|Credential)=)[^&\s"']{1,4096}/gi,
  /(\b(?:Signature|Credential)=)(?!\[masked])[^,\s"'&]{8,1024}/g,
  /(\b(?:Bearer|Basic) )[A-Za-z0-9+/=._~-]{8,4096}/g,
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{1,100}:)[^\s/@"']{1,200}(?=@)/g,
  /(\\?["']?\b(?:aws_?)?(?:secret_?access_?key|session_?token|security_?token|password|passwd|client_?secret|private_?key)\b\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)(?!\[masked])[^\s"'\\,;&}]{1,4096}/gi,
];

/**
 * Text without secrets, for log lines: access key ids are shortened; session tokens, signatures, passwords and
 * private keys are masked. What is left is not proven free of secrets: log no bodies in the first place.
 */
export function redactForLog(text: string): string {
  const masked = secretTexts.reduce(
    (rest, pattern) =>
      rest.replace(pattern, (_, kept: unknown) => (typeof kept === 'string' ? kept : '') + mask),
    text,
  );
  return masked.replace(keyIds, maskKeyId);
}

/** A deep copy of a record in which secret-looking values are masked, by the names of members and by their form. */
export function maskSecrets(record: JsonObject): JsonObject {
  return maskMembers(record, 0);
}

function maskMembers(object: JsonObject, depth: number): JsonObject {
  // fromEntries defines members, so that one called __proto__ stays a member.
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, maskMember(name, value ?? null, depth)]),
  );
}

function maskMember(name: string, value: JsonValue, depth: number): JsonValue {
  const holdsSecret = secretNames.test(name.toLowerCase().replace(/[_.-]/g, ''));
  if (!holdsSecret || value === null || typeof value === 'boolean') {
    return maskValue(value, depth + 1);
  }
  const isHidden = value === '' || (typeof value === 'string' && alreadyHidden.test(value));
  return isHidden ? value : mask;
}

function maskValue(value: JsonValue, depth: number): JsonValue {
  if (typeof value === 'string') {
    return redactForLog(value);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth > deepest) {
    return '…';
  }
  return isList(value) ? value.map((item) => maskValue(item, depth + 1)) : maskMembers(value, depth);
}

function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value);
}
