import { serviceTitle } from './actor.ts';
import { displayText } from './display-text.ts';
import type { CloudTrailEvent } from './event.ts';
import { isServiceHost } from './services.ts';

/** What the call was made with. */
export type OriginMeans = 'console' | 'cli' | 'sdk' | 'tool' | 'service' | 'unknown';

/** Where a call came from and what it was made with. */
export interface Origin {
  /** The source address, or the name of the service that called; undefined where the record says neither. */
  readonly from: string | undefined;
  readonly means: OriginMeans;
  /** The means in a few words, such as `the console`, `AWS CLI 2.15.0`; undefined where it is not known. */
  readonly meansText: string | undefined;
}

/** Programs by what they write into the user agent, the telling ones first; `$1` is the version. */
const agents: readonly (readonly [RegExp, OriginMeans, string])[] = [
  [/Terraform\/(\d[\w.-]{0,20})/, 'tool', 'Terraform'],
  [/OpenTofu\/(\d[\w.-]{0,20})/, 'tool', 'OpenTofu'],
  [/pulumi/i, 'tool', 'Pulumi'],
  [/aws-cdk\/?(\d[\w.-]{0,20})?/i, 'tool', 'AWS CDK'],
  [/exec-env\/CloudShell/, 'cli', 'AWS CLI in CloudShell'],
  [/aws-cli\/(\d[\w.-]{0,20})/, 'cli', 'AWS CLI'],
  [/trailscope\/(\d[\w.-]{0,20})/, 'tool', 'Trailscope'],
  [
    /^console\.|S3Console|signin\.amazonaws\.com|AWS-?Console|aws-internal\/\d+.*console/i,
    'console',
    'the console',
  ],
  [/^AWS Internal$|aws-internal/i, 'service', 'AWS itself'],
  [/amazon-ssm-agent/, 'tool', 'Systems Manager Agent'],
  [/Boto3\/(\d[\w.-]{0,20})/, 'sdk', 'Boto3'],
  [/Botocore\/(\d[\w.-]{0,20})/i, 'sdk', 'botocore'],
  [/aws-sdk-js\/(\d[\w.-]{0,20})/, 'sdk', 'AWS SDK for JavaScript'],
  [/aws-sdk-go(?:-v2)?\/(\d[\w.-]{0,20})/, 'sdk', 'AWS SDK for Go'],
  [/aws-sdk-java\/(\d[\w.-]{0,20})/, 'sdk', 'AWS SDK for Java'],
  [/aws-sdk-kotlin\/(\d[\w.-]{0,20})/, 'sdk', 'AWS SDK for Kotlin'],
  [/aws-sdk-net[\w.-]{0,20}\/(\d[\w.-]{0,20})/i, 'sdk', 'AWS SDK for .NET'],
  [/aws-sdk-ruby\d?\/(\d[\w.-]{0,20})/, 'sdk', 'AWS SDK for Ruby'],
  [/aws-sdk-php\/(\d[\w.-]{0,20})/, 'sdk', 'AWS SDK for PHP'],
  [/aws-sdk-rust\/(\d[\w.-]{0,20})/, 'sdk', 'AWS SDK for Rust'],
  [/aws-sdk-cpp\/(\d[\w.-]{0,20})/i, 'sdk', 'AWS SDK for C++'],
  [/aws-sdk-swift\/(\d[\w.-]{0,20})/, 'sdk', 'AWS SDK for Swift'],
  [/PowerShell[\w.-]{0,20}\/(\d[\w.-]{0,20})/i, 'cli', 'AWS Tools for PowerShell'],
  // The console's own pages call from the browser.
  [/^Mozilla\//, 'console', 'a browser'],
];

/** A user agent is at most 1 KB by the service's own account; what tells the program stands in it. */
const longestAgent = 2048;

/** Where the call came from: the address or service, and the program as the user agent tells it. */
export function originOf(event: CloudTrailEvent): Origin {
  const from = sourceOf(event);
  if (event.actor.fromConsole) {
    return { from, means: 'console', meansText: 'the console' };
  }
  // S3 writes user agents in brackets.
  const agent = (event.userAgent ?? '').slice(0, longestAgent).replace(/^\[(.*)\]$/s, '$1');
  return { from, ...meansOf(agent) };
}

function meansOf(agent: string): Pick<Origin, 'means' | 'meansText'> {
  if (isServiceHost(agent) && !agent.startsWith('console.') && !agent.startsWith('signin.')) {
    return { means: 'service', meansText: displayText(serviceTitle(agent) ?? agent, 80) };
  }
  for (const [pattern, means, name] of agents) {
    const match = pattern.exec(agent);
    if (match !== null) {
      return { means, meansText: match[1] === undefined ? name : `${name} ${match[1]}` };
    }
  }
  const [product = ''] = agent.split(/[\s(,;]/, 1);
  return {
    means: 'unknown',
    meansText: product === '' ? undefined : displayText(product.replace('/', ' '), 60),
  };
}

function sourceOf(event: CloudTrailEvent): string | undefined {
  const address = event.sourceAddress;
  if (address === undefined) {
    return undefined;
  }
  if (address === 'AWS Internal') {
    return displayText(serviceTitle(event.actor.invokedBy) ?? 'AWS Internal', 80);
  }
  return displayText(isServiceHost(address) ? (serviceTitle(address) ?? address) : address, 80);
}
