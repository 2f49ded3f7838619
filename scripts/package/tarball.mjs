import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { gzip, pack } from './archive.mjs';
import { stage } from './stage.mjs';

/** @import { Entry } from './layout.mjs' */

/**
 * Makes the tarball: one directory with the tree, what is below usr/ without that, and install.sh.
 * @param {readonly Entry[]} all
 * @param {{version: string, epoch: number, scratch: string, output: string}} options scratch: an empty
 *   directory; output: where the tarball goes
 * @returns {Promise<string>} its name
 */
export async function makeTarball(all, { version, epoch, scratch, output }) {
  const top = `phoenix-hypervisor-${version}-linux-amd64`;
  const entries = all
    .filter(({ only }) => only !== 'deb')
    .map((entry) => ({ ...entry, path: entry.path.replace(/^usr\//, '') }));
  const installer = { path: 'install.sh', from: join(root, 'scripts', 'package', 'install.sh') };
  mkdirSync(join(scratch, top));
  stage([...entries, installer], join(scratch, top));
  await pack(scratch, top, epoch, gzip(), join(output, `${top}.tar.gz`));
  return `${top}.tar.gz`;
}
