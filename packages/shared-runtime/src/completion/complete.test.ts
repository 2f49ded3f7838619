import { describe, expect, it } from 'vitest';
import type { CommandManual, Manual } from '../manual/manual.ts';
import { complete } from './complete.ts';
import type { Known } from './values.ts';

const command = (
  name: string,
  usage: string,
  more: Partial<CommandManual> = {},
): CommandManual => ({
  name,
  usage,
  group: 'Verbs',
  summary: `does ${name}`,
  about: [],
  examples: [],
  flags: [],
  aliases: [],
  ...more,
});

const manual: Manual = {
  program: 'phoenix',
  summary: '',
  usage: '',
  tables: [],
  flags: [
    { name: 'json', help: 'as JSON' },
    { name: 'base-dir', value: 'DIR', help: 'where' },
    { name: 'progress', value: 'MODE', choices: ['plain', 'quiet'], help: 'how' },
    { name: 'quiet', short: 'q', help: 'little' },
  ],
  commands: [
    command('LetsGo', ''),
    command('create', 'GUEST...', {
      flags: [{ name: 'wait', value: 'DURATION', help: 'so long' }],
    }),
    command('test', 'GUEST[:SUITE]...', {
      flags: [
        { name: 'junit', value: 'FILE', help: 'file' },
        { name: 'suite', value: 'SUITE', help: 'suite' },
      ],
    }),
    command('status', '[GUEST...]', {
      flags: [{ name: 'run', words: '[RUN] [GUEST...]', help: 'a run' }],
    }),
    command('rollback', 'SNAPSHOT GUEST...', {}),
    command('setup', '', {
      flags: [
        { name: 'only', value: 'STEPS', help: 'steps' },
        { name: 'wipe-disks', value: 'SERIALS', optional: true, help: 'disks' },
      ],
    }),
    command('schema', 'lxc|vm', {}),
    command('explain', 'KEY', {}),
    command('push', 'VMID FILE DESTINATION', { isTool: true }),
    command('exec', 'VMID -- COMMAND ARG...', { isTool: true }),
  ],
};

const known: Known = {
  guests: () => [
    { id: 910, name: 'ledger', kind: 'lxc', suites: ['health', 'smoke'] },
    { id: 920, name: 'web-1', kind: 'lxc', suites: ['health'] },
    { id: 8001, name: 'forge', kind: 'vm', suites: [] },
  ],
  snapshots: () => [['before-upgrade', '910 920']],
  runs: () => [['20260102T030405-1', 'phoenix create 910']],
  steps: async () => ['zfs', 'nfs'],
  hostSuites: () => ['storage'],
  keys: async () => [['memory_mb', 'lxc_configs.<id>.memory_mb']],
};

/** The words that are offered, with blanks between; what is typed ends with `|`. */
async function offered(line: string): Promise<string> {
  const { choices, paths } = await complete(manual, line.slice(0, -1).split(' '), known);
  return [...choices.map(([word]) => word), ...(paths === undefined ? [] : [`:${paths}`])].join(
    ' ',
  );
}

describe('complete', () => {
  it.each([
    ['|', 'LetsGo create test status rollback setup schema explain push exec help'],
    ['l|', 'LetsGo'],
    ['help s|', 'status setup schema'],
    ['help status |', ''],
    ['nonsense |', ''],
    ['LetsGo |', ''],
    // Guests: by id and by name, in lists, ranges and exclusions; none twice.
    ['create |', '910 ledger 920 web-1 8001 forge all'],
    ['create 9|', '910 920'],
    ['create W|', 'web-1'],
    ['create 910 9|', '920'],
    ['create 910,9|', '910,920'],
    ['create all,-9|', 'all,-910 all,-920'],
    ['create 910:9|', '910:920'],
    ['create x|', ''],
    ['rollback |', 'before-upgrade'],
    ['rollback before-upgrade 9|', '910 920'],
    // Suites.
    ['test h|', 'host'],
    ['test 910:|', '910:health 910:smoke'],
    ['test ledger:s|', 'ledger:smoke'],
    ['test all:|', 'all:health all:smoke'],
    ['test host:|', 'host:storage'],
    ['test 910 --suite |', 'health smoke storage'],
    ['test 910 --suite=s|', '--suite=smoke --suite=storage'],
    // Flags: those of the verb and those of every verb, none twice, and their values.
    ['create 910 --|', '--wait --json --base-dir --progress --quiet --help --version'],
    ['create --json --j|', ''],
    ['create -q|', '-q'],
    ['--|', '--help --version'],
    ['create --wait |', '30s 5m 1h'],
    ['create --wait=3|', '--wait=30s'],
    ['create --wait 5m 91|', '910'],
    ['create --progress p|', 'plain'],
    ['create --base-dir |', ':directories'],
    ['test 910 --junit |', ':files'],
    ['create --json=|', ''],
    ['setup --only |', 'zfs nfs'],
    ['setup --only zfs,|', 'zfs,nfs'],
    ['setup --wipe-disks --o|', '--only'],
    // Words that a flag puts in the place of a verb's own.
    ['status 2|', ''],
    ['status --run 2|', '20260102T030405-1'],
    ['status --run last 9|', '910 920'],
    ['schema |', 'lxc vm'],
    ['schema lxc |', ''],
    ['explain me|', 'memory_mb'],
    // Tools have no flags but their own.
    ['push |', '8001'],
    ['push 8001 |', ':files'],
    ['push --|', '--help --version'],
    ['exec 8001 -- |', ':files'],
  ])('%s', async (line, words) => {
    expect(await offered(line)).toBe(words);
  });
});
