import type { Draft } from '../cdk/constructs/draft.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import { library } from './code.ts';
import { Options } from './option-changes.ts';

const kept = library('RemovalPolicy.RETAIN');

/** Keeps what a construct makes when its stack goes: by its option, or by a call where it has none. */
export function retain(changes: CdkChanges, draft: Draft): void {
  const { owner, provenance, type } = draft;
  if (provenance === 'generated') {
    throw new CannotEdit('A construct makes the resource by itself, and decides what becomes of it.');
  }
  if (owner.uses.some(({ path }) => path.at(-1) === 'applyRemovalPolicy' || path[0] === 'cfnOptions')) {
    throw new CannotEdit('What becomes of it is decided by another statement.');
  }
  const spelled = changes.source.spelled('removalPolicy');
  if (/\.Cfn\w+$/.test(owner.type)) {
    changes.callOn(owner, ['applyRemovalPolicy'], kept);
    changes.title = 'Apply the removal policy RETAIN';
    return;
  }
  changes.setOption(owner, 'removalPolicy', kept);
  changes.title = `Set ${spelled} to RETAIN`;
  if (
    type === 'AWS::S3::Bucket' &&
    new Options(changes.source, owner).pair('autoDeleteObjects') !== undefined
  ) {
    changes.removeOption(owner, 'autoDeleteObjects');
    changes.isUnsafe = true;
    changes.title += `, and remove ${changes.source.spelled('autoDeleteObjects')}, which that does not go with`;
  }
}
