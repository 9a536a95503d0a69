/** Three-valued logic: what cannot be decided from the text is `unknown`, and only a proven failure is reported. */
export type Truth = 'yes' | 'no' | 'unknown';

export function truth(value: boolean): Truth {
  return value ? 'yes' : 'no';
}

export function not(value: Truth): Truth {
  return value === 'unknown' ? 'unknown' : truth(value === 'no');
}

/** `no` if any is `no`, else `unknown` if any is `unknown`; `yes` for none. Stops at the first `no`. */
export function all(values: Iterable<Truth>): Truth {
  let result: Truth = 'yes';
  for (const value of values) {
    if (value === 'no') {
      return 'no';
    }
    if (value === 'unknown') {
      result = 'unknown';
    }
  }
  return result;
}

/** `yes` if any is `yes`, else `unknown` if any is `unknown`; `no` for none. Stops at the first `yes`. */
export function any(values: Iterable<Truth>): Truth {
  let result: Truth = 'no';
  for (const value of values) {
    if (value === 'yes') {
      return 'yes';
    }
    if (value === 'unknown') {
      result = 'unknown';
    }
  }
  return result;
}
