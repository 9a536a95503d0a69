/**
 * @typedef {import('esbuild').Metafile} Metafile
 */

/**
 * @param {Metafile} metafile
 * @param {string} entry An output file.
 * @returns {string[]} The output files that are loaded with it: itself and what it imports statically.
 */
export function eagerFiles(metafile, entry) {
  const found = new Set([entry]);
  for (const file of found) {
    for (const { path, kind, external } of metafile.outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && !external) {
        found.add(path);
      }
    }
  }
  return [...found];
}

/**
 * @param {Metafile} metafile
 * @param {readonly string[]} files Output files.
 * @returns {number} In bytes.
 */
export function outputSize(metafile, files) {
  return files.reduce((sum, file) => sum + (metafile.outputs[file]?.bytes ?? 0), 0);
}

/**
 * @param {readonly Metafile[]} metafiles
 * @returns {string[]} The source files of which something is in an output.
 */
export function inputsOf(metafiles) {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const used = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return [...new Set(used)];
}
