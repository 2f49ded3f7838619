// `node scripts/make-executable.mjs BUNDLE OUTPUT`: a single-file executable of a CommonJS bundle,
// that is the pinned Node with the bundle and its code cache inside.
import { renameSync, rmSync } from 'node:fs';
import pkgSea from '@yao-pkg/pkg/lib-es5/sea.js';
import { nodePath } from './lib/toolchain.mjs';

const [bundle = '', output = ''] = process.argv.slice(2);
// Made aside and moved: an executable that is running meanwhile keeps its file.
const making = `${output}.making`;
rmSync(making, { force: true });
const seaConfig = {
  useSnapshot: false,
  useCodeCache: true,
  disableExperimentalSEAWarning: true,
  // NODE_OPTIONS is meant for somebody else's Node: here it could only break or subvert a program.
  execArgvExtension: 'none',
};
// CommonJS with a default export: Node hands over the whole exports object.
await pkgSea.default(bundle, {
  nodePath,
  targets: [{ nodeRange: 'node24', platform: 'linux', arch: 'x64', output: making }],
  seaConfig,
});
renameSync(making, output);
