/**
 * How the modules of the AWS CDK are named in each language. A name of the library is the same in all of them here:
 * the service's module, a dot, the class: `aws-s3.Bucket`; without a module for what is in the library's root.
 */

/** Modules whose names are the library's, or that are known not to change constructs. */
export function libraryPath(module: string): string | undefined {
  const plain = module.trim();
  if (plain === 'aws-cdk-lib' || plain === 'aws_cdk' || plain === 'aws-cdk-lib/core') {
    return '';
  }
  if (plain === 'constructs' || plain === 'cdk-nag' || plain === 'cdk_nag') {
    return plain.replace('_', '-');
  }
  const inside = /^(?:aws-cdk-lib\/|aws_cdk\.)([\w-]+)$/.exec(plain)?.[1];
  return inside === undefined ? undefined : moduleName(inside);
}

/** The member of a name of the library: a module of the library's root, a class of a module, a member of a class. */
export function libraryMember(path: string, member: string): string {
  const isModule =
    path === '' &&
    /^(?:aws|alexa|assertions|cloud_assembly|custom|pipelines|region|triggers|cx)_?[a-z0-9_]*$/.test(member);
  const name = isModule ? moduleName(member) : camelCase(member);
  return path === '' ? name : `${path}.${name}`;
}

function moduleName(written: string): string {
  return written.replaceAll('_', '-');
}

/** The name that TypeScript has for a member that Python spells with underscores; other names stay as they are. */
export function camelCase(name: string): string {
  return /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(name)
    ? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : name;
}

/**
 * Whether a member is written for one of the library's. Python's spelling forgets which letters of an abbreviation
 * are capitals: `enforce_ssl` is `enforceSSL`.
 */
export function isNamed(written: string, name: string): boolean {
  return (
    written === name ||
    (written.includes('_') && written.replaceAll('_', '').toLowerCase() === name.toLowerCase())
  );
}
