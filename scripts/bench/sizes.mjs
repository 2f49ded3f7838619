import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { executables } from '../lib/executables.mjs';
import { root } from '../lib/toolchain.mjs';
import { table } from './measure.mjs';

/** What each executable weighs, and what its bundle is made of. */
export function sizes() {
  const programs = executables.map(({ name, output }) => {
    const file = join(root, 'packages', name, 'dist', `${name}.sizes.json`);
    /** @type {Record<string, number>} */
    const parts = JSON.parse(readFileSync(file, 'utf8'));
    const bundle = statSync(join(root, 'packages', name, 'dist', `${name}.cjs`)).size;
    return { output, parts, bundle, executable: statSync(join(root, 'dist', output)).size };
  });
  const whole = table(
    ['executable', 'MiB', 'bundle KiB'],
    programs.map(({ output, executable, bundle }) => [
      output,
      (executable / 2 ** 20).toFixed(1),
      (bundle / 1024).toFixed(0),
    ]),
  );
  const names = [...new Set(programs.flatMap(({ parts }) => Object.keys(parts)))].sort();
  const byPackage = table(
    ['package', ...programs.map(({ output }) => output.replace(/.*\//, ''))],
    names.map((name) => [
      name,
      ...programs.map(({ parts: { [name]: bytes } }) =>
        bytes === undefined ? '' : (bytes / 1024).toFixed(1),
      ),
    ]),
  );
  return `${whole}\n\nKiB of each bundle, by the package that they come from:\n\n${byPackage}`;
}
