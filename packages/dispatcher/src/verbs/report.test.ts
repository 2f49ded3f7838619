import { describe, expect, it } from 'vitest';
import { phoenix } from '../phoenix.ts';
import type { Report } from '../report/model.ts';
import { historyWorld, START, type ToldRun } from '../test-support/history.ts';
import { failedRun, hostileRun, largeRun, openRun, setupRun } from '../test-support/told-runs.ts';

const RUN = '20260102T110000-77';

async function dataOf(run: ToldRun, options: { alive?: boolean; before?: ToldRun } = {}) {
  const { before, ...rest } = options;
  const runs = { [RUN]: run, ...(before !== undefined && { '20260101T110000-1': before }) };
  const world = historyWorld(runs, rest);
  expect(await phoenix(['report', '--json'], world)).toBe(0);
  const { report }: { report: Report } = JSON.parse(world.printed.stdout);
  return report;
}

async function pageOf(run: ToldRun): Promise<string> {
  const world = historyWorld({ [RUN]: run });
  expect(await phoenix(['report'], world)).toBe(0);
  return world.printed.stdout;
}

/** Turns as `900 created 0-12`. */
function turnsOf({ guests }: Report): string[] {
  return guests.map(({ id, state, begin, seconds }) => `${id} ${state} ${begin}+${seconds}`);
}

