import { expect, test } from 'vitest';
import { parseIni } from './ini-file.ts';

/** The sections as plain objects. */
function sections(text: string): unknown {
  return parseIni('config', text).sections.map(({ name, line, settings }) => [
    name,
    line,
    Object.fromEntries([...settings].map(([setting, { value }]) => [setting, value])),
  ]);
}

test.each([
  ['an empty file', '', []],
  ['comments alone', '# one\n ; two\n', []],
  ['a setting', '[a]\nregion=eu-west-1', [['a', 1, { region: 'eu-west-1' }]]],
  ['spaces, tabs and capitals', '[ a ]\n\tRegion \t=  eu-west-1 \t', [['a', 1, { region: 'eu-west-1' }]]],
  ["Windows' line ends and byte order mark", '\uFEFF[a]\r\nx = 1\r\n', [['a', 1, { x: '1' }]]],
  [
    'line numbers',
    '\n# c\n[a]\n\n[b]',
    [
      ['a', 3, {}],
      ['b', 5, {}],
    ],
  ],
  ['equals signs in a value', '[a]\nx = b=c==', [['a', 1, { x: 'b=c==' }]]],
  ['a value that comes twice', '[a]\nx = 1\nx = 2', [['a', 1, { x: '2' }]]],
  ['an empty value', '[a]\nx =\ny = 1', [['a', 1, { x: '', y: '1' }]]],
  ['a comment behind a value', '[a] # b\nx = 1 # one\ny = a#b', [['a', 1, { x: '1', y: 'a#b' }]]],
  [
    'signs of comments in a command',
    '[a]\ncredential_process = a # b',
    [['a', 1, { credential_process: 'a # b' }]],
  ],
  [
    'a nested block',
    '[services s]\ncloudtrail =\n  endpoint_url = http://a\n  # c\n\n  other = 1\ns3 =\n  endpoint_url = http://b\nplain = 1',
    [
      [
        'services s',
        1,
        {
          cloudtrail: '',
          'cloudtrail.endpoint_url': 'http://a',
          'cloudtrail.other': '1',
          s3: '',
          's3.endpoint_url': 'http://b',
          plain: '1',
        },
      ],
    ],
  ],
  ['a section whose name has brackets', '[profile a]b]\nx = 1', [['profile a]b', 1, { x: '1' }]]],
  [
    'names of what objects have already',
    '[__proto__]\nconstructor = 1',
    [['__proto__', 1, { constructor: '1' }]],
  ],
])('%s', (_, text, expected) => {
  expect(sections(text)).toEqual(expected);
});

test('what is no setting is told with its line', () => {
  const { problems } = parseIni('config', 'region = x\n[a]\nexample-secret\n= 1\n[b');
  expect(problems).toEqual([
    { kind: 'setting-outside-section', file: 'config', line: 1, section: undefined, subject: 'region' },
    { kind: 'not-a-setting', file: 'config', line: 3, section: 'a', subject: undefined },
    { kind: 'not-a-setting', file: 'config', line: 4, section: 'a', subject: undefined },
    { kind: 'not-a-setting', file: 'config', line: 5, section: 'a', subject: undefined },
  ]);
});

test('a huge hostile file is read in time', () => {
  const text = `[${' '.repeat(100_000)}\n`.repeat(10) + `${'#'.repeat(100_000)}=${' #'.repeat(100_000)}`;
  const start = performance.now();
  parseIni('config', text);
  expect(performance.now() - start).toBeLessThan(2_000);
});
