import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/toolchain.mjs';

/** @import { Entry } from './layout.mjs' */

/** The name of the Debian package. */
export const PACKAGE = 'phoenix-hypervisor';
const AUTHORS = 'The Phoenix authors <phoenix@localhost.localdomain>';

/**
 * What dpkg is told of a package, as entries of its control archive.
 * @param {readonly Entry[]} entries the tree
 * @param {string} staged where it lies
 * @param {string} version as dpkg orders them, such as 0.1.0-1
 * @returns {Entry[]}
 */
export function control(entries, staged, version) {
  const files = entries.filter(({ from, text }) => from !== undefined || text !== undefined);
  const paths = files.map(({ path }) => path).sort();
  const kibibytes = paths.reduce(
    (sum, path) => sum + Math.ceil(statSync(join(staged, path)).size / 1024),
    entries.length - files.length,
  );
  const conffiles = paths.filter((path) => path.startsWith('etc/'));
  return [
    { path: 'control', text: fields(version, kibibytes) },
    { path: 'conffiles', text: conffiles.map((path) => `/${path}\n`).join('') },
    {
      path: 'md5sums',
      text: paths
        .filter(isProgram)
        .map((path) => line(staged, path))
        .join(''),
    },
    { path: 'postrm', from: join(root, 'scripts', 'package', 'debian', 'postrm') },
  ];
}

/**
 * The changelog of the packaging, in Debian's form.
 * @param {string} version
 * @param {number} epoch seconds
 */
export function debianChangelog(version, epoch) {
  const date = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000');
  return `${PACKAGE} (${version}) unstable; urgency=medium

  * Phoenix ${version.replace(/-[^-]*$/, '')}; changelog.gz beside this file tells what has changed.

 -- ${AUTHORS}  ${date}
`;
}

/** @param {string} version @param {number} kibibytes */
function fields(version, kibibytes) {
  return `Package: ${PACKAGE}
Version: ${version}
Architecture: amd64
Maintainer: ${AUTHORS}
Installed-Size: ${kibibytes}
Depends: libc6 (>= 2.28), libgcc-s1 (>= 3.4), libstdc++6 (>= 7)
Suggests: bash-completion, pve-manager
Section: admin
Priority: optional
Description: bring a Proxmox VE host to its declared state
 Three JSON files declare a Proxmox VE host, its containers and its virtual
 machines: storages, networks, shares, GPUs, templates, clones, what is
 installed in them and what they depend on. Phoenix brings all of it to that
 state in dependency order, several guests at a time, and shows beforehand
 which commands it would run and why.
 .
 The programs phoenix, hypervisor-manager, lxc-manager and vm-manager have
 Node.js inside; the host needs none.
`;
}

/** @param {string} path */
function isProgram(path) {
  return !path.startsWith('etc/');
}

/** @param {string} staged @param {string} path */
function line(staged, path) {
  return `${createHash('md5')
    .update(readFileSync(join(staged, path)))
    .digest('hex')}  ${path}\n`;
}