describe('the data of a report', () => {
  it('is turns, waits and operations in seconds from the start, with what was expected', async () => {
    const report = await dataOf(failedRun);
    expect(report).toMatchObject({
      run: RUN,
      command: 'phoenix create 930',
      verdict: 'failed',
      exit: 1,
      since: new Date(START).toISOString(),
      seconds: 46,
      expected: 40,
      needsAreOfToday: false,
    });
    expect(turnsOf(report)).toEqual([
      '900 done 0+12',
      '901 done 0.5+3.5',
      '910 done 12+19',
      '920 failed 31+14',
      '930 skipped undefined+undefined',
    ]);
    const [base, , ledger, web, proxy] = report.guests;
    expect(base).toMatchObject({ name: 'base', expected: 10, critical: true, needs: [] });
    expect(ledger?.waits).toEqual([{ what: 'the lock of 910', begin: 13, end: 22 }]);
    expect(ledger?.notes).toEqual(['a restart is due']);
    expect(web?.operations).toEqual([
      { id: 'clone', cause: 'clone is due', result: 'done', begin: 32, seconds: 8 },
      { id: 'start', cause: 'start is due', result: 'failed', begin: 40, seconds: 5 },
    ]);
    expect(web?.tail).toEqual({
      path: `/var/log/phoenix/runs/${RUN}/005-920-start.log`,
      text: 'trying\nno space left on device',
      cut: false,
    });
    expect(proxy?.error).toEqual({ message: 'because of 920' });
  });

  it('has the chain of guests that waited for each other and took longest', async () => {
    const { chain, guests } = await dataOf(failedRun);
    expect(chain).toEqual([
      { id: 900, seconds: 12 },
      { id: 910, seconds: 19 },
      { id: 920, seconds: 14 },
    ]);
    expect(guests.filter(({ critical }) => critical).map(({ id }) => id)).toEqual([900, 910, 920]);
  });

  it('expects of operations what they took in runs before, and never what they took later', async () => {
    const later = { [RUN]: openRun, '20260103T110000-1': failedRun };
    const world = historyWorld({ ...later, '20260101T110000-1': failedRun });
    expect(await phoenix(['report', RUN, '--json'], world)).toBe(0);
    const { report }: { report: Report } = JSON.parse(world.printed.stdout);
    const web = report.guests.find(({ id }) => id === 920);
    // A start of another guest that went well took 3 s, that of 920 never did.
    expect(web?.operations.map(({ id, expected }) => [id, expected])).toEqual([
      ['clone', 8],
      ['start', 3],
    ]);
    const first = await dataOf(failedRun);
    expect(first.guests.flatMap((one) => one.operations).map((one) => one.expected)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it.each([
    [false, 'died', 'cut off', 52, 12],
    [true, 'running', 'running', 90, 50],
  ] as const)(
    'of an open run (alive: %s) ends where it is',
    async (alive, verdict, state, seconds, took) => {
      const report = await dataOf(openRun, { alive });
      expect([report.verdict, report.seconds]).toEqual([verdict, seconds]);
      const web = report.guests.find(({ id }) => id === 920);
      expect([web?.state, web?.seconds, web?.tail?.text]).toEqual([
        state,
        seconds - 31,
        alive ? undefined : 'trying',
      ]);
      expect(web?.operations.at(-1)).toMatchObject({ result: state, seconds: took });
      expect(turnsOf(report).at(-1)).toBe('930 waiting undefined+undefined');
    },
  );

  it('names the steps of a setup, where nobody waits', async () => {
    const report = await dataOf(setupRun);
    expect(turnsOf(report)).toEqual(['packages done 1+3', 'zfs failed 4+5']);
    expect(report.chain).toEqual([]);
  });
});

describe('the page of a report', () => {
  it('tells first what went wrong, then the rest', async () => {
    const page = await pageOf(failedRun);
    const titles = [...page.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'What went wrong',
      'Guests',
      'Timeline',
      'Slowest operations',
      'Who waited for whom',
      'Every operation',
    ]);
    expect(page).toContain('<title>Not all done: phoenix create 930</title>');
    expect(page).toContain('because of <a href="#failure-920">920</a>');
    expect(page).toContain('Longest chain: 45s of 46s');
  });

  it('leaves out what there is nothing of', async () => {
    const page = await pageOf({
      command: 'phoenix setup',
      told: [],
      end: { exit: 65, seconds: 0 },
    });
    expect(page).toContain('The run has told of nothing that it did.');
    expect(page).not.toContain('<h2');
    const setup = await pageOf(setupRun);
    expect(setup).toContain('<h2 id="guests-title">Steps</h2>');
    expect(setup).not.toContain('id="graph"');
  });

  it('lets no name, message or log say anything but text', async () => {
    const page = await pageOf(hostileRun);
    expect(page).not.toMatch(/<(script|img)/i);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    // Control characters other than ends of lines and tabs, and marks that reverse the writing.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    // No attribute is left by a quote: taking away texts in quotes leaves no handler.
    const tags = [...page.matchAll(/<[a-z][^<>]*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, ''));
    expect(tags.filter((tag) => /on(load|error)/.test(tag))).toEqual([]);
    // A log that the events name counts only when it is one of the run.
    expect(page).not.toContain('/etc/shadow');
    expect(page).toContain('001-950-x.log');
  });

  it('of 500 guests stays below a megabyte', async () => {
    const page = await pageOf(largeRun(500));
    expect(page.length).toBeLessThan(1_000_000);
    expect(page).toContain('There were 6000 operations');
    expect(page.match(/<article/g)).toHaveLength(10);
    expect(page.match(/<li class="lane/g)).toHaveLength(500);
  });
});

describe('phoenix report', () => {
  it('writes a file for its owner alone, and says where', async () => {
    const world = historyWorld({ [RUN]: failedRun });
    world.host.directories.set('/tmp', { kind: 'directory', uid: 0, gid: 0, mode: 0o777, size: 0 });
    expect(await phoenix(['report', '--out', '/tmp/r.html'], world)).toBe(0);
    expect(world.printed).toEqual({
      stdout: '',
      stderr: `wrote /tmp/r.html, the report of run ${RUN}\n`,
    });
    expect(world.host.calls.at(-1)).toMatchObject({
      do: 'write',
      path: '/tmp/r.html',
      mode: 0o600,
    });
  });

  it('does not pour a page into a terminal', async () => {
    const world = historyWorld({ [RUN]: failedRun });
    const terminal = { ...world, stdout: { ...world.stdout, isTTY: true } };
    expect(await phoenix(['report', RUN], terminal)).toBe(64);
    expect(world.printed).toEqual({
      stdout: '',
      stderr: [
        'error: cannot show a report on a terminal: it is a page for a browser',
        `hint: type phoenix report ${RUN} --out report.html`,
        '',
      ].join('\n'),
    });
    expect(await phoenix(['report', '--json'], terminal)).toBe(0);
  });

  it.each([
    [
      'report 950',
      66,
      '"950" is no run',
      'phoenix runs lists them; a report tells of all guests of a run',
    ],
    [
      'report 20250101T000000',
      66,
      `there is no run 20250101T000000; the nearest are ${RUN}`,
      'phoenix runs lists them',
    ],
    [
      'report last 950',
      64,
      'report takes one run, no "950"',
      'type: phoenix report --out report.html',
    ],
    ['report --parallel 2', 64, 'report has no flag --parallel', undefined],
  ] as const)('refuses %s', async (line, exit, message, hint) => {
    const world = historyWorld({ [RUN]: failedRun });
    expect(await phoenix(line.split(' '), world)).toBe(exit);
    expect(world.printed.stderr).toContain(`error: ${message}\n`);
    if (hint !== undefined) expect(world.printed.stderr).toContain(`hint: ${hint}\n`);
  });

  it('takes a beginning of any length, and names the runs where several have it', async () => {
    const runs = { [RUN]: failedRun, '20260102T120000-78': failedRun };
    const several = historyWorld(runs);
    expect(await phoenix(['report', '2026'], several)).toBe(64);
    expect(several.printed.stderr).toBe(
      `error: 2 runs begin with 2026: 20260102T120000-78, ${RUN}\nhint: type more of the id; phoenix runs lists them\n`,
    );
    const one = historyWorld({ [RUN]: failedRun });
    expect(await phoenix(['report', '2026'], one)).toBe(0);
    expect(one.printed.stdout).toContain(RUN);
  });

  it('says so when nothing was done yet', async () => {
    const world = historyWorld({});
    expect(await phoenix(['report'], world)).toBe(66);
    expect(world.printed.stderr).toBe(
      'error: cannot report: no run is kept here, nothing was done yet\nhint: phoenix plan shows what there is to do\n',
    );
  });
});
