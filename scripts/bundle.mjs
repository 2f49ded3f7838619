// Run in a package's directory by its build script: bundles src/main.ts and all that it imports to
// one CommonJS file, dist/NAME.cjs. Identifiers keep their names, so that traces stay readable.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './lib/toolchain.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = basename(process.cwd());

try {
  await build({
    entryPoints: ['src/main.ts'],
    outfile: `dist/${name}.cjs`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    define: { __PHOENIX_VERSION__: JSON.stringify(version) },
    // In an executable there is no module file to point at.
    logOverride: { 'empty-import-meta': 'error' },
    logLevel: 'warning',
    logLimit: 10,
  });
} catch {
  // esbuild has said what is wrong.
  process.exitCode = 1;
}
