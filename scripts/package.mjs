// `npm run package [-- OPTION...]`: the Debian package, the tarball with its install.sh, and SHA256SUMS
// of both, in dist/packages. Builds first. The same sources make the same bytes.
import { createHash } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './lib/run.mjs';
import { root } from './lib/toolchain.mjs';
import { directory, text, typed } from './lib/typed.mjs';
import { epochOf } from './package/date.mjs';
import { makeDeb } from './package/deb.mjs';
import { layout } from './package/layout.mjs';
import { makeTarball } from './package/tarball.mjs';

const USAGE = `usage: npm run package [-- OPTION...]

--output DIR   where they go (dist/packages)
--dist DIR     a build to pack as it is, instead of building (dist)
--version V    of the packages (the one of package.json)
`;

/** What an earlier call left, maybe of another version. */
const OURS = /^(?:phoenix-hypervisor[-_].*\.(?:deb|tar\.gz)|SHA256SUMS)$/;

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

async function main() {
  const { values } = typed({
    name: 'package',
    usage: USAGE,
    options: { output: { read: text }, dist: { read: directory }, version: { read: text } },
  });
  const { version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version } = values;
  const output = resolve(values.output ?? join(root, 'dist', 'packages'));
  if (values.dist === undefined) {
    const { ok, output: said } = await run('node', ['scripts/build.mjs']);
    if (!ok) throw new Error(said);
  }
  const epoch = epochOf();
  const dist = resolve(values.dist ?? join(root, 'dist'));
  const entries = layout({ dist, version, epoch });
  mkdirSync(output, { recursive: true });
  for (const name of readdirSync(output).filter((one) => OURS.test(one)))
    rmSync(join(output, name));
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-package-'));
  try {
    const place = (/** @type {string} */ name) => mkdtempSync(join(scratch, name));
    const names = await Promise.all([
      makeDeb(entries, { version: `${version}-1`, epoch, scratch: place('deb'), output }),
      makeTarball(entries, { version, epoch, scratch: place('tar'), output }),
    ]);
    const lines = names.map(async (name) => `${await sha256(join(output, name))}  ${name}\n`);
    writeFileSync(join(output, 'SHA256SUMS'), (await Promise.all(lines)).join(''));
    for (const name of [...names, 'SHA256SUMS']) console.error(`package: ${join(output, name)}`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(`package: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
