import type { HypervisorConfig } from '@phoenix/shared-config';
import { blockIn, type Operation } from '@phoenix/shared-runtime';
import { switchOn } from '../../look/switch-on.ts';
import type { StepDraft } from '../../setup/step.ts';
import { confText } from './conf.ts';
import type { SambaFacts } from './observe.ts';
import { BLOCK, CONF, SMB_CONF } from './paths.ts';
import { directoryNotes, directoryOperations } from './share-directories.ts';
import { shareProblems } from './share-problems.ts';
import { accountOperations, passwordOperations, userNotes, userProblems } from './user.ts';

const DEADLINE = 60;
const VERIFY = ['testparm', '-s', '{}'] as const;

/** Plans the Samba server: the user, directories, our file with the shares, the service, the password. */
export function plan(
  { config }: { config: Pick<HypervisorConfig, 'samba' | 'users' | 'zfs'> },
  facts: SambaFacts,
): StepDraft {
  const wanted = confText(config.samba);
  if (wanted === undefined) return { operations: withdraw(facts) };
  const files = confOperations(wanted, facts);
  return {
    operations: [
      ...accountOperations(config, facts),
      ...directoryOperations(config, facts),
      ...files,
      ...switchOn('smbd', facts.service),
      ...(files.length === 0 ? [] : [reload()]),
      ...passwordOperations(config, facts),
    ],
    notes: [...userNotes(config, facts), ...directoryNotes(config, facts)],
    problems: [...userProblems(config, facts), ...shareProblems(config, facts)],
  };
}

/** Our file first: smb.conf is judged together with what it includes. */
function confOperations(wanted: string, { own, smbConf }: SambaFacts): Operation[] {
  const include = `include = ${CONF}`;
  const isIncluded = blockIn(smbConf, BLOCK)?.join('\n') === include;
  const write: Operation = {
    id: 'shares',
    doing: 'write the shares',
    cause: own === undefined ? `${CONF} is not there` : changeOf(own, wanted),
    write: CONF,
    content: wanted,
    verify: VERIFY,
  };
  return [
    ...(own === wanted ? [] : [write]),
    ...(isIncluded ? [] : [block([include], `${SMB_CONF} does not include ${CONF}`)]),
  ];
}

/** The lines that come and go. */
function changeOf(own: string, wanted: string): string {
  const [before, after] = [own, wanted].map((text) => text.split('\n').map((line) => line.trim()));
  const gone = before?.filter((line) => after?.includes(line) !== true) ?? [];
  const come = after?.filter((line) => before?.includes(line) !== true) ?? [];
  const side = (lines: readonly string[]) => lines.join('; ') || 'nothing';
  if (gone.length + come.length === 0) return `${CONF} was altered`;
  return `shares: ${side(gone)} -> ${side(come)}`;
}

function withdraw({ own, smbConf }: SambaFacts): Operation[] {
  const cause = 'nothing is declared for Samba any more';
  const operations = [
    ...(blockIn(smbConf, BLOCK) === undefined ? [] : [block([], cause)]),
    ...(own === undefined ? [] : [remove(cause)]),
  ];
  return operations.length === 0 ? [] : [...operations, reload()];
}

function block(lines: readonly string[], cause: string): Operation {
  return {
    id: 'include',
    doing: `include ${CONF}`,
    cause,
    write: SMB_CONF,
    block: { name: BLOCK, lines },
    verify: VERIFY,
    keep: true,
  };
}

function remove(cause: string): Operation {
  return { id: 'shares', cause, run: ['rm', '-f', CONF], effect: 'change', deadline: DEADLINE };
}

/** Who is connected stays connected. One that was missed is made up for: smbd looks once a minute. */
function reload(): Operation {
  return {
    id: 'reload',
    doing: 'have Samba read its settings again',
    cause: 'its settings have changed',
    run: ['systemctl', 'reload', 'smbd'],
    effect: 'change',
    deadline: DEADLINE,
  };
}
