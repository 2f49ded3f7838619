import { readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A package of npm that is inside an executable.
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version
 * @property {string} license as an SPDX expression, such as MIT
 * @property {string} text the licence itself, with its copyright notice
 * @property {string[]} needs the parts that it stands on, as NAME@VERSION, sorted
 */

/**
 * The packages that a bundle contains, by NAME@VERSION. What such a package depends on counts as contained:
 * it may have been bundled into it before it was published. Throws when one comes without its licence.
 * @param {readonly string[]} inputs the files of the bundle, as esbuild's metafile names them
 * @returns {Record<string, Part>}
 */
export function partsOf(inputs) {
  const queue = inputs.flatMap(
    (input) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? [],
  );
  /** @type {Map<string, Part>} */
  const parts = new Map();
  for (const directory of queue) {
    const { name, version, license, dependencies = {} } = manifest(directory);
    if (parts.has(`${name}@${version}`)) continue;
    const needed = Object.keys(dependencies).map((one) => directoryOf(one, directory));
    const needs = needed.map(manifest).map((one) => `${one.name}@${one.version}`);
    const text = licenceIn(directory, name);
    parts.set(`${name}@${version}`, { name, version, license, text, needs: needs.sort() });
    queue.push(...needed);
  }
  return Object.fromEntries([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {string} directory */
function manifest(directory) {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
}

/** Where the package lies that another one imports by this name. @param {string} name @param {string} from */
function directoryOf(name, from) {
  const found = findPackageJSON(name, pathToFileURL(join(resolve(from), 'package.json')));
  if (found === undefined) throw new Error(`cannot bundle ${from}: ${name} is not installed`);
  return dirname(found);
}

/** @param {string} directory @param {string} name */
function licenceIn(directory, name) {
  const file = readdirSync(directory).find((one) => /^licen[cs]e(\.(md|txt))?$/i.test(one));
  if (file === undefined) throw new Error(`cannot bundle ${name}: it comes without its licence`);
  return readFileSync(join(directory, file), 'utf8');
}
