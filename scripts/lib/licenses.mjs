import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of the packages that a bundle contains, by "NAME VERSION". Throws when one has none.
 * @param {readonly string[]} inputs the files of the bundle, as esbuild's metafile names them
 * @returns {Record<string, string>}
 */
export function licensesOf(inputs) {
  const directories = new Set(
    inputs.flatMap((input) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input) ?? []),
  );
  const entries = [...directories].map((directory) => {
    const { name, version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    const file = readdirSync(directory).find((one) => /^licen[cs]e(\.(md|txt))?$/i.test(one));
    if (file === undefined) throw new Error(`cannot bundle ${name}: it comes without its licence`);
    return [`${name} ${version}`, readFileSync(join(directory, file), 'utf8')];
  });
  return Object.fromEntries(entries.sort());
}
