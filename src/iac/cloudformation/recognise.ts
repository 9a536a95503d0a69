const templateSections =
  /AWSTemplateFormatVersion|["']?\bTransform["']?\s*:|["']?\bResources["']?\s*:(?!\s*\[)/;

/**
 * Whether a text may be a CloudFormation or SAM template, by a look at its characters: the question asked of every
 * YAML and JSON file of a workspace, so it must cost next to nothing. (`Resources` with a list are those of an event.)
 */
export function mayBeTemplate(text: string): boolean {
  return templateSections.test(narrow(text));
}

/** Whether a text has anything that the rules could speak about. Other templates are not even parsed. */
export function mentionsCloudTrail(text: string): boolean {
  return /AWS::CloudTrail::|cloudtrail\.amazonaws\.com|cloudtrail:|via CloudTrail/i.test(narrow(text));
}

/** A text in UTF-16 that was read as if it were UTF-8 has a NUL at every other place. */
function narrow(text: string): string {
  return text.charCodeAt(1) === 0 || text.charCodeAt(3) === 0 ? text.replaceAll('\0', '') : text;
}
