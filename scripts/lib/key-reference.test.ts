import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileReferences, keysOf } from '../../packages/shared-config/src/reference/reference.ts';
import { accepts } from '../../packages/shared-config/src/schema/accepts.ts';
import { row } from './key-reference.mjs';

const schemas = join(import.meta.dirname, '../../packages/pve-sandbox/src/tools/schema');
const options = (file: string) => JSON.parse(readFileSync(join(schemas, file), 'utf8'));
/** Names without their numbers. */
const plain = (names: object) =>
  Object.keys(names).map((name) => name.replace(/(?:\d+|\[n\])$/, ''));
const ofContainers = plain(options('pct.json').set.options);
const machine = options('qm-settings.json');
const ofMachines = plain({ ...machine.indexed, ...machine.options });

const page = readFileSync(
  join(import.meta.dirname, '..', '..', 'docs', 'configuration.md'),
  'utf8',
);

describe.each(fileReferences())('$name', (reference) => {
  const { name, spec, example } = reference;
  const keys = keysOf(reference);
  it('has an example of every key, which is accepted, and of nothing else', () => {
    for (const key of keys)
      expect(
        accepts(key.spec, key.example, () => undefined),
        key.key,
      ).toBe(true);
    const strange: string[] = [];
    expect(accepts(spec, example, (path, key) => strange.push([...path, key].join('.')))).toBe(
      true,
    );
    expect(strange).toEqual([]);
    expect(keys.filter((key) => key.example === undefined).map(({ key }) => key)).toEqual([]);
  });
  it('stands in docs/configuration.md, key by key, and no other key does', () => {
    const chapter = page.split(`\n## ${name}\n`)[1]?.split('\n## ')[0] ?? '';
    const rows = chapter.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual(keys.map(row));
  });
  it('becomes settings that Proxmox has', () => {
    const unknown = keys.flatMap(({ key, becomes = '' }) => {
      const [, program = '', setting = ''] = /^(pct|qm) set ID --([a-z]+)/.exec(becomes) ?? [];
      const settings: readonly string[] = { pct: ofContainers, qm: ofMachines }[program] ?? [];
      return program === '' || settings.includes(setting) ? [] : [`${key}: ${becomes}`];
    });
    expect(unknown).toEqual([]);
  });
  it('tells what holds without a number, a choice or a yes or no', () => {
    const silent = keys.filter(
      (key) =>
        ['number', 'choice', 'yesNo'].includes(key.spec.form.kind) &&
        key.absent === 'nothing' &&
        !/[Nn]o effect|Nothing acts|For people|For containers only|scripts of the site/.test(
          key.meaning,
        ),
    );
    expect(silent.map(({ key }) => key)).toEqual([]);
  });
});
