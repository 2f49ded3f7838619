import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { usage } from './usage.ts';

const own = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
const [forms = ''] = usage.split('\n\n');

it('has every option', () => {
  const names = globSync('*.ts', { cwd: import.meta.dirname }).flatMap((file) =>
    [...own(file).matchAll(/^\s+'?([\w-]+)'?: \{ type: '/gm)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !new RegExp(`--${name}(?![\\w-])`).test(usage))).toEqual([]);
});

it('has the forms of the README, all of them', () => {
  const lines = forms.split('\n').map((line) => line.replace(/^usage: /, '').trim());
  const block = /every form of the command line -->\n\n((?: {4}.*\n)+)/.exec(
    own('../../README.md'),
  );
  expect(
    block?.[1]
      ?.trimEnd()
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual(lines);
});
