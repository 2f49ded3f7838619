// `npm run exec -- node scripts/config-docs.mjs`: writes docs/configuration.md and the schemas
// beside the example configuration from what the program itself accepts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { hypervisorFile } from '../packages/shared-config/src/schema/hypervisor.ts';
import { jsonSchema } from '../packages/shared-config/src/schema/json-schema.ts';
import { lxcFile } from '../packages/shared-config/src/schema/lxc.ts';
import { vmFile } from '../packages/shared-config/src/schema/vm.ts';

/** @import { Spec } from '../packages/shared-config/src/schema/spec.ts' */

const root = new URL('..', import.meta.url).pathname;

/** @type {{ which: 'hypervisor' | 'lxc' | 'vm', name: string, spec: Spec<unknown> }[]} */
const files = [
  { which: 'lxc', name: 'phoenix_lxc_configs.json', spec: lxcFile() },
  { which: 'hypervisor', name: 'phoenix_hypervisor_config.json', spec: hypervisorFile() },
  { which: 'vm', name: 'phoenix_vm_configs.json', spec: vmFile() },
];

/**
 * The rows of a table for everything below a spec.
 * @param {Spec<unknown>} spec
 * @param {string} path
 * @returns {string[]}
 */
function rows(spec, path) {
  const { form } = spec;
  if (form.kind === 'keys') {
    return Object.entries(form.shape).flatMap(([key, member]) => {
      const name = path === '' ? key : `${path}.${key}`;
      return [row(name, member), ...rows(member, name)];
    });
  }
  if (form.kind === 'list') return rows(form.item, `${path}[]`);
  if (form.kind === 'map') return rows(form.value, `${path}.<${form.word}>`);
  return [];
}

/** Keys of a guest of which one is required. */
const oneOf = /[>\]]\.(?:template|clone_from_ctid|template_image|clone_from_vmid)$/;

/**
 * @param {string} name
 * @param {Spec<unknown>} spec
 */
function row(name, { must, isOptional, note = '', form }) {
  const optional = isOptional || form.kind === 'anything';
  const needed = optional
    ? oneOf.test(name.replace('vm_defaults.', ''))
      ? 'one of two'
      : ''
    : 'yes';
  const cells = [`\`${name}\``, must, needed, note];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const sections = files.map(({ which, name, spec }) =>
  [
    `## ${name}`,
    `${spec.note} \`phoenix schema ${which}\` prints its JSON Schema.`,
    ['| key | must be | required | meaning |', '|---|---|---|---|', ...rows(spec, '')].join('\n'),
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
    'when it runs again. "Unless told" is what holds when a key is absent. Words in brackets are ' +
    'the settings of Proxmox that a key becomes.',
  'This page is made from the schemas by `scripts/config-docs.mjs`; editors show the same meanings ' +
    'through the JSON Schemas, as `"$schema"` of `examples/etc` does it.',
  ...sections,
].join('\n\n');
writeFileSync(`${root}docs/configuration.md`, `${page}\n`);

const schemas = `${root}examples/etc/schema`;
mkdirSync(schemas, { recursive: true });
for (const { which } of files) {
  const text = JSON.stringify(jsonSchema(which), null, 2);
  writeFileSync(`${schemas}/${which}.schema.json`, `${text}\n`);
}
execFileSync('biome', ['format', '--write', schemas], { stdio: 'inherit' });
