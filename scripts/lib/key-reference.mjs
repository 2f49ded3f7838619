// Every key of the configuration files, for docs/configuration.md: what it must be, what holds without it,
// an example, what it means.
import { readFileSync } from 'node:fs';
import { hypervisorFile } from '../../packages/shared-config/src/schema/hypervisor.ts';
import { lxcFile } from '../../packages/shared-config/src/schema/lxc.ts';
import { vmFile } from '../../packages/shared-config/src/schema/vm.ts';

/** @import { Spec } from '../../packages/shared-config/src/schema/spec.ts' */
/** @typedef {{ name: string, spec: Spec<unknown>, example: unknown }} Key */

/** @type {readonly { which: 'hypervisor' | 'lxc' | 'vm', name: string, spec: Spec<unknown>, example: unknown }[]} */
export const files = [
  { which: /** @type {const} */ ('lxc'), name: 'phoenix_lxc_configs.json', spec: lxcFile() },
  {
    which: /** @type {const} */ ('hypervisor'),
    name: 'phoenix_hypervisor_config.json',
    spec: hypervisorFile(),
  },
  { which: /** @type {const} */ ('vm'), name: 'phoenix_vm_configs.json', spec: vmFile() },
].map((file) => ({ ...file, example: exampleOf(file.which) }));

/**
 * The configuration that has every key of a file.
 * @param {string} which
 */
function exampleOf(which) {
  const path = `../../packages/shared-config/src/schema/examples/${which}.json`;
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

/**
 * The keys below a spec, each with its value in an example; undefined where that has none.
 * @param {Spec<unknown>} spec
 * @param {unknown} example
 * @param {string} path
 * @returns {Key[]}
 */
export function keysOf(spec, example, path = '') {
  const { form } = spec;
  if (form.kind === 'keys') {
    return Object.entries(form.shape).flatMap(([key, member]) => {
      const name = path === '' ? key : `${path}.${key}`;
      const value = memberOf(example, key);
      return [{ name, spec: member, example: value }, ...keysOf(member, value, name)];
    });
  }
  if (form.kind === 'list') return keysOf(form.item, memberOf(example, '0'), `${path}[]`);
  if (form.kind === 'map') {
    const [first] = Object.values(example ?? {});
    return keysOf(form.value, first, `${path}.<${form.word}>`);
  }
  return [];
}

/**
 * @param {unknown} value
 * @param {string} key
 */
function memberOf(value, key) {
  return Object.entries(value ?? {}).find(([name]) => name === key)?.[1];
}

/** Keys of a guest of which one is required. */
const oneOf = /[>\]]\.(?:template|clone_from_ctid|template_image|clone_from_vmid)$/;

/**
 * What holds when a key is absent, in the words of its meaning.
 * @param {Key} key
 */
export function whenAbsent({ name, spec: { isOptional, form, note = '' } }) {
  if (oneOf.test(name.replace('vm_defaults.', ''))) return 'one of two';
  if (!isOptional && form.kind !== 'anything') return '**required**';
  const told = /(?:^|[.;:,] )([^.;:,]+(?:\.[a-z][^.;:,]*)?) unless told(, which is [^.;]+)?/.exec(
    note,
  );
  const absent = /Absent: ([^.;]+)/.exec(note);
  const text = absent?.[1] ?? (told === null ? 'nothing' : `${told[1]}${told[2] ?? ''}`);
  return text.replace(/^[FT](?=alse$|rue$)/, (letter) => letter.toLowerCase());
}

/**
 * A row of the table of keys.
 * @param {Key} key
 */
export function row(key) {
  const { name, example, spec } = key;
  const text = JSON.stringify(example);
  const shown = /^[[{]./.test(text) && hasMembers(spec) ? 'see below' : `\`${text}\``;
  const cells = [`\`${name}\``, spec.must, whenAbsent(key), shown, spec.note ?? ''];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/**
 * Whether rows of its own follow.
 * @param {Spec<unknown>} spec
 * @returns {boolean}
 */
function hasMembers({ form }) {
  if (form.kind === 'list') return hasMembers(form.item);
  if (form.kind === 'map') return hasMembers(form.value);
  return form.kind === 'keys';
}
