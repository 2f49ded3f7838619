// `npm run exec -- node scripts/config-docs.mjs`: writes docs/configuration.md and the schemas
// beside the example configuration from what the program itself accepts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileReferences, keysOf } from '../packages/shared-config/src/reference/reference.ts';
import { jsonSchema } from '../packages/shared-config/src/schema/json-schema.ts';
import { secretPlaces } from '../packages/shared-config/src/schema/secret.ts';
import { row } from './lib/key-reference.mjs';

const root = new URL('..', import.meta.url).pathname;

const files = fileReferences();

const sections = files.map((reference) =>
  [
    `## ${reference.name}`,
    `${reference.spec.note} \`phoenix schema ${reference.file}\` prints its JSON Schema.`,
    [
      '| key | must be | when absent | example | meaning |',
      '|---|---|---|---|---|',
      ...keysOf(reference).map(row),
    ].join('\n'),
  ].join('\n\n'),
);

const page = [
  '# What can be declared',
  'Three files under `etc/` of the base directory. `core_paths` of the hypervisor file names the ' +
    'other two; a path below `/usr/local/phoenix_hypervisor` moves with the base directory. A key ' +
    'that is not listed here is a warning, never an error.',
  '[Containers by example](guides/containers.md) and [Virtual machines by ' +
    'example](guides/virtual-machines.md) show keys at work, topic by topic; ' +
    '[Scripts of the site](guides/scripts.md) tells what a script finds when Phoenix runs it, and ' +
    'when it runs again. Words in brackets are ' +
    'the settings of Proxmox that a key becomes. The examples stand together in ' +
    '`packages/shared-config/src/reference/examples`.',
  'This page is made from the schemas by `scripts/config-docs.mjs`; editors show the same meanings ' +
    'through the JSON Schemas, as `"$schema"` of `examples/etc` does it.',
  '## Secrets',
  'A password, a hash of one or a token may stand in the file itself, which is warned about, or be kept ' +
    'elsewhere: then an object with one of these keys stands in its place. ' +
    '[Secrets](guides/recipes.md#secrets) tells what becomes of it.',
  [
    '| key | must be | meaning |',
    '|---|---|---|',
    ...Object.entries(secretPlaces()).map(
      ([key, { must, note }]) => `| \`${key}\` | ${must} | ${note} |`,
    ),
  ].join('\n'),
  ...sections,
].join('\n\n');
writeFileSync(`${root}docs/configuration.md`, `${page}\n`);

const schemas = `${root}examples/etc/schema`;
mkdirSync(schemas, { recursive: true });
for (const { file } of files) {
  const text = JSON.stringify(jsonSchema(file), null, 2);
  writeFileSync(`${schemas}/${file}.schema.json`, `${text}\n`);
}
execFileSync('biome', ['format', '--write', schemas], { stdio: 'inherit' });
