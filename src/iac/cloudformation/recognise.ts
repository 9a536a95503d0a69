/**
 * Whether a text may be a CloudFormation or SAM template, by a look at its characters: the question asked of every
 * YAML and JSON file of a workspace, so it must cost next to nothing.
 */
export function mayBeTemplate(text: string): boolean {
  return /AWSTemplateFormatVersion|["']?Transform["']?\s*:|AWS::[A-Za-z]/.test(text);
}

/** Whether a text has anything that the rules could speak about. Other templates are not even parsed. */
export function mentionsCloudTrail(text: string): boolean {
  return /AWS::CloudTrail::|cloudtrail\.amazonaws\.com|cloudtrail:|via CloudTrail/i.test(text);
}
