import { describe, expect, it } from 'vitest';
import { resolve } from './resolve.ts';

/** One line of what became of a command line, words split at blanks. */
function say(line: string): string {
  const argv = line === '' ? [] : line.split(' ');
  const resolved = resolve(argv);
  if (resolved.kind === 'usage') {
    return ['usage', resolved.message, resolved.hint].filter(Boolean).join(' | ');
  }
  if (resolved.kind === 'help') return ['help', resolved.verb].filter(Boolean).join(' ');
  if (resolved.kind === 'version') return 'version';
  const { verb, name, words, flags } = resolved.intent;
  const set = Object.entries(flags)
    .filter(([, value]) => value !== false && value !== 'auto')
    .map(([name, value]) => (value === true ? name : `${name}=${value}`));
  return [[verb, ...(name === undefined ? [] : [`<${name}>`]), ...words].join(' '), ...set].join(
    ' | ',
  );
}

const _ = (line: string, outcome: string) => () => expect(say(line)).toBe(outcome);

describe('verbs and words', () => {
  it('create', _('create 950', 'create 950'));
  it('several', _('stop 950 953 nginx', 'stop 950 953 nginx'));
  it('range', _('start 950:955,-953', 'start 950:955,-953'));
  it('status of all', _('status', 'status'));
  it('plan of all', _('plan', 'plan'));
  it('bare ids', _('950', 'create 950'));
  it('bare ids with flags', _('--dry-run 950 951', 'create 950 951 | dryRun'));
  it('everything', _('LetsGo', 'LetsGo'));
  it('everything, however it is spelt', _('letsgo --dry-run', 'LetsGo | dryRun'));
  it('suite', _('test 950:smoke', 'test 950:smoke'));
  it('names with digits', _('start docker-vm-01', 'start docker-vm-01'));
  it('setup', _('setup', 'setup'));
  it('schema', _('schema lxc', 'schema lxc'));
  it('graph', _('graph', 'graph'));
  it('graph of some', _('graph 950 --dependants', 'graph 950 | dependants'));
  it('snapshot', _('snapshot before 950 nginx', 'snapshot <before> 950 nginx'));
  it('rollback', _('rollback before all -y', 'rollback <before> all | yes'));
  it('snapshots', _('snapshots 950', 'snapshots 950'));
  it('import', _('import 105:110 wiki', 'import 105:110 wiki'));
});

describe('flags', () => {
  it('after the ids', _('create 950 --dry-run', 'create 950 | dryRun'));
  it('before the verb', _('--json status', 'status | json'));
  it('between', _('delete 950 -y 951', 'delete 950 951 | yes'));
  it('parallel', _('create 950 --parallel 8', 'create 950 | parallel=8'));
  it('fail fast', _('LetsGo --fail-fast', 'LetsGo | failFast'));
  it('cluster', _('delete 950 -yq', 'delete 950 | yes | progress=quiet'));
  it('value after', _('create 950 --wait 5m', 'create 950 | wait=5m'));
  it('value with =', _('create --wait=5m 950', 'create 950 | wait=5m'));
  it('progress', _('create 950 --progress plain', 'create 950 | progress=plain'));
  it('quiet', _('create 950 --quiet', 'create 950 | progress=quiet'));
  it('base dir', _('status --base-dir /x', 'status | baseDir=/x'));
  it('force', _('stop 953 --force', 'stop 953 | force'));
  it('detailed', _('plan --detailed-exitcode', 'plan | detailedExitcode'));
  it('dry run of a look', _('status --dry-run', 'status | dryRun'));
  it('format', _('graph --format svg --out x.svg', 'graph | format=svg | out=x.svg'));
  it(
    'format that there is not',
    _(
      'graph --format png',
      'usage | --format cannot be "png" | try ascii, mermaid, dot, svg, json',
    ),
  );
  it('critical', _('graph --critical --no-status', 'graph | critical | noStatus'));
  it('colour', _('status --color', 'status | color'));
  it('all guests of the host', _('status --all', 'status | all'));
  it('directory for files', _('import --out-dir /root/lab', 'import | outDir=/root/lab'));
  it(
    'no directory for files',
    _('import --out-dir=', 'usage | --out-dir cannot be "" | name a directory'),
  );
  it(
    'disks of a variable that is not set',
    _(
      'setup --wipe-disks=',
      'usage | --wipe-disks cannot be "" | type --wipe-disks alone, or --wipe-disks=SERIALS',
    ),
  );
  it(
    'disks without a serial number',
    _(
      'setup --wipe-disks=,',
      'usage | --wipe-disks cannot be "," | a serial number is missing: --wipe-disks=S1,S2',
    ),
  );
  it('disks are asked for', _('setup --wipe-disks', 'setup | wipeDisks='));
  it('-- ends them', _('stop -- 950:955 -953', 'stop 950:955 -953'));
});

describe('help and version', () => {
  it('nothing', _('', 'usage'));
  it('--help', _('--help', 'help'));
  it('-h', _('-h', 'help'));
  it('help', _('help', 'help'));
  it('help of a verb', _('help create', 'help create'));
  it('create --help', _('create --help', 'help create'));
  it('create 950 -h', _('create 950 -h', 'help create'));
  it('--help create', _('--help create', 'help create'));
  it('--version', _('--version', 'version'));
  it('help of nothing', _('help crate', 'usage | unknown verb "crate" | did you mean create?'));
});

