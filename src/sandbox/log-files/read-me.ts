import { sampleHistory } from '../history/generate-history.ts';
import { exposedBucket } from '../history/stories/exposures.ts';
import { sampleStories } from '../history/stories/sample-stories.ts';
import type { Story } from '../history/stories/story.ts';
import { sampleAccountId, sampleMoments } from '../sample/cast.ts';
import { leakedKey, strangerAddress } from './object-records.ts';

/** What the README of a folder of sample log files tells. */
export interface ReadMeFacts {
  /** The end of the history, epoch milliseconds. */
  readonly endTime: number;
  readonly events: number;
  readonly logFiles: number;
  /** The paths of the damaged files. */
  readonly damaged: readonly string[];
}

/** A story that history does not have. */
const readByStranger: Omit<Story, 'id' | 'tell'> = {
  title: 'Objects were read without credentials',
  lookFor:
    `GetObject of ${exposedBucket} from ${strangerAddress} while it was public, among others of ${leakedKey}, which ` +
    'jonas deleted three days later.',
  region: 'eu-west-1',
  offset: sampleMoments.bucketMadePublic - 14 * 60_000,
};

/** What the folder is and what there is to find in it, in lines that a terminal shows whole. */
export function readMe({ endTime, events, logFiles, damaged }: ReadMeFacts): string {
  const storyLines = [...sampleStories, readByStranger]
    .sort((left, right) => left.offset - right.offset)
    .map(({ title, region, offset, lookFor }) =>
      point(`${dateOf(endTime - offset)}, ${region}: ${title}. ${lookFor}`),
    );
  const paragraphs = [
    'Sample log files of AWS CloudTrail, made up by Trailscope.',
    `They tell ${sampleHistory.days} days, until ${dateOf(endTime)}, of the account ${sampleAccountId}, which does not exist: ` +
      `${events} events in ${logFiles} log files. Nobody in them is real, and nothing in them happened.`,
    'The folders and names are those of the log files that CloudTrail delivers to S3, for a trail that records everything ' +
      'and never stops. Only the number differs: CloudTrail delivers a file per Region every few minutes, here it is one ' +
      'a day.',
    'CloudTrail-Insight has a pair of Insights events. CloudTrail-Digest has digest files, which are no logs; they cannot ' +
      'be validated, since their signatures are made up.',
    'Two files are damaged on purpose, one broken off and one empty, to show what becomes of such files:',
  ].map((text) => wrapped(text));
  return [
    ...paragraphs,
    damaged.map((path) => `  ${path}`).join('\n'),
    'What there is to find:',
    storyLines.join('\n'),
    wrapped(
      'You may delete this folder. Trailscope writes it again when the sample log files are opened next.',
    ),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

const width = 100;

function point(text: string): string {
  return `- ${wrapped(text, width - 2).replaceAll('\n', '\n  ')}`;
}

/** Breaks a text between words into lines of at most the width, where no word is longer. */
function wrapped(text: string, longest = width): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= longest) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
