import { describe, expect, it } from 'vitest';
import type { Surface, View, ViewEvent } from './view.ts';
import { jsonView } from './view-json.ts';
import { plainView } from './view-plain.ts';
import { quietView } from './view-quiet.ts';
import { ttyView } from './view-tty.ts';

const story: readonly ViewEvent[] = [
  { type: 'begin', guest: 950, verb: 'create', number: 2, of: 3 },
  { type: 'version', program: 'lxc-manager', version: '1', events: '1.0' },
  { type: 'operation-start', guest: 950, operation: 'clone', cause: 'cloned from 920' },
  { type: 'wait', guest: 950, waitsFor: 'clone', elapsed: 0 },
  { type: 'operation-output', guest: 950, operation: 'clone', line: 'progress \u001b[2J 10 %' },
  { type: 'wait', guest: 950, waitsFor: 'the lock of 920', elapsed: 10 },
  { type: 'operation-end', guest: 950, operation: 'clone', result: 'done', seconds: 12 },
  { type: 'note', guest: 950, text: 'a restart is due' },
  { type: 'guest-result', guest: 950, outcome: 'created', seconds: 12.4 },
  { type: 'guest-result', guest: 951, outcome: 'changed', seconds: 1, did: 'stopped' },
  { type: 'say', text: 'interrupt received' },
];

/** What a view writes over the story, an event a second. */
function written(make: (surface: Surface) => View, events = story): string {
  let text = '';
  const view = make({
    write: (more) => {
      text += more;
    },
    columns: 60,
    label: (guest) => `${guest} vllm`,
  });
  let time = Date.UTC(2026, 0, 2, 3, 4, 0);
  for (const event of events) {
    view.show(event, time);
    time += 1000;
  }
  view.tick(time);
  view.close();
  return text;
}

describe('plain', () => {
  it('has one timestamped line per event', () => {
    expect(written(plainView)).toBe(
      [
        '2026-01-02T03:04:02Z 950 vllm: clone (cloned from 920)',
        '2026-01-02T03:04:04Z 950 vllm: | progress \\x1b[2J 10 %',
        '2026-01-02T03:04:05Z 950 vllm: waiting for the lock of 920 [10s]',
        '2026-01-02T03:04:06Z 950 vllm: clone  12s',
        '2026-01-02T03:04:07Z ! 950 vllm: a restart is due',
        '2026-01-02T03:04:08Z ✔ 950 vllm: created in 12s',
        '2026-01-02T03:04:09Z ✔ 951 vllm: stopped in 1s',
        '2026-01-02T03:04:10Z ! interrupt received',
        '',
      ].join('\n'),
    );
  });

  it('speaks up when nothing was heard for long', () => {
    let text = '';
    const write = (more: string) => {
      text += more;
    };
    const view = plainView({ write, columns: 80, label: String });
    view.show({ type: 'operation-start', guest: 950, operation: 'clone', cause: 'new' }, 0);
    view.tick(14_000);
    expect(text.split('\n')).toHaveLength(2);
    view.tick(20_000);
    expect(text).toContain('950: still at clone (new) [20s]');
  });
});

describe('tty', () => {
  const plain = (surface: Surface) => ttyView(surface, (symbol) => symbol);

  it('keeps finished lines and erases the live one', () => {
    const shown = written(plain).split('\u001b[2K');
    const kept = shown.flatMap((part) => part.match(/^.*\n/gm) ?? []).join('');
    expect(kept).toBe(
      '· 950 vllm: clone  12s\n! 950 vllm: a restart is due\n✔ 950 vllm: created in 12s\n✔ 951 vllm: stopped in 1s\n! interrupt received\n',
    );
    expect(
      shown.some((part) => part.includes('[2/3] 950 vllm: waiting for the lock of 920  10s')),
    ).toBe(true);
  });

  it('never writes a live line wider than the terminal', () => {
    const cause = 'x'.repeat(200);
    const text = written(plain, [{ type: 'operation-start', guest: 950, operation: 'set', cause }]);
    for (const part of text.split('\r\u001b[2K')) expect(part.length).toBeLessThanOrEqual(60);
  });
});

describe('json', () => {
  it('begins with its version and has one object per line', () => {
    const lines = written((surface) => jsonView(surface, '1.2.3'))
      .trimEnd()
      .split('\n');
    const events = lines.map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ type: 'version', program: 'phoenix', version: '1.2.3' });
    expect(events.map(({ type }) => type)).toEqual(
      ['version', ...story.map(({ type }) => type)].filter(
        (type, at) => type !== 'version' || at === 0,
      ),
    );
    for (const { time } of events) expect(time).toBeTypeOf('number');
  });
});

it('what managers say cannot play with the terminal, nor fake a line', () => {
  const evil = 'a\n\u001b[2Jb';
  const events: ViewEvent[] = [
    { type: 'operation-start', guest: 950, operation: evil, cause: evil },
    { type: 'wait', guest: 950, waitsFor: evil, elapsed: 2 },
    { type: 'operation-end', guest: 950, operation: evil, result: 'done', seconds: 1 },
    { type: 'note', guest: 950, text: evil },
  ];
  const tty = written((surface) => ttyView(surface, String), events).replaceAll('\r\u001b[2K', '');
  for (const text of [written(plainView, events), tty]) {
    expect(text).toContain('a\\n\\x1b[2Jb');
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('a\n');
  }
});

it('quiet says nothing', () => {
  expect(written(quietView)).toBe('');
});
