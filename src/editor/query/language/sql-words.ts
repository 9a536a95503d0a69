import type { Localize } from '../../../core/localize.ts';

/** Words that queries are made of, in DuckDB and in Athena. */
export const sqlKeywords: readonly string[] = [
  ['SELECT', 'DISTINCT', 'FROM', 'WHERE', 'GROUP BY', 'HAVING', 'ORDER BY', 'LIMIT', 'OFFSET', 'WITH', 'AS'],
  ['AND', 'OR', 'NOT', 'IN', 'LIKE', 'BETWEEN', 'IS NULL', 'IS NOT NULL', 'EXISTS', 'ASC', 'DESC'],
  ['CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'JOIN', 'LEFT JOIN', 'CROSS JOIN', 'ON', 'UNION ALL'],
  ['OVER', 'PARTITION BY', 'NULLS LAST', 'INTERVAL', 'TRUE', 'FALSE', 'NULL'],
].flat();

/** A function that works alike in DuckDB and in Athena. */
export interface SqlFunction {
  readonly name: string;
  /** With its parameters, as it is written. */
  readonly form: string;
  readonly about: (t: Localize) => string;
}

export const sqlFunctions: readonly SqlFunction[] = [
  {
    name: 'count',
    form: 'count(*)',
    about: (t) => t('How many rows; of a column, how many that are not NULL'),
  },
  { name: 'sum', form: 'sum(x)', about: (t) => t('The sum') },
  { name: 'avg', form: 'avg(x)', about: (t) => t('The mean') },
  { name: 'min', form: 'min(x)', about: (t) => t('The least value') },
  { name: 'max', form: 'max(x)', about: (t) => t('The greatest value') },
  { name: 'min_by', form: 'min_by(x, y)', about: (t) => t('The x of the row with the least y') },
  { name: 'max_by', form: 'max_by(x, y)', about: (t) => t('The x of the row with the greatest y') },
  { name: 'array_agg', form: 'array_agg(x)', about: (t) => t('All values, as a list') },
  { name: 'coalesce', form: 'coalesce(a, b)', about: (t) => t('The first value that is not NULL') },
  { name: 'nullif', form: 'nullif(a, b)', about: (t) => t('NULL where both are equal, else the first one') },
  { name: 'lower', form: 'lower(text)', about: (t) => t('In small letters') },
  { name: 'upper', form: 'upper(text)', about: (t) => t('In capital letters') },
  { name: 'length', form: 'length(text)', about: (t) => t('How many characters') },
  {
    name: 'substr',
    form: 'substr(text, start, length)',
    about: (t) => t('A part; the first character is 1'),
  },
  { name: 'replace', form: 'replace(text, old, new)', about: (t) => t('With every occurrence replaced') },
  {
    name: 'split_part',
    form: "split_part(text, '/', 1)",
    about: (t) => t('A part between separators, from 1'),
  },
  { name: 'starts_with', form: 'starts_with(text, start)', about: (t) => t('Whether a text begins so') },
  {
    name: 'strpos',
    form: 'strpos(text, part)',
    about: (t) => t('Where a part is, from 1; 0 where it is not'),
  },
  {
    name: 'regexp_extract',
    form: "regexp_extract(text, 'role/([^/]+)', 1)",
    about: (t) => t('What a regular expression finds, or one of its groups'),
  },
  {
    name: 'json_extract_scalar',
    form: "json_extract_scalar(requestparameters, '$.bucketName')",
    about: (t) => t('A text, number or truth value in JSON, as text'),
  },
  {
    name: 'json_extract',
    form: "json_extract(requestparameters, '$.tagSet')",
    about: (t) => t('A part of JSON, as JSON'),
  },
  {
    name: 'from_iso8601_timestamp',
    form: 'from_iso8601_timestamp(eventtime)',
    about: (t) => t('The time of a text such as eventtime'),
  },
  {
    name: 'date_trunc',
    form: "date_trunc('hour', from_iso8601_timestamp(eventtime))",
    about: (t) => t('The beginning of the hour, day, week … of a time'),
  },
  {
    name: 'date_diff',
    form: "date_diff('minute', a, b)",
    about: (t) => t('How many minutes, hours … lie between two times'),
  },
  { name: 'round', form: 'round(x, 1)', about: (t) => t('Rounded to so many digits') },
  { name: 'cast', form: 'cast(x AS BIGINT)', about: (t) => t('As another type; fails where that cannot be') },
  {
    name: 'try_cast',
    form: 'try_cast(x AS BIGINT)',
    about: (t) => t('As another type; NULL where that cannot be'),
  },
];
