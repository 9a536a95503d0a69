/**
 * The English in the names of API calls: `AuthorizeSecurityGroupIngress` is "authorize" and "security group ingress".
 */

/** A verb as a person would say it for the API's own, where the API's sounds odd in a sentence. */
const plainVerbs = new Map([
  ['get', 'read'],
  ['describe', 'look up'],
  ['head', 'check'],
  ['put', 'set'],
  ['lookup', 'look up'],
  ['login', 'log in'],
  ['logout', 'log out'],
  ['signin', 'sign in'],
]);

/** The verbs that names of API calls begin with. A name that begins otherwise is not put into a sentence word by word. */
const verbs = new Set(
  `abort accept acknowledge activate add advertise allocate allow analyze apply approve archive assign associate
  assume attach authenticate authorize begin build bundle cancel change check claim clear clone close commit compare
  complete compose configure confirm connect consume continue convert copy count create deactivate decline decode
  decrease decrypt define delete deliver deny deploy deprecate deprovision deregister derive describe detach detect
  disable disassociate disconnect discover dismiss dissociate download drop edit enable encrypt end enroll estimate
  evaluate exchange execute exit expire export extend federate fetch filter finalize find flush forget generate get
  grant head hibernate import include increase infer ingest initialize initiate insert install invalidate invite
  invoke issue join label leave link list lock lookup login logout manage mark merge migrate modify monitor move notify
  open optimize order override pause peer perform poll post predict prepare preview process promote propagate provide
  provision publish pull purchase purge push put query read rebalance reboot rebuild receive recognize record recover
  redact redeem refresh register reject release reload remove rename render renew reorder replace replicate report
  request resend reserve reset resize resolve respond restart restore restrict resume resync retire retrieve retry
  return reverse revoke rollback rotate route run sample save scale scan schedule search select send set share sign
  simulate skip split start stop stream submit subscribe suggest suspend swap switch sync synthesize tag terminate test
  track train transfer transform translate trigger unarchive unassign undeploy unlink unlock unmonitor unpeer unshare
  unsubscribe untag update upgrade upload use validate verify view vote wait warm withdraw write`.split(
    /\s+/,
  ),
);

/** Past tenses that the rules below would get wrong. */
const irregular = new Map([
  ['be', 'was'],
  ['begin', 'began'],
  ['build', 'built'],
  ['choose', 'chose'],
  ['find', 'found'],
  ['forget', 'forgot'],
  ['get', 'got'],
  ['give', 'gave'],
  ['leave', 'left'],
  ['let', 'let'],
  ['make', 'made'],
  ['put', 'put'],
  ['read', 'read'],
  ['rebuild', 'rebuilt'],
  ['rerun', 'reran'],
  ['resend', 'resent'],
  ['reset', 'reset'],
  ['run', 'ran'],
  ['see', 'saw'],
  ['send', 'sent'],
  ['set', 'set'],
  ['shut', 'shut'],
  ['split', 'split'],
  ['take', 'took'],
  ['undo', 'undid'],
  ['withdraw', 'withdrew'],
  ['write', 'wrote'],
]);

/** Verbs that double their last letter: "stopped", but "opened". */
const doubling = new Set(
  'admit commit drop log map plan refer scan ship skip stop submit swap tag transfer trim unmap untag wrap'.split(
    ' ',
  ),
);

/** The past tense of a verb; of a phrase such as "look up" that of its first word. */
export function pastTense(verb: string): string {
  const space = verb.indexOf(' ');
  if (space > 0) {
    return pastTense(verb.slice(0, space)) + verb.slice(space);
  }
  const known = irregular.get(verb);
  if (known !== undefined) {
    return known;
  }
  if (doubling.has(verb)) {
    return `${verb}${verb.slice(-1)}ed`;
  }
  if (verb.endsWith('e')) {
    return `${verb}d`;
  }
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}

