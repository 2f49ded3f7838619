import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { ar } from './ar.mjs';
import { gzip, pack, zstd } from './archive.mjs';
import { control, debianChangelog, PACKAGE } from './control.mjs';
import { stage } from './stage.mjs';

/** @import { Entry } from './layout.mjs' */

/**
 * Makes the Debian package.
 * @param {readonly Entry[]} all
 * @param {{version: string, epoch: number, scratch: string, output: string}} options version: of the
 *   package; scratch: an empty directory; output: where the package goes
 * @returns {Promise<string>} its name
 */
export async function makeDeb(all, { version, epoch, scratch, output }) {
  /** @type {Entry[]} */
  const entries = [
    ...all.filter(({ only }) => only !== 'tar'),
    {
      path: `usr/share/doc/${PACKAGE}/changelog.Debian.gz`,
      text: debianChangelog(version, epoch),
      gzip: true,
    },
    {
      path: `usr/share/lintian/overrides/${PACKAGE}`,
      from: join(root, 'scripts', 'package', 'debian', 'lintian-overrides'),
    },
  ];
  const [tree, told] = [join(scratch, 'tree'), join(scratch, 'control')];
  for (const directory of [tree, told]) mkdirSync(directory, { mode: 0o755 });
  stage(entries, tree);
  stage(control(entries, tree, version), told);
  const members = ['debian-binary', 'control.tar.gz', 'data.tar.zst'].map((name) =>
    join(scratch, name),
  );
  const [binary = '', controlTar = '', dataTar = ''] = members;
  writeFileSync(binary, '2.0\n');
  await pack(told, '.', epoch, gzip(), controlTar);
  await pack(tree, '.', epoch, zstd(), dataTar);
  const name = `${PACKAGE}_${version}_amd64.deb`;
  await ar(join(output, name), members, epoch);
  return name;
}
