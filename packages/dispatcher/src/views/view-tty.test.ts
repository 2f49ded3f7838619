import { describe, expect, it } from 'vitest';
import { type Screen, screen } from '../test-support/screen.ts';
import type { View, ViewEvent } from './view.ts';
import { ttyView } from './view-tty.ts';

const SIZES = [
  [80, 24],
  [200, 60],
] as const;

const open = (on: Screen) => ttyView(on, (symbol) => symbol);

const begin = (guest: number, of: number): ViewEvent => ({
  type: 'begin',
  guest,
  verb: 'create',
  number: guest,
  of,
});
const step = (guest: number, operation: string): ViewEvent => ({
  type: 'operation-start',
  guest,
  operation,
  cause: 'no such guest',
});
const end = (guest: number): ViewEvent => ({
  type: 'guest-result',
  guest,
  outcome: 'created',
  seconds: 1,
});

/** So many guests, 16 at a time, each with some steps; `during` is called at each end. */
async function play(view: View, guests: number, during = async (_ended: number) => {}) {
  let time = 0;
  const running: number[] = [];
  for (let next = 1; next <= guests || running.length > 0; ) {
    while (running.length < 16 && next <= guests) {
      view.show(begin(next, guests), time);
      view.show(step(next, `clone ${'x'.repeat(next % 120)}`), time);
      running.push(next);
      next += 1;
    }
    time += 300;
    view.tick(time);
    const ended = running.shift() ?? 0;
    await during(ended);
    view.show(end(ended), time);
  }
  view.close();
}

describe.each(SIZES)('on a terminal of %d columns and %d rows', (columns, rows) => {
  it.each([5, 200])('%d guests leave one line each and nothing else', async (guests) => {
    const on = screen(columns, rows);
    await play(open(on), guests);
    expect(await on.text()).toEqual(
      Array.from({ length: guests }, (_, index) => `✔ ${index + 1} g${index + 1}: created in 1s`),
    );
  });

  it('shows each guest at work as long as there is room, and how far the whole is', async () => {
    const on = screen(columns, rows);
    const view = open(on);
    for (let guest = 1; guest <= 40; guest += 1) view.show(begin(guest, 50), 0);
    view.show(end(40), 1000);
    view.tick(12_000);
    const text = await on.text();
    const room = Math.min(39, rows - 3);
    expect(text).toHaveLength(1 + room + 1);
    expect(text[1]).toMatch(/^ {2}1 g1: create {2}12s$/);
    if (room < 39) expect(text.at(-2)).toBe(`  … and ${39 - room + 1} more`);
    expect(text.at(-1)).toBe('  1 of 50 done, 39 at work  12s');
  });
});

it.each([
  ['narrower', 60, 24],
  ['much narrower', 31, 10],
  ['wider', 200, 60],
  ['lower', 80, 8],
] as const)('a terminal that becomes %s keeps each result once', async (_, columns, rows) => {
  const on = screen(80, 24);
  await play(open(on), 60, async (ended) => {
    await on.text();
    if (ended === 20) on.resize(columns, rows);
    if (ended === 40) on.resize(80, 24);
  });
  const lines = (await on.text()).filter((line) => line.startsWith('✔'));
  expect(lines).toEqual(
    Array.from({ length: 60 }, (__, index) => `✔ ${index + 1} g${index + 1}: created in 1s`),
  );
});

it('the steps of one guest alone stay, those of several do not, but for what failed', async () => {
  const ended = (result: 'done' | 'failed'): ViewEvent => ({
    type: 'operation-end',
    guest: 1,
    operation: 'clone',
    result,
    seconds: 12,
  });
  const alone = screen(80, 24);
  const one = open(alone);
  for (const event of [begin(1, 1), step(1, 'clone'), ended('done'), end(1)]) one.show(event, 0);
  expect(await alone.text()).toEqual(['· 1 g1: clone  12s', '✔ 1 g1: created in 1s']);
  const many = screen(80, 24);
  const several = open(many);
  for (const event of [begin(1, 2), ended('done'), ended('failed'), end(1)]) several.show(event, 0);
  expect(await many.text()).toEqual(['✖ 1 g1: clone  failed after 12s', '✔ 1 g1: created in 1s']);
});

it('never erases to the end of the screen, which some terminals keep for scrolling back', async () => {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  const view = ttyView({ ...screen(80, 24), columns: 80, rows: 24, write }, String);
  await play(view, 20);
  expect(written.join('')).toContain('\u001b[2K');
  for (const bad of ['\u001b[J', '\u001b[0J']) expect(written.join('')).not.toContain(bad);
});

it('never hides the cursor', async () => {
  const on = screen(80, 24);
  let all = '';
  const write = (text: string) => {
    all += text;
    on.write(text);
  };
  await play(
    ttyView({ ...on, write }, (symbol) => symbol),
    5,
  );
  expect(all).toContain('\x1b[');
  expect(all).not.toContain('\x1b[?25');
});

it('tells how long everybody waits for a boot_delay', async () => {
  const on = screen(80, 24);
  const view = open(on);
  view.show({ type: 'pause', until: 30_000 }, 0);
  view.tick(10_500);
  expect(await on.text()).toEqual(['  waiting for boot_delay, 20s more']);
  view.tick(30_000);
  expect(await on.text()).toEqual([]);
});

it('cuts what is too long by the width of its letters', async () => {
  const on = screen(40, 24);
  const view = open(on);
  view.show(step(1, '日本語'.repeat(20)), 0);
  view.tick(100);
  const [line, ...more] = await on.text();
  expect(line).toMatch(/^ {2}1 g1: 日本語.*… {2}0.1s$/);
  expect(more).toEqual([]);
});

it('what managers say cannot play with the terminal, nor fake a line', async () => {
  const on = screen(80, 24);
  const view = open(on);
  const bad = 'a\n\u001b[2Jb';
  view.show({ type: 'note', guest: 1, text: bad }, 0);
  view.show({ type: 'wait', guest: 1, waitsFor: bad, elapsed: 2 }, 1000);
  view.show({ type: 'operation-end', guest: 1, operation: bad, result: 'done', seconds: 1 }, 2000);
  expect(await on.text()).toEqual([
    '! 1 g1: a\\n\\x1b[2Jb',
    '· 1 g1: a\\n\\x1b[2Jb  1s',
    '  1 g1: waiting for a\\n\\x1b[2Jb  3s',
  ]);
});
