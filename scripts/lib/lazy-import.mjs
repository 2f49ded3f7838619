import { readFileSync } from 'node:fs';

/**
 * An esbuild plugin: `import * as NAME from 'PACKAGE'` brings the package in at its first use instead of at the start
 * of the program. For what is used only where something is wrong and takes milliseconds to get ready; a module that
 * imports it so must not use it while it is itself loaded, else nothing is won.
 * @param {string} name of the package
 * @param {RegExp} importers the modules that import it
 * @returns {import('esbuild').Plugin}
 */
export function lazyImport(name, importers) {
  const statement = new RegExp(`^import \\* as (\\w+) from '${name}';$`, 'm');
  return {
    name: `lazy-${name}`,
    setup(build) {
      build.onLoad({ filter: importers }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (!statement.test(source))
          return { errors: [{ text: `this module does not import * as NAME from '${name}'` }] };
        const lazy = `const $1 = new Proxy({}, { get: (_, key) => require('${name}')[key] });`;
        return { contents: source.replace(statement, lazy), loader: 'ts' };
      });
    },
  };
}
