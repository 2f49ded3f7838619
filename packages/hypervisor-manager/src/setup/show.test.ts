import { describe, expect, it } from 'vitest';
import type { StepPlan } from './host-plan.ts';
import { showHostPlan, showHostStatus, showResults } from './show.ts';

const plain = { json: false, detailedExitcode: false };
const base = { notes: [], problems: [], operations: [] };

const PLANS: readonly StepPlan[] = [
  {
    ...base,
    step: 'zfs',
    title: 'ZFS pools',
    operations: [
      {
        id: 'set',
        cause: 'quota 1G -> 2G',
        run: ['zfs', 'set', 'quota=2G', 't/a'],
        effect: 'change',
        deadline: 1,
      },
      {
        id: 'file',
        cause: 'not there',
        write: '/etc/x',
        block: { name: 'shares', lines: ['a = b'] },
      },
    ],
    notes: ['pool t is DEGRADED'],
  },
  { ...base, step: 'nfs', title: 'NFS exports' },
  { ...base, step: 'nvidia', title: 'NVIDIA driver', restart: 'nouveau is loaded' },
];
const STUCK: StepPlan = {
  ...base,
  step: 'samba',
  title: 'Samba shares',
  problems: [{ message: 'cannot share /x', hint: 'make it' }],
};

function listen() {
  const said = { result: '', talk: '' };
  const paint = (_: string, text: string) => text;
  const out = {
    result(text: string) {
      said.result += text;
    },
    talk(text: string) {
      said.talk += text;
    },
    paint,
    paintTalk: paint,
  };
  return { said, out };
}

describe('a plan', () => {
  it('shows what would be done to each step and why, and a last line counts', () => {
    const { said, out } = listen();
    expect(showHostPlan([...PLANS, STUCK], plain, out)).toBe(65);
    expect(said.result).toBe(
      [
        '~ zfs (ZFS pools)',
        '    set: quota 1G -> 2G',
        '        zfs set quota=2G t/a',
        '    file: not there',
        '        in /etc/x the block shares',
        '        | a = b',
        '  ! pool t is DEGRADED',
        '= nfs (NFS exports): as declared',
        '! nvidia (NVIDIA driver): needs a restart',
        '  ! the host has to be restarted: nouveau is loaded',
        '✖ samba (Samba shares): impossible',
        '  ✖ cannot share /x',
        '    hint: make it',
        'Plan of the host: 1 to change, 1 as declared, 1 to restart for, 1 impossible',
        '',
      ].join('\n'),
    );
  });
  it('is an object for programs', () => {
    const { said, out } = listen();
    showHostPlan(PLANS, { ...plain, json: true }, out);
    const { steps, summary } = JSON.parse(said.result);
    expect(steps.map(({ state }: { state: string }) => state)).toEqual([
      'differs',
      'as declared',
      'needs a restart',
    ]);
    expect(summary).toMatchObject({ differs: 1, 'as declared': 1 });
  });
  it('tells by its exit status that something is pending, where asked for', () => {
    const exit = (plans: readonly StepPlan[]) =>
      showHostPlan(plans, { ...plain, detailedExitcode: true }, listen().out);
    expect(exit(PLANS)).toBe(2);
    expect(exit([{ ...base, step: 'nfs', title: 'NFS' }])).toBe(0);
    expect(showHostPlan(PLANS, plain, listen().out)).toBe(0);
  });
  it('of nothing says so', () => {
    const { said, out } = listen();
    showHostPlan([], plain, out);
    expect(said.result).toBe('Plan of the host: nothing is declared for the host\n');
  });
});

it('states are a line a step', () => {
  const { said, out } = listen();
  showHostStatus([...PLANS, STUCK], plain, out);
  expect(said.result.split('\n')).toEqual([
    'STEP    STATE            WHAT',
    'zfs     differs          quota 1G -> 2G, and 1 more',
    'nfs     as declared      NFS exports',
    'nvidia  needs a restart  nouveau is loaded',
    'samba   impossible       cannot share /x',
    '',
  ]);
});

it('results tell what became of each step, and what to type next', () => {
  const { said, out } = listen();
  const of = { title: 'x', notes: [], operations: 1, seconds: 2 };
  const error = { message: 'cannot do it\nmore', hint: 'mend it' };
  const results = [
    { ...of, step: 'zfs', outcome: 'changed' as const },
    { ...of, step: 'nfs', outcome: 'failed' as const, error },
    { ...of, step: 'samba', outcome: 'skipped' as const, error: { message: 'because of nfs' } },
  ];
  showResults({ results, exit: 1 }, plain, out);
  expect(said.result).toBe(
    [
      'STEP   RESULT   WHAT',
      'zfs    changed  1 operation in 2s',
      'nfs    failed   cannot do it',
      'samba  skipped  because of nfs',
      'next: mend that, then phoenix setup does what is left',
      '',
    ].join('\n'),
  );
  expect(said.talk).toContain('hint: mend it\n');
});
