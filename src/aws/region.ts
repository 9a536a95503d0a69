import { partition } from '@aws-sdk/core/client';
import type { CredentialSource } from '../core/connection.ts';
import { readSettings } from './configuration/applied-settings.ts';
import { nonEmpty, valueOf, type Environment } from './configuration/shared-files.ts';

/**
 * The Region that the user works in by default: AWS_REGION, AWS_DEFAULT_REGION, or the `region` of the profile.
 * Undefined when none says so; then somebody has to ask the user.
 * @param source without it, or for one that is no profile: the profile that AWS_PROFILE names, else `default`
 */
export async function defaultRegion(
  source?: CredentialSource,
  environment: Environment = process.env,
): Promise<string | undefined> {
  const variable = nonEmpty(environment['AWS_REGION']) ?? nonEmpty(environment['AWS_DEFAULT_REGION']);
  return variable ?? valueOf((await readSettings(source, environment)).profile, 'region');
}

/**
 * Whether the SDK's list of partitions has the Region. A Region that opened after the SDK was built is unknown too, so
 * this may explain a failure but must not cause one.
 */
export function isKnownRegion(region: string): boolean {
  // A Region that only matches a partition's pattern gets the partition's own members; a listed one has a description.
  return 'description' in partition(region);
}