describe('refused', () => {
  it(
    'snapshot without guests',
    _(
      'snapshot before',
      'usage | snapshot needs a name and, after it, at least one guest | for example: phoenix snapshot before-upgrade 950 953',
    ),
  );
  it(
    'snapshot with the name behind',
    _(
      'snapshot 950 before',
      'usage | "950" can be no name of a snapshot | the name comes first: phoenix snapshot before-upgrade 950',
    ),
  );
  it(
    'snapshot under a name of Proxmox',
    _(
      'snapshot current 950',
      'usage | a snapshot cannot be called current: Proxmox uses that name itself | choose another name: before-upgrade',
    ),
  );
  it('verb', _('crate 950', 'usage | unknown verb "crate" | did you mean create?'));
  it('beginning', _('stat 950', 'usage | unknown verb "stat" | did you mean status?'));
  it('case', _('Create 950', 'usage | unknown verb "Create" | did you mean create?'));
  it(
    'far off',
    _('frobnicate', 'usage | unknown verb "frobnicate" | phoenix --help lists the verbs'),
  );
  it(
    'a file and another one',
    _('apply p1 p2', 'usage | apply takes one FILE, no "p2" | for example: phoenix apply lab.plan'),
  );
  it(
    'a shell and another one',
    _(
      'completion bash zsh',
      'usage | completion takes one of bash, zsh, fish, no "zsh" | for example: phoenix completion bash > /etc/bash_completion.d/phoenix',
    ),
  );
  it('no file', _('apply', 'usage | apply needs FILE | for example: phoenix apply lab.plan'));
  it(
    'a shell that there is not',
    _('completion tcsh', 'usage | completion has no "tcsh" | type one of bash, zsh, fish'),
  );
  it('flag', _('create 950 --dry-rum', 'usage | unknown flag --dry-rum | did you mean --dry-run?'));
  it('short flag', _('stop -x', 'usage | unknown flag -x | phoenix stop --help lists its flags'));
  it(
    'flag without a verb',
    _('950 -x', 'usage | unknown flag -x | phoenix VERB --help lists the flags of a verb'),
  );
  it('dashed id', _('stop -953', 'usage | unknown flag -953 | to leave 953 out, type all,-953'));
  it(
    'dashed id after a range',
    _('stop 950:955 -953', 'usage | unknown flag -953 | to leave 953 out, type 950:955,-953'),
  );
  it(
    'dashed id before all',
    _('stop -910 all', 'usage | unknown flag -910 | to leave 910 out, type all,-910'),
  );
  it(
    'what takes away is not suggested',
    _('sto 950', 'usage | unknown verb "sto" | did you mean stop?'),
  );
  it('nor by chance', _('step', 'usage | unknown verb "step" | did you mean stop?'));
  it('two keys off', _('strop2', 'usage | unknown verb "strop2" | phoenix --help lists the verbs'));
  it(
    'delete is far',
    _('dleet 950', 'usage | unknown verb "dleet" | phoenix --help lists the verbs'),
  );
  it('LetsGo', _('LetsGo 950', 'usage | LetsGo takes no "950" | type: phoenix LetsGo'));
  it(
    'nobody at a time',
    _(
      'create 950 --parallel 0',
      'usage | --parallel cannot be "0" | try a number from 1 (one after the other) to 99',
    ),
  );
  it(
    'setup takes nothing',
    _('setup 950', 'usage | setup takes no "950" | type: phoenix setup --dry-run'),
  );
  it(
    'flag of another verb',
    _('status --force', 'usage | status has no flag --force | --force belongs to stop, rollback'),
  );
  it('value missing', _('create 950 --wait', 'usage | --wait needs a value: --wait DURATION'));
  it(
    'value wrong',
    _('create 950 --wait soon', 'usage | --wait cannot be "soon" | try 30s, 5m or 1h'),
  );
  it(
    'value not taken',
    _('delete 950 --yes=no', 'usage | --yes takes no value | type --yes alone, or leave it out'),
  );
  it(
    'progress',
    _(
      'create 950 --progress loud',
      'usage | --progress cannot be "loud" | try auto, tty, plain, json, quiet',
    ),
  );
  it(
    'no guest',
    _('stop', 'usage | stop needs at least one guest | for example: phoenix stop 950'),
  );
  it(
    'leading zero',
    _('stop 0900', 'usage | "0900" is no id: ids have no leading zero | type 900'),
  );
  it(
    'leading zero in a range',
    _('stop 0950:955', 'usage | "0950:955" is no id: ids have no leading zero | type 950:955'),
  );
  it(
    'shell text',
    _(
      'delete 950;ls',
      'usage | "950;ls" is no id, name or range of guests | guests are named like 950, nginx, 950:955 or 950:955,-953',
    ),
  );
  it('too many', _('validate 950', 'usage | validate takes no "950" | type: phoenix validate'));
  it('empty word', () => {
    expect(resolve(['stop', ''])).toEqual({
      kind: 'usage',
      message: 'an empty word names no guest',
      hint: 'guests are named like 950, nginx, 950:955 or 950:955,-953',
    });
  });
  it('words with blanks, newlines and quotes', () => {
    for (const word of ['900 103', '950\n', '$(reboot)', '"950"', '`x`', '../950', '950|951']) {
      expect(resolve(['stop', word]).kind).toBe('usage');
    }
  });
});
