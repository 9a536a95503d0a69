import { partition } from '@aws-sdk/core/client';
import type { CredentialSource } from '../core/connection.ts';
import { parseArn } from '../core/events/arn.ts';
import { partitionOf, partitionWithId } from '../core/partitions.ts';
import { readSettings, type AppliedSettings } from './configuration/applied-settings.ts';
import { nonEmpty, valueOf, type Environment } from './configuration/shared-files.ts';

/**
 * The Region that the user works in by default: AWS_REGION, AWS_DEFAULT_REGION, or the `region` of the profile; where
 * none says so, the home of the partition if what is signed in to is not in the standard one. Undefined where nothing
 * tells; then somebody has to ask the user.
 * @param source without it, or for one that is no profile: the profile that AWS_PROFILE names, else `default`
 */
export async function defaultRegion(
  source?: CredentialSource,
  environment: Environment = process.env,
): Promise<string | undefined> {
  const variable = nonEmpty(environment['AWS_REGION']) ?? nonEmpty(environment['AWS_DEFAULT_REGION']);
  if (variable !== undefined) {
    return variable;
  }
  const settings = await readSettings(source, environment);
  return valueOf(settings.profile, 'region') ?? homeElsewhere(settings);
}

/** The home Region of China, GovCloud or another partition that the profile's role or sign-in is in. */
function homeElsewhere({ profile, ssoSession }: AppliedSettings): string | undefined {
  const arn = parseArn(valueOf(profile, 'role_arn') ?? valueOf(profile, 'login_session') ?? '');
  const signInRegion = valueOf(ssoSession, 'sso_region') ?? valueOf(profile, 'sso_region');
  const { id, globalRegion } =
    arn === undefined ? partitionOf(signInRegion ?? '') : partitionWithId(arn.partition);
  return id === 'aws' ? undefined : globalRegion;
}

/**
 * Whether the SDK's list of partitions has the Region. A Region that opened after the SDK was built is unknown too, so
 * this may explain a failure but must not cause one.
 */
export function isKnownRegion(region: string): boolean {
  // A Region that only matches a partition's pattern gets the partition's own members; a listed one has a description.
  return 'description' in partition(region);
}
