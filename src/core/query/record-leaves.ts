/** Calls back with every text, number and truth value in a JSON value, as text. */
export function scalarLeaves(value: unknown, visit: (leaf: string) => void): void {
  if (typeof value === 'string') {
    visit(value);
  } else if (typeof value === 'number' || typeof value === 'boolean') {
    visit(String(value));
  } else if (Array.isArray(value)) {
    for (const item of value) {
      scalarLeaves(item, visit);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) {
      scalarLeaves(member, visit);
    }
  }
}

/** Whether a value or a member's name in a JSON value passes the test. A member without a value counts as missing. */
export function someText(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') {
    return test(value);
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return test(String(value));
  }
  if (Array.isArray(value)) {
    return value.some((item) => someText(item, test));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).some(
      ([name, member]) => member !== null && (test(name) || someText(member, test)),
    );
  }
  return false;
}

/**
 * The values at a path, as the lax mode of SQL/JSON finds them: a name applied to a list means each of its items, an
 * index applied to anything but a list means the thing itself if it is the first. Missing and null values are none; a
 * list at the end is its items.
 */
export function valuesAt(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  let values: readonly unknown[] = [value];
  for (const step of path) {
    values = typeof step === 'number' ? itemsAt(values, step) : membersAt(values, step);
  }
  return unwrapped(values).filter((found) => found !== null && found !== undefined);
}

function itemsAt(values: readonly unknown[], index: number): readonly unknown[] {
  return values.flatMap((value) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return index < items.length ? [items[index]] : [];
  });
}

function membersAt(values: readonly unknown[], name: string): readonly unknown[] {
  return unwrapped(values).flatMap((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
      ? [(value as Record<string, unknown>)[name]]
      : [],
  );
}

/** Lists replaced by their items, one level deep. */
function unwrapped(values: readonly unknown[]): readonly unknown[] {
  return values.some((value) => Array.isArray(value)) ? values.flat(1) : values;
}
