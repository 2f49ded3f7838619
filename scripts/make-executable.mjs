// `node scripts/make-executable.mjs BUNDLE OUTPUT`: a single-file executable of a CommonJS bundle,
// that is the pinned Node with the bundle and its code cache inside. Of the same bundle it makes the
// same bytes, in whatever directory.
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import pkgSea from '@yao-pkg/pkg/lib-es5/sea.js';
import { steadyNode } from './lib/steady-node.mjs';
import { nodePath } from './lib/toolchain.mjs';

const [bundle = '', output = ''] = process.argv.slice(2);
// Made aside and moved: an executable that is running meanwhile keeps its file.
const making = resolve(`${output}.making`);
rmSync(making, { force: true });
const scratch = mkdtempSync(join(tmpdir(), 'phoenix-executable-'));
const entry = join(scratch, basename(bundle));
copyFileSync(bundle, entry);
// pkg works in a directory below this one, from which the bundle has the same name everywhere: the
// blob contains it.
process.env.TMPDIR = scratch;
const seaConfig = {
  main: `../${basename(bundle)}`,
  useSnapshot: false,
  useCodeCache: true,
  disableExperimentalSEAWarning: true,
  // NODE_OPTIONS is meant for somebody else's Node: here it could only break or subvert a program.
  execArgvExtension: 'none',
};
try {
  // CommonJS with a default export: Node hands over the whole exports object.
  await pkgSea.default(entry, {
    nodePath: steadyNode(scratch, nodePath),
    targets: [{ nodeRange: 'node24', platform: 'linux', arch: 'x64', output: making }],
    seaConfig,
  });
  renameSync(making, output);
} finally {
  rmSync(scratch, { recursive: true });
}
