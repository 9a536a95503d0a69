import type { Rule } from '../rule.ts';
import { parseError, unusedSuppression, yamlAlias } from './file.ts';
import { logGroupRolePair } from './log-group-role-pair.ts';

/** Every rule, in the order of the documentation: family by family. */
export const allRules: readonly Rule[] = [
  // Breaks the deployment, or never works.
  logGroupRolePair,
  yamlAlias,

  // The file itself.
  parseError,
  unusedSuppression,
];
