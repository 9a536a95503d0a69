import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Licences that let us ship a package under ours, given their text. */
const accepted = ['Apache-2.0', 'MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'CC-BY-4.0'];

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} license An SPDX expression.
 * @property {string} folder
 */

/**
 * Makes the notices that the licences of the bundled packages ask for.
 *
 * @param {string} root The folder that the files are relative to.
 * @param {readonly string[]} files Bundled source files; those outside node_modules are our own.
 * @returns {Promise<string>}
 * @throws {Error} When a package has a licence that has not been accepted, or none.
 */
export async function thirdPartyNotices(root, files) {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  const packages = await Promise.all([...folders].sort().map((folder) => readPackage(root, folder)));
  const refused = packages.filter(({ license }) => !accepted.includes(license));
  if (refused.length > 0) {
    const list = refused.map(({ name, license }) => `${name}: ${license}`).join(', ');
    throw new Error(`These licences have not been accepted for bundling: ${list}`);
  }
  /** @type {Map<string, string[]>} */
  const byText = new Map();
  for (const bundled of packages) {
    const text = await licenceText(path.join(root, bundled.folder), bundled.license);
    byText.set(text, [
      ...(byText.get(text) ?? []),
      `${bundled.name} ${bundled.version} (${bundled.license})`,
    ]);
  }
  const sections = [...byText].map(([text, names]) => [...names, '', text].join('\n'));
  return (
    ['Trailscope contains the following packages.', ...sections].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n'
  );
}

/**
 * @param {string} file
 * @returns {string | undefined} The folder of the innermost package that the file belongs to.
 */
function packageFolder(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<BundledPackage>}
 */
async function readPackage(root, folder) {
  const {
    name,
    version,
    license = 'none',
  } = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
  return { name, version, license, folder };
}

/**
 * @param {string} folder
 * @param {string} license
 * @returns {Promise<string>} The package's own licence and notice files.
 * @throws {Error} When it has none and its licence is not the one that Trailscope ships anyway.
 */
async function licenceText(folder, license) {
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  if (texts.length > 0) {
    return texts.map((text) => text.trim()).join('\n\n');
  }
  if (license !== 'Apache-2.0') {
    throw new Error(`${folder} has no licence text to ship.`);
  }
  return 'Under the Apache License 2.0, which is also the licence of Trailscope: see the file LICENSE.';
}
