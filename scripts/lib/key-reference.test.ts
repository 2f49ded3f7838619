import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accepts } from '../../packages/shared-config/src/schema/accepts.ts';
import { files, keysOf, row, whenAbsent } from './key-reference.mjs';

const page = readFileSync(
  join(import.meta.dirname, '..', '..', 'docs', 'configuration.md'),
  'utf8',
);

describe.each(files)('$name', ({ name, spec, example }) => {
  const keys = keysOf(spec, example);
  it('has an example of every key, which is accepted, and of nothing else', () => {
    for (const key of keys)
      expect(
        accepts(key.spec, key.example, () => undefined),
        key.name,
      ).toBe(true);
    const strange: string[] = [];
    expect(accepts(spec, example, (path, key) => strange.push([...path, key].join('.')))).toBe(
      true,
    );
    expect(strange).toEqual([]);
    expect(keys.filter((key) => key.example === undefined).map((key) => key.name)).toEqual([]);
  });
  it('stands in docs/configuration.md, key by key, and no other key does', () => {
    const chapter = page.split(`\n## ${name}\n`)[1]?.split('\n## ')[0] ?? '';
    const rows = chapter.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual(keys.map(row));
  });
  it('tells what holds without a number, a choice or a yes or no', () => {
    const silent = keys.filter(
      (key) =>
        ['number', 'choice', 'yesNo'].includes(key.spec.form.kind) &&
        whenAbsent(key) === 'nothing' &&
        !/[Nn]o effect|Nothing acts|For people|For containers only|scripts of the site/.test(
          key.spec.note ?? '',
        ),
    );
    expect(silent.map((key) => key.name)).toEqual([]);
  });
});
