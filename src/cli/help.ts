import { presets, ruleLevels, configurationFileName } from '../core/posture/configuration.ts';
import { failLevels, formats } from './command-line.ts';
import { queryFormats } from './query/query-words.ts';

/** `trailscope --help`. */
export const helpText = `Trailscope finds what is wrong with AWS CloudTrail in CloudFormation and SAM templates, in the source of CDK apps and
in what they synthesize, and asks CloudTrail's log files.

Usage
  trailscope lint [options] PATH...   checks templates, CDK source and cdk.out: files, folders,
                                      globs, or - for standard input
  trailscope rules [--preset NAME] [--format pretty|json]   lists the rules
  trailscope explain RULE             says what a rule checks, why, and how to fix it
  trailscope query --from PATH [options]   asks log files, without an account
  trailscope investigations           lists questions that come with their answer
  trailscope --help | --version

Options of lint
  --format FORMAT         ${formats.join(', ')}; default pretty
  --fail-on SEVERITY      exit with 1 from this severity on: ${failLevels.join(', ')}; default error
  --preset NAME           which rules are on: ${presets.join(', ')}; default recommended
  --rule ID=SEVERITY      ${ruleLevels.join(', ')}; may be repeated
  --parameters NAME=VALUE or a JSON file with values of parameters; may be repeated
  --config FILE           instead of the nearest ${configurationFileName}
  --stdin-filename NAME   what to call standard input
  --fix                   applies the safe fixes: those that change nothing that is recorded, paid for or open to anybody
  --fix-dry-run           prints what --fix would change, as a unified diff, in place of the report

In folders, only templates that mention CloudTrail and CDK source (TypeScript, JavaScript, Python) that imports it
are checked; what .gitignore names is left out, cdk.out mostly, so name it: trailscope lint . cdk.out

Options of query
  --from PATH             a log file, or a folder with all that is below it; may be repeated
  --since, --until TIME   such as 2026-11-19, 2026-11-19T14:02, -24h or now
  --account, --region     only events of these; may be repeated
  --filter FILTER         such as "error:* -user:ci" or "name:Delete* on:acme-audit"
  --sql SELECT            over the table cloudtrail_logs, with the columns of Athena
  --investigation NAME    with --param NAME=VALUE for what it needs to know
  --format FORMAT         ${queryFormats.join(', ')}; default table

Exit code
  0  nothing at or above --fail-on
  1  findings
  2  the command line, the configuration or some input is not as it should be

More: https://github.com/trailscope/trailscope/tree/main/docs (lint.md, logs.md)
`;
