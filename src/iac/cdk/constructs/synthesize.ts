import type { LibraryObject } from '../evaluation/abstract-value.ts';
import { bucket } from './bucket.ts';
import type { Draft } from './draft.ts';
import { alias, key } from './key.ts';
import { levelOne, levelOneTypes } from './level-one.ts';
import { logGroup } from './log-group.ts';
import { applyOverrides } from './overrides.ts';
import { bucketPolicy, eventRule, topicPolicy } from './policies.ts';
import { identityPolicy, role } from './role.ts';
import { Synthesis, type SynthesisInput } from './synthesis.ts';
import { topic } from './topic.ts';
import { trail } from './trail.ts';

type Make = (synthesis: Synthesis, object: LibraryObject) => void;

const levelTwo: Readonly<Record<string, Make>> = {
  'aws-cloudtrail.Trail': trail,
  'aws-s3.Bucket': bucket,
  'aws-s3.BucketPolicy': bucketPolicy,
  'aws-kms.Key': key,
  'aws-kms.Alias': alias,
  'aws-sns.Topic': topic,
  'aws-sns.TopicPolicy': topicPolicy,
  'aws-logs.LogGroup': logGroup,
  'aws-iam.Role': role,
  'aws-iam.Policy': identityPolicy,
  'aws-iam.ManagedPolicy': identityPolicy,
  'aws-events.Rule': eventRule,
};

/** Whether a construct becomes a resource that trails touch. */
export function isModelled({ type }: LibraryObject): boolean {
  return makerOf(type) !== undefined;
}

function makerOf(type: string): Make | undefined {
  if (Object.hasOwn(levelOneTypes, type)) {
    return levelOne;
  }
  return Object.hasOwn(levelTwo, type) ? levelTwo[type] : undefined;
}

/** The resources of the constructs of one template, in one scenario. */
export function synthesize(
  objects: readonly LibraryObject[],
  input: SynthesisInput,
): { readonly drafts: readonly Draft[]; readonly isComplete: boolean } {
  const synthesis = new Synthesis(input, objects);
  for (const object of objects) {
    const make = makerOf(object.type);
    const exists = make === undefined ? false : synthesis.resolver.holds(object.guard);
    if (exists === true) {
      make?.(synthesis, object);
    } else if (exists === undefined) {
      // It may or may not exist: nothing can be said of it, and nothing is provably missing.
      synthesis.isComplete = false;
    }
  }
  for (const draft of synthesis.drafts.filter(({ provenance }) => provenance === 'written')) {
    applyOverrides(synthesis, draft);
  }
  noteDependencies(synthesis);
  return { drafts: synthesis.finish(), isComplete: synthesis.isComplete };
}

const dependencyMethods = new Set([
  'node.addDependency',
  'addDependency',
  'addDependsOn',
  'node.defaultChild.addDependency',
  'node.defaultChild.node.addDependency',
  'node.defaultChild.addDependsOn',
]);

/** `trail.node.addDependency(policy)`: all resources of the one wait for all of the other. */
function noteDependencies(synthesis: Synthesis): void {
  for (const object of synthesis.objects) {
    for (const { path, arguments: given, guard, span } of object.uses) {
      if (!dependencyMethods.has(path.join('.')) || synthesis.resolver.holds(guard) === false) {
        continue;
      }
      const at = synthesis.resolver.at(span);
      const main = synthesis.mainOf(object);
      const from =
        path[0] === 'node' && path[1] === 'addDependency'
          ? synthesis.allOf(object)
          : main === undefined
            ? []
            : [main];
      for (const value of given.positional) {
        const chosen = synthesis.resolver.chosen(value);
        const on = chosen.kind === 'attribute' ? chosen.object : chosen;
        if (on.kind === 'made') {
          synthesis.depend(from, on, at);
        }
      }
    }
  }
}