/** Words that keep capitals, by their small form. */
const capitals = new Map(
  `ACL ACLs AMI API APIs ARN AWS CA CIDR CNAME CORS DB DHCP DNS EBS EC2 ECR ECS EFS EIP EKS EMR FPGA HSM IAM ID IDs IP IPAM KMS
  MFA NAT OIDC OTP RDS S3 SAML SDK SMS SNS SQL SQS SSH SSL SSM SSO TLS URL VM VPC VPCs VPN WAF XSS`
    .split(/\s+/)
    .map((word) => [word.toLowerCase(), word]),
);

/** The date and revision that Lambda and a few others put behind names: `CreateFunction20150331v2`. */
const revision = /(?:_?\d{4}_?\d{2}_?\d{2})(?:v\d+)?$/;

const words = /[A-Z]+s(?![a-z])|[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z][a-z0-9]*|\d+/g;

/** The longest name that is taken apart; API names are shorter than 80. */
const longestName = 100;

/** An API name without the revision that some services put behind it. */
export function withoutRevision(name: string): string {
  return name.replace(revision, '');
}

/** An API name as words: small letters, but for abbreviations such as VPC. */
export function wordsOf(name: string): readonly string[] {
  const parts = withoutRevision(name.slice(0, longestName)).match(words) ?? [];
  return parts.map((part) => capitals.get(part.toLowerCase()) ?? (isShout(part) ? part : part.toLowerCase()));
}

/** An abbreviation that is not in the table: several capitals. */
function isShout(part: string): boolean {
  return part.length > 1 && part === part.toUpperCase() && /[A-Z]/.test(part);
}

/** Names of services that the rule for words takes apart, by their small forms. */
const compounds = new Map([
  ['auto scaling', 'Auto Scaling'],
  ['cloud formation', 'CloudFormation'],
  ['cloud front', 'CloudFront'],
  ['cloud trail', 'CloudTrail'],
  ['cloud watch', 'CloudWatch'],
  ['direct connect', 'Direct Connect'],
  ['graphql', 'GraphQL'],
  ['elasticsearch', 'Elasticsearch'],
]);
const compound = new RegExp(`\\b(?:${[...compounds.keys()].join('|')})\\b`, 'g');

function asNoun(rest: readonly string[]): string {
  return rest.join(' ').replace(compound, (name) => compounds.get(name) ?? name);
}

/** What an API name says: its verb in plain English, and what it is done to. */
export interface ApiWords {
  readonly verb: string;
  /** Such as "security group ingress"; empty for names like `Decrypt`. */
  readonly noun: string;
}

/** Takes an API name apart; undefined for a name that does not begin with a verb, such as `SecretRotationFailed`. */
export function apiWords(name: string): ApiWords | undefined {
  const [first = '', ...rest] = wordsOf(name);
  const second = rest[0] ?? '';
  if (['batch', 'admin', 'bulk', 'transact'].includes(first) && verbs.has(second)) {
    return { verb: plainVerbs.get(second) ?? second, noun: asNoun(rest.slice(1)) };
  }
  if (first === 're' && verbs.has(second)) {
    return { verb: `re-${second}`, noun: asNoun(rest.slice(1)) };
  }
  return verbs.has(first) ? { verb: plainVerbs.get(first) ?? first, noun: asNoun(rest) } : undefined;
}

/** Whether the noun means several things. */
export function isPlural(noun: string): boolean {
  return /s$/i.test(noun) && !/(ss|us|is|DNS|TLS|SMS|SNS|SQS|KMS|EKS|ECS|EFS|access|status)$/.test(noun);
}

/** One of several: "policies" to "policy". */
export function singular(noun: string): string {
  if (!isPlural(noun)) {
    return noun;
  }
  if (noun.endsWith('ies')) {
    return `${noun.slice(0, -3)}y`;
  }
  return noun.replace(/(?<=ss|x|ch|sh)es$|s$/, '');
}

/** The noun with "a" or "an". */
export function withArticle(noun: string): string {
  // Said letter by letter: an MFA device, but a VPC.
  const soundsLikeVowel = /^(?:[aeio]|[AEIO][a-z]|un(?!i)|up|[AEFHILMNORSX](?:[A-Z0-9]|\b))/.test(noun);
  return `${soundsLikeVowel ? 'an' : 'a'} ${noun}`;
}
