import type { Posture } from '../posture.ts';
import { isSet, property, propertyAt, textOf } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import type { SymbolicText } from '../symbolic-text.ts';

export const logGroupArn: Rule = {
  id: 'log-group-arn',
  family: 'deploy',
  severity: 'error',
  title: 'The log group is not given by its ARN with `:*`',
  what: '`CloudWatchLogsLogGroupArn` is the name of a log group (`!Ref LogGroup`), an ARN without `:*` at its end, or one with `:*:*` (`${LogGroup.Arn}:*`). `!GetAtt LogGroup.Arn` has the right form.',
  why: 'CloudTrail refuses the trail with InvalidCloudWatchLogsLogGroupArnException.',
  fix: 'Use `!GetAtt LogGroup.Arn`, which ends with `:*`, as it is.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html',
  ],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const value = property(trail, 'CloudWatchLogsLogGroupArn');
    const text = textOf(value);
    if (isSet(value) === 'no') {
      continue;
    }
    const fault = text === undefined ? 'unknown' : faultOf(text);
    if (fault === 'unknown') {
      yield { outcome: 'unknown', resource: trail, reason: 'The form of the log group is not known.' };
    } else if (fault !== undefined) {
      yield {
        outcome: 'fail',
        resource: trail,
        at: propertyAt(trail, 'CloudWatchLogsLogGroupArn'),
        message: `CloudTrail refuses the log group: ${fault}.`,
        remedy: {
          kind: 'log-group-arn',
          text: "Use !GetAtt on the log group's Arn as it is.",
        },
      };
    }
  }
}

/** What is wrong with the form; undefined where nothing is. */
function faultOf(text: SymbolicText): string | undefined {
  const [first] = text;
  const last = text.at(-1);
  if (typeof first === 'string' && !first.startsWith('arn:')) {
    return 'it takes an ARN, not a name';
  }
  if (typeof first === 'object' && first.kind === 'ref') {
    return 'Ref gives its name, and it takes an ARN';
  }
  if (typeof last === 'string') {
    if (last.endsWith(':*:*')) {
      return 'this ARN ends with `:*` twice, as the Arn of a log group has it already';
    }
    return last.endsWith(':*') ? undefined : 'its ARN has to end with `:*`';
  }
  // A parameter, or a symbol at the end, may have it.
  return typeof last === 'object' && last.kind === 'ref' ? 'its ARN has to end with `:*`' : 'unknown';
}
