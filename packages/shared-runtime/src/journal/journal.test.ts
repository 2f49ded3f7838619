import { expect, test } from 'vitest';
import { PhoenixError } from '../errors.ts';
import { fakeHost } from '../host/fake-host.ts';
import { openJournal } from './journal.ts';
import { beginMaking, endMaking, listMakings, readMaking } from './making.ts';
import { newRunDirectory, RUNS_DIRECTORY, rotateRuns } from './runs.ts';
import { beginSnapshotting, endSnapshotting, readSnapshotting } from './snapshotting.ts';

const note = { type: 'note', guest: 950, text: 'hello' } as const;

test('a run without commands writes nothing; with the first one all is written', () => {
  const host = fakeHost();
  const journal = openJournal(host, { warn: expect.fail });
  journal.record(note);
  expect(host.calls).toEqual([]);
  const log = journal.logFor(950, 'feature docker');
  journal.record({ type: 'operation-output', guest: 950, operation: 'x', line: 'x' });
  journal.record(note);
  const directory = newRunDirectory(host);
  expect(directory).toBe(`${RUNS_DIRECTORY}/20260101T120000-${process.pid}`);
  expect(log).toBe(`${directory}/001-950-feature-docker.log`);
  expect(journal.logFor(950, '../..')).toBe(`${directory}/002-950-operation.log`);
  const line = `${JSON.stringify({ time: host.now(), ...note })}\n`;
  expect(host.files.get(`${directory}/events.jsonl`)).toBe(line + line);
  expect(host.info(directory)?.mode).toBe(0o700);
});

test('in the directory of another the numbers go on', () => {
  const host = fakeHost({ files: { '/run/x/001-920-clone.log': '', '/run/x/events.jsonl': '' } });
  const journal = openJournal(host, { directory: '/run/x', warn: expect.fail });
  expect(journal.logFor(950, 'set')).toBe('/run/x/002-950-set.log');
});

test('in the directory of another it is told also what needed no command', () => {
  const host = fakeHost();
  openJournal(host, { directory: '/run/x', warn: expect.fail }).record(note);
  expect(host.files.get('/run/x/events.jsonl')).toContain('"text":"hello"');
});

test('a journal that cannot be written says so once and stops nothing', () => {
  const host = fakeHost();
  const warnings: string[] = [];
  const refuse = () => {
    throw new PhoenixError('cannot write: no space left');
  };
  const full = { ...host, append: refuse };
  const journal = openJournal(full, { warn: (text) => void warnings.push(text) });
  journal.logFor(950, 'set');
  for (const _ of [1, 2, 3]) journal.record(note);
  expect(warnings).toEqual(['the journal ends here: cannot write: no space left']);
  const instead = openJournal({ ...host, makeDirectory: refuse }, { warn: () => {} });
  expect(instead.logFor(950, 'set')).toBe('/tmp/phoenix-fake/001-950-set.log');
  const none = openJournal(
    { ...host, makeDirectory: refuse, temporaryDirectory: refuse },
    { warn: () => {} },
  );
  none.record(note);
  expect(none.logFor(950, 'set')).toBe('');
});

test('the newest fifty runs are kept, and what is no run', () => {
  const names = Array.from({ length: 53 }, (_, n) => `202601${String(10 + n)}T120000-77`);
  const files = Object.fromEntries(names.map((name) => [`${RUNS_DIRECTORY}/${name}/x.log`, '']));
  const host = fakeHost({ files: { ...files, [`${RUNS_DIRECTORY}/notes.txt`]: '' } });
  rotateRuns(host, '');
  expect(host.list(RUNS_DIRECTORY)).toEqual([...names.slice(3), 'notes.txt']);
});

test('neither the own run nor one that is going on is taken for an old one', () => {
  const names = Array.from({ length: 54 }, (_, n) => `202601${String(10 + n)}T120000-77`);
  const [own = '', alive = '', dead = ''] = names;
  const files = Object.fromEntries(names.map((name) => [`${RUNS_DIRECTORY}/${name}/x.log`, '']));
  const record = { program: 'phoenix', argv: [], command: 'phoenix', since: '2026-01-01', born: 9 };
  const host = fakeHost({
    files: {
      ...files,
      [`${RUNS_DIRECTORY}/${alive}/run.json`]: JSON.stringify({ ...record, pid: 4711 }),
      [`${RUNS_DIRECTORY}/${dead}/run.json`]: JSON.stringify({ ...record, pid: 4712 }),
      '/proc/4711/stat': `4711 (phoenix) S ${'0 '.repeat(18)}9 0`,
    },
  });
  rotateRuns(host, `${RUNS_DIRECTORY}/${own}`);
  expect(host.list(RUNS_DIRECTORY)).toEqual([own, alive, ...names.slice(4)]);
});

test('the mark of a creation lasts from its begin to its end', () => {
  const host = fakeHost();
  const argv = ['pct', 'clone', '920', '950'];
  beginMaking(host, { kind: 'lxc', id: 950, stage: 'define', argv, source: 920 });
  expect(readMaking(host, 'lxc', 950)).toMatchObject({ argv, source: 920, stage: 'define' });
  expect(readMaking(host, 'vm', 950)).toBeUndefined();
  beginMaking(host, { kind: 'lxc', id: 950, stage: 'provision', argv });
  expect(readMaking(host, 'lxc', 950)?.stage).toBe('provision');
  endMaking(host, 'lxc', 950);
  expect(readMaking(host, 'lxc', 950)).toBeUndefined();
});

test('the mark of a snapshot command stands beside that of a creation', () => {
  const host = fakeHost();
  const guest = { kind: 'lxc', id: 950 } as const;
  beginMaking(host, { ...guest, stage: 'provision', argv: ['pct', 'create', '950'] });
  beginSnapshotting(host, { ...guest, argv: ['pct', 'rollback', '950', 'before'] });
  expect(readSnapshotting(host, guest)).toEqual({ job: 'rollback', name: 'before' });
  expect(listMakings(host, 'lxc')).toHaveLength(1);
  endSnapshotting(host, guest);
  expect(readSnapshotting(host, guest)).toBeUndefined();
  expect(readMaking(host, 'lxc', 950)?.stage).toBe('provision');
});

test.each(['', '{', 'null', '[]', '{"kind":"lxc","id":951}'])(
  'a mark that holds %j is none',
  (text) => {
    const host = fakeHost({ files: { '/var/log/phoenix/making/lxc-950.json': text } });
    const warnings: string[] = [];
    expect(readMaking(host, 'lxc', 950, (warning) => void warnings.push(warning))).toBeUndefined();
    expect(warnings).toHaveLength(1);
  },
);
