import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../lib/toolchain.mjs';
import { copyright, thirdParties } from './copyright.mjs';
import { sbom } from './sbom.mjs';

/**
 * One file of the installed tree. `path` is relative to the root of the host; what is below usr/ moves
 * with a prefix. A directory has none of `from`, `text` and `link`.
 * @typedef {object} Entry
 * @property {string} path
 * @property {string} [from] the file that it is a copy of; executable when that is
 * @property {string} [text]
 * @property {string} [link] what a symbolic link names
 * @property {true} [gzip] it is compressed
 * @property {'deb' | 'tar'} [only] in one of the two archives alone
 */

const LIB = 'usr/lib/phoenix';
const DOC = 'usr/share/doc/phoenix-hypervisor';
const FISH = 'usr/share/fish/vendor_completions.d';
const MANAGERS = ['hypervisor-manager', 'lxc-manager', 'vm-manager'];

/**
 * Everything that is installed, except what only dpkg asks for.
 * @param {{dist: string, version: string, epoch: number}} build dist: a directory that `npm run build` has
 *   filled; epoch: the time of the sources, in seconds
 * @returns {Entry[]}
 */
export function layout(build) {
  const { dist } = build;
  return [
    ...programs(dist),
    ...tree('tests', `${LIB}/bin/tests`, /^(?:[^/]+\.sh|(?:lib|hypervisor|lxc|vm)\/.*)$/),
    ...tree('scripts/compat', `${LIB}/bin`),
    ...configuration(),
    ...tree('scripts/package/systemd', 'usr/lib/systemd/system'),
    ...words(dist),
    ...documentation(),
    { path: `${DOC}/phoenix-hypervisor.cdx.json`, text: sbom(build) },
  ];
}

/** @param {string} dist @returns {Entry[]} */
function programs(dist) {
  const places = [['phoenix', 'phoenix'], ...MANAGERS.map((name) => [name, `managers/${name}`])];
  return places.flatMap(([name, place]) => [
    { path: `${LIB}/bin/${place}`, from: join(dist, 'bin', place ?? '') },
    { path: `usr/bin/${name}`, link: `../lib/phoenix/bin/${place}` },
  ]);
}

/** @returns {Entry[]} */
function configuration() {
  return [
    ...tree('scripts/package/etc', 'etc/phoenix/etc'),
    { path: 'etc/phoenix/bin' },
    ...tree('examples/etc/schema', 'usr/share/phoenix/schema'),
  ];
}

/** Completions, for each program by its name, and man pages. @param {string} dist @returns {Entry[]} */
function words(dist) {
  const completions = join(dist, 'completions');
  const zsh = (/** @type {string} */ directory) => `usr/share/zsh/${directory}/_phoenix`;
  /** @type {Entry[]} */
  const shells = [
    { path: 'usr/share/bash-completion/completions/phoenix', from: `${completions}/phoenix.bash` },
    ...MANAGERS.map((name) => ({
      path: `usr/share/bash-completion/completions/${name}`,
      link: 'phoenix',
    })),
    { path: zsh('vendor-completions'), from: `${completions}/_phoenix`, only: 'deb' },
    // Where zsh looks below /usr/local.
    { path: zsh('site-functions'), from: `${completions}/_phoenix`, only: 'tar' },
    { path: `${FISH}/phoenix.fish`, from: `${completions}/phoenix.fish` },
    ...MANAGERS.map((name) => ({ path: `${FISH}/${name}.fish`, link: 'phoenix.fish' })),
  ];
  const pages = readdirSync(join(dist, 'man')).sort();
  return [
    ...shells,
    ...pages.map((page) => compressed(`usr/share/man/man1/${page}`, join(dist, 'man', page))),
  ];
}

/** @returns {Entry[]} */
export function documentation() {
  return [
    { path: `${DOC}/README.md`, from: join(root, 'README.md') },
    ...tree('docs', `${DOC}/docs`, /\.(?:md|cast|svg|png)$/),
    {
      path: `${DOC}/packages/pve-sandbox/README.md`,
      from: join(root, 'packages', 'pve-sandbox', 'README.md'),
    },
    ...tree('examples', `${DOC}/examples`, /^(?!etc\/schema\/)/),
    { path: `${DOC}/examples/etc/schema`, link: '../../../../phoenix/schema' },
    compressed(`${DOC}/changelog`, join(root, 'CHANGELOG.md')),
    { path: `${DOC}/copyright`, text: copyright() },
    { path: `${DOC}/THIRD-PARTY-LICENSES.gz`, text: thirdParties(), gzip: true },
  ];
}

/** @param {string} path @param {string} from @returns {Entry} */
function compressed(path, from) {
  return { path: `${path}.gz`, text: readFileSync(from, 'utf8'), gzip: true };
}

/**
 * The files below a directory of the sources whose names there match.
 * @param {string} directory
 * @param {string} path where they go
 * @param {RegExp} [names]
 * @returns {Entry[]}
 */
function tree(directory, path, names = /./) {
  const from = join(root, directory);
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .filter((file) => names.test(file.slice(from.length + 1)) && !basename(file).startsWith('.'))
    .map((file) => ({ path: `${path}/${file.slice(from.length + 1)}`, from: file }));
}
