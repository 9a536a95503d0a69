import type { Location } from '../../core/posture/location.ts';
import type { PostureModel } from '../../core/posture/model.ts';
import type { Suppression } from '../../core/posture/reading.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import type { LibraryObject } from './evaluation/abstract-value.ts';
import type { Program } from './syntax/program.ts';

export interface SuppressionSource {
  readonly document: string;
  readonly text: string;
  readonly program: Program;
  readonly made: readonly LibraryObject[];
  readonly lines: LineIndex;
  readonly models: readonly PostureModel[];
}

/** Our suppressions and those of other tools in comments, and those that cdk-nag takes. */
export function sourceSuppressions(source: SuppressionSource): readonly Suppression[] {
  return [];
}
