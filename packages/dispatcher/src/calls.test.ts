import { select } from '@phoenix/shared-config';
import { describe, expect, it } from 'vitest';
import { askCalls, jobCall } from './call.ts';
import { resolve } from './resolve.ts';
import { lab } from './test-support/declared.ts';
import { verbNamed } from './verbs/index.ts';
import { snapshotWork, startAgain } from './work.ts';

/** The calls of a command line on the lab: first the questions, then the turns if all have one. */
function calls(line: string): string[] {
  const resolved = resolve(line.split(' '));
  if (resolved.kind !== 'run') throw new Error(`${line} is not understood`);
  const { verb: name, name: snapshot = '', words, flags } = resolved.intent;
  const verb = verbNamed(name);
  if (verb === undefined || !('work' in verb)) throw new Error(`${name} does not act`);
  const work = verb.work(lab, select(lab, words).ids, { name: snapshot });
  const asked = [...askCalls(work, flags).values()];
  const done = work.jobs.map((job) => jobCall(job, flags));
  return [...asked, ...done].map(({ manager, argv }) => [manager, ...argv].join(' '));
}

const _ =
  (line: string, ...expected: string[]) =>
  () =>
    expect(calls(line)).toEqual(expected);

describe('create', () => {
  it('alone', _('create 900', 'lxc-manager create 900 --dry-run --json', 'lxc-manager create 900'));
  it(
    'with all it stands on',
    _(
      'create 950',
      'lxc-manager create 900 953 901 920 950 --bring 900,953,901,920 --dry-run --json',
      'lxc-manager create 900 --bring 900',
      'lxc-manager create 953 --bring 953',
      'lxc-manager create 901 --bring 901',
      'lxc-manager create 920 --bring 920',
      'lxc-manager create 950',
    ),
  );
  it(
    'both kinds',
    _(
      '8001 --wait 5m --base-dir /x',
      'lxc-manager create 900 953 --bring 900,953 --dry-run --json --base-dir /x',
      'vm-manager create 8000 8001 --bring 8000 --dry-run --json --base-dir /x',
      'lxc-manager create 900 --bring 900 --wait 5m --base-dir /x',
      'lxc-manager create 953 --bring 953 --wait 5m --base-dir /x',
      'vm-manager create 8000 --bring 8000 --wait 5m --base-dir /x',
      'vm-manager create 8001 --wait 5m --base-dir /x',
    ),
  );
});

it(
  'converge',
  _(
    'converge 920',
    'lxc-manager create 900 901 920 --dry-run --json',
    'lxc-manager create 900',
    'lxc-manager create 901',
    'lxc-manager create 920',
  ),
);

describe('start', () => {
  it(
    'dependencies, but no clone sources',
    _(
      'start 956',
      'lxc-manager start 953 955 956 --dry-run --json',
      'lxc-manager start 953',
      'lxc-manager start 955',
      'lxc-manager start 956',
    ),
  );
  it(
    'boot order, then id',
    _(
      'start 951 950 955',
      'lxc-manager start 953 955 950 951 --dry-run --json',
      'lxc-manager start 953',
      'lxc-manager start 955',
      'lxc-manager start 950',
      'lxc-manager start 951',
    ),
  );
});

describe('snapshots', () => {
  it(
    'go from dependants to foundations',
    _(
      'snapshot before 953 956',
      'lxc-manager snapshot 956 953 --name before --dry-run --json',
      'lxc-manager snapshot 956 --name before',
      'lxc-manager snapshot 953 --name before',
    ),
  );
  it(
    'a rollback as well, which phoenix has asked about',
    _(
      'rollback before 953 956 --wait 5m',
      'lxc-manager rollback 956 953 --name before --dry-run --json',
      'lxc-manager rollback 956 --name before --yes --wait 5m',
      'lxc-manager rollback 953 --name before --yes --wait 5m',
    ),
  );
  it('what was taken since an unfinished run began is told to those that take', () => {
    const about = { name: 'before', since: 100 };
    const told = (verb: 'snapshot' | 'rollback') => snapshotWork(lab, [900], verb, about).told;
    expect(told('snapshot')).toEqual(['--name', 'before', '--since', '100']);
    expect(told('rollback')).toEqual(['--name', 'before']);
  });
  it('those that ran are planned as if they were stopped, and started in order', () => {
    const work = startAgain(lab, [956, 953]);
    expect(askCalls(work, {}).get('lxc')?.argv).toEqual(
      'start 953 956 --as-stopped --dry-run --json'.split(' '),
    );
    expect(work.jobs.map((job) => jobCall(job, {}).argv.join(' '))).toEqual([
      'start 953',
      'start 956',
    ]);
    expect(work.jobs.map(({ needs }) => needs)).toEqual([[], [953]]);
  });
});

describe('stop', () => {
  it('950', _('stop 950', 'lxc-manager stop 950 --dry-run --json', 'lxc-manager stop 950'));
  it(
    'the reverse of start',
    _(
      'stop 953 955 956',
      'lxc-manager stop 956 955 953 --dry-run --json',
      'lxc-manager stop 956',
      'lxc-manager stop 955',
      'lxc-manager stop 953',
    ),
  );
});

it(
  'restart',
  _(
    'restart 953 950',
    'lxc-manager restart 953 950 --dry-run --json',
    'lxc-manager restart 953',
    'lxc-manager restart 950',
  ),
);

it(
  'delete takes clones before their source',
  _(
    'delete 900 901 920 --yes',
    'lxc-manager delete 920 901 900 --dry-run --json',
    'lxc-manager delete 920 --yes',
    'lxc-manager delete 901 --yes',
    'lxc-manager delete 900 --yes',
  ),
);

it(
  'reconfigure',
  _(
    'reconfigure 956 955 --yes',
    'lxc-manager reconfigure 955 956 --dry-run --json',
    'lxc-manager reconfigure 955 --yes',
    'lxc-manager reconfigure 956 --yes',
  ),
);
