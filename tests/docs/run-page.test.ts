import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { merged } from './declare.ts';
import type { Machine } from './machine.ts';
import { pageOf } from './page.ts';
import { isAsShown } from './printed.ts';
import { runPage } from './run-page.ts';

/** A machine on which `print X` prints X and `fail N` exits N. */
function fakeMachine(typed: string[]): Machine {
  const directory = mkdtempSync(join(tmpdir(), 'phoenix-docs-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const done = { exit: 0, printed: '' };
  return {
    begin: async (which) => {
      typed.push(`host ${which}`);
      return done;
    },
    type: async (at, line) => {
      typed.push(`${at}: ${line}`);
      const [, word, rest = ''] = /^(?:set -e\n)?(\w+) ?(.*)$/s.exec(line) ?? [];
      if (word === 'fail') return { exit: Number(rest), printed: 'it went wrong' };
      return word === 'print' ? { exit: 0, printed: `${rest}\n` } : done;
    },
    sandbox: async (args) => {
      typed.push(`sandbox ${args}`);
      return done;
    },
    path: (file) => join(directory, file),
    end: async () => {},
  };
}

test('a page is followed in its order, on the example host unless it says otherwise', async () => {
  const typed: string[] = [];
  const page = pageOf(
    '    a\n\n<!-- doctest sandbox: disk /dev/sdb -->\n<!-- doctest before: b -->\n\n    c\n\n<!-- doctest host: bare -->\n<!-- doctest clone -->\n\n    d\n',
  );
  expect(await runPage(page, fakeMachine(typed))).toEqual([]);
  expect(typed).toEqual([
    'host examples',
    'host: a',
    'sandbox disk /dev/sdb',
    'host: set -e\nb',
    'host: c',
    'host bare',
    'clone: d',
  ]);
});

test.each([
  [
    'another exit status',
    '    a\n    fail 3\n',
    ['2: fail 3\nexpected exit status: 0\nactual exit status: 3\nit went wrong'],
  ],
  [
    'no failure where one is told',
    '<!-- doctest exit 1 -->\n\n    a\n',
    ['3: a\nexpected exit status: 1\nactual exit status: 0\n'],
  ],
  [
    'other output',
    '    print one\n\n<!-- doctest output -->\n\n    two\n',
    ['5: print one\nexpected:\ntwo\nactual:\none\n'],
  ],
  [
    'output without a command',
    '<!-- doctest output -->\n\n    x\n',
    ['3: no command\nexpected:\nx\nactual:\n'],
  ],
  [
    'what is needed fails',
    '<!-- doctest before: fail 2 -->\n',
    ['1: fail 2\nexpected exit status: 0\nactual exit status: 2\nit went wrong'],
  ],
])('told: %s', async (_, page, wrong) => {
  expect(await runPage(pageOf(page), fakeMachine([]))).toEqual(wrong);
});

test.each([
  ['a', 'a\n', true],
  ['a', 'b', false],
  ['a', 'a\nb', false],
  ['a\n...', 'a\nb\nc', true],
  ['a\n...\nd', 'a\nb\nc', false],
  ['a ...', 'a b', true],
  ['done in 1m12s', 'done in 0.4s', true],
  ['20260101T201500-17702  done', '20271231T000000-1    done', true],
  ['memory 512', 'memory 513', false],
  ['version 1.2', 'version 1.3', false],
])('a page that shows %j: %j is as shown: %s', (shown, printed, same) => {
  expect(isAsShown(shown, printed)).toBe(same);
});

test('guests go among the guests, everything else in the place of its key', () => {
  expect(
    merged(
      {
        lxc_configs: { 900: 'a', 901: 'b' },
        vms: [{ vmid: 1, name: 'c' }, { vmid: 2 }],
        zfs: { x: 1 },
      },
      { lxc_configs: { 901: 'd' }, vms: [{ vmid: 1 }, { vmid: 3 }], zfs: { y: 1 } },
    ),
  ).toEqual({
    lxc_configs: { 900: 'a', 901: 'd' },
    vms: [{ vmid: 1 }, { vmid: 2 }, { vmid: 3 }],
    zfs: { y: 1 },
  });
});
