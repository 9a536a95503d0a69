import type { Posture } from '../posture.ts';
import { booleanOf, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { verdictOn, wantSet } from './wanted-property.ts';

const type = 'AWS::CloudTrail::EventDataStore';
const reference =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-eventdatastore.html';

export const eventDataStoreEncryption: Rule = {
  id: 'event-data-store-encryption',
  family: 'posture',
  severity: 'info',
  title: 'The event data store has no key of its own',
  what: 'An event data store has no `KmsKeyId`.',
  why: 'CloudTrail encrypts the events all the same, with a key that it owns: nobody can withdraw the use of it or see it used. A key cannot be changed or removed once it is set.',
  fix: 'Set `KmsKeyId` to a key whose policy lets CloudTrail use it. Such a policy cannot limit `aws:SourceArn`.',
  alsoKnownAs: ['CKV_AWS_294', 'CT.CLOUDTRAIL.PR.4', 'CloudTrail.10'],
  sources: [
    reference,
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  ],
  check: checkEncryption,
};

function* checkEncryption({ ofType }: Posture): Iterable<Verdict> {
  for (const store of ofType(type)) {
    yield* wantSet(store, 'KmsKeyId', {
      message:
        'CloudTrail encrypts these events with a key that it owns and that you cannot control. Set KmsKeyId to a key of your own.',
    });
  }
}

export const eventDataStoreTerminationProtection: Rule = {
  id: 'event-data-store-termination-protection',
  family: 'posture',
  severity: 'warning',
  title: 'The event data store can be deleted at once',
  what: '`TerminationProtectionEnabled` of an event data store is false. It is on where the property is missing.',
  why: 'Deleting the store takes one call, and after seven days its events are gone.',
  fix: 'Remove the property or set it to true. To delete the store on purpose, turn protection off first.',
  alsoKnownAs: [],
  sources: [
    reference,
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteEventDataStore.html',
  ],
  check: checkTerminationProtection,
};

function* checkTerminationProtection({ ofType }: Posture): Iterable<Verdict> {
  for (const store of ofType(type)) {
    const isProtected = booleanOf(property(store, 'TerminationProtectionEnabled'), true);
    yield* verdictOn(store, 'TerminationProtectionEnabled', isProtected, {
      message:
        'One call deletes this event data store and all of its events. Remove TerminationProtectionEnabled or set it to true.',
    });
  }
}

export const eventDataStoreNew: Rule = {
  id: 'event-data-store-new',
  family: 'posture',
  severity: 'info',
  title: 'CloudTrail Lake takes no new customers',
  what: 'The file defines an event data store.',
  why: 'Since 31 May 2026, CloudTrail Lake is open to existing customers alone: in an account that never used it, the store cannot be created.',
  fix: 'For a new set-up, deliver a trail to S3 and query the log files with Athena. An existing customer can suppress this rule.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html',
  ],
  check: checkNew,
};

function* checkNew({ ofType }: Posture): Iterable<Verdict> {
  for (const store of ofType(type)) {
    yield {
      outcome: 'fail',
      resource: store,
      at: store.at,
      message:
        'An account that is new to CloudTrail Lake cannot create this event data store: Lake takes no new customers since 31 May 2026. Deliver a trail to S3 and query it with Athena instead.',
    };
  }
}
