import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodePath, root } from '../lib/toolchain.mjs';
import { allParts } from './contents.mjs';

/** The copyright file, in Debian's machine-readable form. */
export function copyright() {
  const [, holder = '', ...terms] = readFileSync(join(root, 'LICENSE'), 'utf8')
    .split('\n')
    .filter((line, index) => line !== '' || index > 2);
  const text = terms.join('\n').trim();
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Phoenix

Files: *
Copyright: ${holder.replace(/^Copyright \(c\) /, '')}
License: Expat
Comment: Each of the four programs contains Node.js and the packages of npm that
 it is made of. Their copyright notices and licences are in
 THIRD-PARTY-LICENSES.gz beside this file.

License: Expat
${text.replaceAll(/^$/gm, '.').replaceAll(/^/gm, ' ')}
`;
}

/** The licences of all that is inside the executables: Node's own, which names its parts, and npm's. */
export function thirdParties() {
  const node = readFileSync(join(dirname(nodePath), '..', 'LICENSE'), 'utf8');
  const bundled = Object.values(allParts()).map((one) => [`${one.name} ${one.version}`, one.text]);
  const parts = [['Node.js', node], ...bundled];
  return parts.map(([name, text = '']) => `==== ${name} ====\n\n${text.trim()}\n`).join('\n');
}
