import { evaluate } from '../policy/evaluate.ts';
import { isSet, property } from '../properties.ts';
import { identityOf, keyFolders, organizationFolder, putLogFileRequest } from '../requests.ts';
import { arnText } from '../resource-texts.ts';
import { bucketDocument, policiesOf } from '../rules/bucket-access.ts';
import { cdkTrails } from '../rules/cdk-trail.ts';
import { topicOf } from '../rules/topic-access.ts';
import { map, scalar } from './fix-value.ts';
import type { Fixer } from './fixer.ts';
import { bucketNeeds } from './needed-statements.ts';
import { addStatements } from './needs.ts';
import { waitFor } from './order-fixes.ts';
import { legalName, withEitherArn } from './trail-texts.ts';

/** What waits for a topic waits for its policy, which is a part of it. */
export const cdkTopicOrderFixes: Fixer = function* ({ posture, resource: trail }) {
  const topic = topicOf(posture, trail);
  if (topic !== undefined) {
    yield waitFor(trail, [topic]);
  }
};

/** Without selectors there is no way to record nothing. */
export const cdkManagementNoneFixes: Fixer = function* ({ resource: trail }) {
  const all = map({ ReadWriteType: scalar('All'), IncludeManagementEvents: scalar(true) });
  yield {
    title: 'Record all management events',
    isPreferred: true,
    isSafe: false,
    edits: [{ kind: 'append', resource: trail.id, path: ['EventSelectors'], items: [all] }],
  };
};

/** The selector that the option makes goes; those that are added record its events too. */
export const cdkDuplicateManagementFixes: Fixer = function* ({ resource: trail, failed }) {
  yield {
    title: 'Remove managementEvents: the other selectors record them too',
    isPreferred: true,
    isSafe: false,
    edits: [{ kind: 'remove', resource: trail.id, path: ['EventSelectors', failed.at] }],
  };
};

/** The id of an organization nobody can tell; a name and a statement with the prefix can be given. */
export const cdkOrganizationPolicyFixes: Fixer = function* ({ posture, resource }) {
  for (const { trail, prop } of cdkTrails(posture)) {
    const logBucket = posture.logBuckets.find(({ trails }) => trails.includes(trail));
    const policies = logBucket && policiesOf(posture, logBucket.bucket);
    if (logBucket === undefined || policies?.policies.includes(resource) !== true) {
      continue;
    }
    if (isSet(prop('orgId')) === 'yes' && isSet(prop('trailName')) === 'no') {
      const name = legalName(trail.id.split('/').at(-1) ?? '');
      if (name !== undefined) {
        yield {
          title: `Name the trail ${name}, which replaces it if it is there already`,
          isPreferred: true,
          isSafe: false,
          edits: [{ kind: 'set', resource: trail.id, path: ['TrailName'], value: scalar(name) }],
        };
      }
    } else if (isSet(property(trail, 'S3KeyPrefix')) !== 'no') {
      const { bucket } = logBucket;
      const document = bucketDocument(policies, bucket);
      const put = putLogFileRequest(
        arnText(bucket),
        keyFolders(trail),
        organizationFolder(posture.model),
        identityOf(posture.model, trail),
      );
      if (evaluate(document, put).decision === 'not-allowed') {
        yield* withEitherArn(trail, (arn) => {
          const { writeForAll } = bucketNeeds(bucket.id, trail, arn);
          const place = { resource, property: 'PolicyDocument' as const, document };
          return writeForAll === undefined ? [] : [addStatements(place, [writeForAll])];
        });
      }
    }
  }
};
