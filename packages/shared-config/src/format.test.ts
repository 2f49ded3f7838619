import { expect, test } from 'vitest';
import type { Diagnostic } from './diagnostic.ts';
import { formatDiagnostics } from './format.ts';
import { container, load } from './testing/world.ts';

test('place, message, line with caret, hint; errors first', () => {
  const { diagnostics } = load({ lxc: { 300: container({ memmory: 1, cores: '2' }) } });
  expect(formatDiagnostics(diagnostics)).toBe(
    [
      '/p/etc/phoenix_lxc_configs.json:6:13: error: guest 300: cores is "2", but must be a whole number from 1 to 8192',
      '  6 | "cores": "2",',
      '    |          ^',
      '  hint: write 2 without quotes',
      '/p/etc/phoenix_lxc_configs.json:16:4: warning: guest 300: memmory is no key that Phoenix knows',
      '  16 | "memmory": 1',
      '     | ^',
      '  hint: it is ignored; remove it if nothing else reads it',
      '',
    ].join('\n'),
  );
});

test('what is too much is counted', () => {
  const list: Diagnostic[] = [
    ...Array.from(
      { length: 3 },
      (): Diagnostic => ({ severity: 'warning', code: 'w', message: 'odd' }),
    ),
    ...Array.from(
      { length: 20 },
      (): Diagnostic => ({ severity: 'error', code: 'e', message: 'bad' }),
    ),
  ];
  expect(formatDiagnostics(list).split('\n').slice(-3)).toEqual([
    'error: bad',
    'and 3 more (3 warnings)',
    '',
  ]);
  expect(formatDiagnostics(list, { max: 19 })).toContain('and 4 more (1 error, 3 warnings)\n');
});

test('a long line is shown around its mistake, and no control character reaches the terminal', () => {
  const line = `${'x'.repeat(150)}"\u001b[31m\tbad"${'y'.repeat(150)}`;
  const where = { file: 'f', line: 7, column: 152 };
  const [, shown = '', caret = ''] = formatDiagnostics([
    { severity: 'error', code: 'e', message: 'bad', where, sourceLine: line },
  ]).split('\n');
  expect(shown).toMatch(/^ {2}7 \| \.\.\.x+" \[31m bad"y+\.\.\.$/);
  expect(shown.length).toBeLessThan(120);
  expect(shown[caret.indexOf('^')]).toBe(' ');
  expect(shown[caret.indexOf('^') - 1]).toBe('"');
});

test('a style gets the parts', () => {
  const style = (kind: string, text: string) => `<${kind}>${text}`;
  const text = formatDiagnostics([{ severity: 'warning', code: 'w', message: 'odd', hint: 'do' }], {
    style,
  });
  expect(text).toBe('<warning>warning: odd\n  <hint>hint: do\n');
});

test('nothing in a path, a message or a source line can play with the terminal', () => {
  const where = { file: '/tmp/\u001b[2J/x.json', line: 1, column: 1 };
  const text = formatDiagnostics([
    {
      severity: 'error',
      code: 'x',
      message: 'a\u009b\u202eb',
      hint: 'c\u0007',
      where,
      sourceLine: '"\u001b\u202e"',
    },
  ]);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(text).toContain('/tmp/\\u001b[2J/x.json:1:1');
});

test.each(['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069'])(
  'the mark %j, which orders writing and is seen by nobody, is spelled out',
  (mark) => {
    const where = { file: `/tmp/a${mark}b.json`, line: 1, column: 1 };
    const text = formatDiagnostics([
      { severity: 'error', code: 'x', message: `a${mark}b`, hint: mark, where, sourceLine: mark },
    ]);
    expect(text).not.toContain(mark);
  },
);
