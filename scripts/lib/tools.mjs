import { readFileSync } from 'node:fs';

/**
 * The hashes by which the tools are pinned, of the archives that npm fetches.
 * @returns {Record<string, string>} by NAME@VERSION, as npm writes them: sha512-BASE64
 */
export function pinnedTools() {
  return JSON.parse(readFileSync(new URL('tools.json', import.meta.url), 'utf8'));
}

/**
 * Tools that are not what is pinned.
 * @param {readonly string[]} tools as NAME@VERSION
 * @param {string} lock what npm wrote down of what it has installed (node_modules/.package-lock.json)
 * @param {Readonly<Record<string, string>>} pinned
 * @returns {string[]} of those tools
 */
export function strangeTools(tools, lock, pinned) {
  /** @type {{packages: Record<string, {version: string, integrity?: string}>}} */
  const { packages } = JSON.parse(lock);
  const installed = new Map(
    Object.entries(packages).map(([place, { version, integrity }]) => [
      `${place.replace('node_modules/', '')}@${version}`,
      integrity,
    ]),
  );
  return tools.filter((one) => pinned[one] === undefined || installed.get(one) !== pinned[one]);
}
