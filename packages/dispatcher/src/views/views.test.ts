import { describe, expect, it } from 'vitest';
import type { Surface, View, ViewEvent } from './view.ts';
import { jsonView } from './view-json.ts';
import { plainView } from './view-plain.ts';
import { quietView } from './view-quiet.ts';

const story: readonly ViewEvent[] = [
  { type: 'begin', guest: 950, verb: 'create', number: 1, of: 1 },
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

const bad = 'a\n\u001b[2Jb';
const evil: readonly ViewEvent[] = [
  { type: 'operation-start', guest: 950, operation: bad, cause: bad },
  { type: 'wait', guest: 950, waitsFor: bad, elapsed: 2 },
  { type: 'operation-end', guest: 950, operation: bad, result: 'done', seconds: 1 },
  { type: 'note', guest: 950, text: bad },
];

/** What a view writes over the story, an event a second. */
function written(make: (surface: Surface) => View, events = story): string {
  let text = '';
  const view = make({
    write: (more) => {
      text += more;
    },
    columns: 60,
    rows: 24,
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

  /** A view whose text is read as it grows. */
  function plain() {
    let text = '';
    const write = (more: string) => {
      text += more;
    };
    const view = plainView({ write, columns: 80, rows: 24, label: String });
    return { view, lines: () => text.split('\n').map((line) => line.slice(21)) };
  }

  it('speaks up when nothing was heard for long', () => {
    const { view, lines } = plain();
    view.show({ type: 'operation-start', guest: 950, operation: 'clone', cause: 'new' }, 0);
    view.tick(14_000);
    expect(lines()).toHaveLength(2);
    view.tick(20_000);
    expect(lines()[1]).toBe('950: still at clone (new) [20s]');
  });

  it('does not take what was before the run for silence', () => {
    const { view, lines } = plain();
    view.show({ type: 'begin', guest: 950, verb: 'create', number: 1, of: 1 }, 1_000_000);
    view.tick(1_000_250);
    expect(lines()).toEqual(['']);
    view.tick(1_015_000);
    expect(lines()[0]).toBe('950: still at create [15s]');
  });

  it('names a few of many at work, and how far the whole is', () => {
    const { view, lines } = plain();
    for (let guest = 1; guest <= 6; guest += 1)
      view.show({ type: 'begin', guest, verb: 'create', number: guest, of: 50 }, 0);
    view.show({ type: 'operation-output', guest: 1, operation: 'clone', line: 'noise' }, 0);
    view.show({ type: 'guest-result', guest: 6, outcome: 'created', seconds: 1 }, 1000);
    view.tick(20_000);
    expect(lines()).toEqual([
      '✔ 6: created in 1s',
      '1: still at create [20s]; 2: still at create [20s]; 3: still at create [20s]; ' +
        '4: still at create [20s]; and 1 more (1 of 50 done, 5 at work)',
      '',
    ]);
  });

  it('tells of the same wait at first and every half minute', () => {
    const { view, lines } = plain();
    for (let elapsed = 10; elapsed <= 50; elapsed += 10)
      view.show({ type: 'wait', guest: 950, waitsFor: 'health', elapsed }, elapsed * 1000);
    expect(lines()).toEqual(['950: waiting for health [10s]', '950: waiting for health [40s]', '']);
  });

  it('says when everybody waits for a boot_delay', () => {
    const { view, lines } = plain();
    view.show({ type: 'pause', until: 60_000 }, 0);
    view.tick(16_000);
    expect(lines()[0]).toBe('waiting for boot_delay, 44s more');
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

it('what managers say cannot play with a log, nor fake a line', () => {
  const text = written(plainView, evil);
  expect(text).toContain('a\\n\\x1b[2Jb');
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('a\n');
});

it('quiet says nothing', () => {
  expect(written(quietView)).toBe('');
});
