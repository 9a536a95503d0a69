const identifier = /^[A-Za-z_$][\w$]*$/;
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * The path of a value in a record as people write it: `requestParameters.instancesSet.items[0].instanceId`. Names
 * that are no identifiers are quoted as in JSON, with invisible characters escaped: `["x-amz-acl"]`.
 */
export function jsonPath(steps: readonly (string | number)[]): string {
  return steps.map((step, index) => written(step, index === 0)).join('');
}

function written(step: string | number, isFirst: boolean): string {
  if (typeof step === 'number') {
    return `[${step}]`;
  }
  if (identifier.test(step)) {
    return isFirst ? step : `.${step}`;
  }
  return `[${JSON.stringify(step).replace(invisible, escaped)}]`;
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
