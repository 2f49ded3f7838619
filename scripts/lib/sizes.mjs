/**
 * How many bytes of a bundle come from each package: the project's own by the names of their folders, others by
 * the names that they have.
 * @param {Readonly<Record<string, {bytesInOutput: number}>>} inputs as esbuild's metafile has them, with paths that
 *   begin in the directory of the package that is bundled
 * @param {string} own its name
 * @returns {Record<string, number>}
 */
export function sizesOf(inputs, own) {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const foreign = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    const sibling = /^\.\.\/([^/]+)\/src\//.exec(path)?.[1];
    const name = foreign ?? sibling ?? own;
    if (bytesInOutput > 0) sizes[name] = (sizes[name] ?? 0) + bytesInOutput;
  }
  return sizes;
}
