import type { JsonValue } from '../../../core/json.ts';
import { trailArn } from '../../sample/sample-trails.ts';
import { recordsRegion } from '../../state/sample-trail.ts';
import type { SampleTrail } from '../../state/sample-trail.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call } from '../service.ts';

const arnPattern = /^arn:aws:cloudtrail:([a-z0-9-]+):(\d{12}):trail\/(.+)$/;

/**
 * The trail that a call names, by name in its home Region or by ARN wherever it records.
 * @throws ServiceError InvalidTrailNameException, CloudTrailARNInvalidException, TrailNotFoundException
 */
export function findTrail(call: Call, nameOrArn: JsonValue | undefined): SampleTrail {
  const arn = arnOf(call, nameOrArn);
  const trail = call.state.trails.get(arn);
  if (trail === undefined || !recordsRegion(trail, call.region)) {
    throw unknownTrail(call, arn);
  }
  return trail;
}

/**
 * The trail that a call is about to change, which works in its home Region alone.
 * @throws ServiceError as {@link findTrail}, and InvalidHomeRegionException
 */
export function findTrailAtHome(call: Call, nameOrArn: JsonValue | undefined): SampleTrail {
  const arn = arnOf(call, nameOrArn);
  const trail = call.state.trails.get(arn);
  if (trail === undefined) {
    throw unknownTrail(call, arn);
  }
  const home = trail.description.HomeRegion;
  if (home !== call.region) {
    const message = `Trail ${arn} can only be changed in its home region ${home}.`;
    throw new ServiceError('InvalidHomeRegionException', message);
  }
  return trail;
}

/**
 * The ARN for a name, which stands for a trail of the call's Region, or for an ARN.
 * @throws ServiceError InvalidTrailNameException, CloudTrailARNInvalidException
 */
export function arnOf({ state, region }: Call, nameOrArn: JsonValue | undefined): string {
  if (typeof nameOrArn !== 'string' || nameOrArn === '') {
    throw new ServiceError('InvalidTrailNameException', 'Trail name cannot be blank!');
  }
  if (!nameOrArn.startsWith('arn:')) {
    checkTrailName(nameOrArn);
    return trailArn(state.accountId, region, nameOrArn);
  }
  if (!arnPattern.test(nameOrArn)) {
    throw invalidArn(nameOrArn);
  }
  return nameOrArn;
}

/**
 * Whether a text can be a trail's name: letters, digits, `.`, `_` and `-`, the marks never side by side nor at an
 * end, 3 to 128 characters, not the form of an address.
 * @throws ServiceError InvalidTrailNameException
 */
export function checkTrailName(name: string): void {
  const problem = trailNameProblem(name);
  if (problem !== undefined) {
    throw new ServiceError('InvalidTrailNameException', problem);
  }
}

function trailNameProblem(name: string): string | undefined {
  if (name.length < 3) {
    return `Trail name too short. Minimum allowed length: 3 characters. Specified name length: ${name.length} characters.`;
  }
  if (name.length > 128) {
    return `Trail name too long. Maximum allowed length: 128 characters. Specified name length: ${name.length} characters.`;
  }
  if (/[^A-Za-z0-9._-]/.test(name)) {
    return 'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).';
  }
  if (!/^[A-Za-z0-9]/.test(name)) {
    return 'Trail name must starts with a letter or number.';
  }
  if (!/[A-Za-z0-9]$/.test(name)) {
    return 'Trail name must ends with a letter or number.';
  }
  if (/[._-]{2}/.test(name)) {
    return 'Trail name cannot have adjacent periods (.), hyphens (-) or underscores (_).';
  }
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) ? 'Trail name cannot be in IP address format.' : undefined;
}

/** The answer to an ARN that is not one of a trail. */
export function invalidArn(arn: string): ServiceError {
  return new ServiceError('CloudTrailARNInvalidException', `CloudTrail ARN is invalid: ${arn}`);
}

function unknownTrail({ state }: Call, arn: string): ServiceError {
  const message = `Unknown trail: ${arn} for the user: ${state.accountId}`;
  return new ServiceError('TrailNotFoundException', message);
}
