// Run in a package's directory by its build script: bundles src/main.ts and all that it imports to
// one CommonJS file, dist/NAME.cjs. Identifiers keep their names, so that traces stay readable. Beside it
// dist/NAME.parts.json tells the packages that are in it, with their licences, dist/NAME.sizes.json how many bytes
// of it each makes up.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { lazyImport } from './lib/lazy-import.mjs';
import { partsOf } from './lib/parts.mjs';
import { sizesOf } from './lib/sizes.mjs';
import { root } from './lib/toolchain.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = basename(process.cwd());

try {
  const { metafile } = await build({
    metafile: true,
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
    // Configurations are shown to zod only when something is wrong with them.
    plugins: [lazyImport('zod', /[\\/]schema[\\/](?:to-zod|json-schema)\.ts$/)],
    define: { __PHOENIX_VERSION__: JSON.stringify(version) },
    // In an executable there is no module file to point at.
    logOverride: { 'empty-import-meta': 'error' },
    logLevel: 'warning',
    logLimit: 10,
  });
  const parts = partsOf(Object.keys(metafile.inputs));
  writeFileSync(`dist/${name}.parts.json`, JSON.stringify(parts, null, 2));
  const sizes = sizesOf(metafile.outputs[`dist/${name}.cjs`]?.inputs ?? {}, name);
  writeFileSync(`dist/${name}.sizes.json`, JSON.stringify(sizes, null, 2));
} catch (error) {
  // esbuild has said what is wrong with the sources.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exitCode = 1;
}
