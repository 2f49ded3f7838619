import { resolve } from '../../packages/dispatcher/src/resolve.ts';
import { VERBS } from '../../packages/dispatcher/src/verbs/index.ts';
import { hypervisorManager } from '../../packages/hypervisor-manager/src/manager.ts';
import { lxcManager } from '../../packages/lxc-manager/src/manager.ts';
import { select } from '../../packages/shared-config/src/index.ts';
import { PhoenixError } from '../../packages/shared-runtime/src/errors.ts';
import type { ManagerDefinition } from '../../packages/shared-runtime/src/frame/definition.ts';
import { printError } from '../../packages/shared-runtime/src/frame/errors-out.ts';
import { COMMON_FLAGS } from '../../packages/shared-runtime/src/frame/flags.ts';
import { parse } from '../../packages/shared-runtime/src/frame/parse.ts';
import { vmManager } from '../../packages/vm-manager/src/manager.ts';
import { wrongWith } from './check-messages.ts';
import { hostileName, hostileText } from './hostile.ts';
import type { Random } from './random.ts';
import type { Trial } from './trial.ts';

const MANAGERS: readonly ManagerDefinition[] = [lxcManager, vmManager, hypervisorManager];
const GUESTS = {
  lxc: new Map([[950, { id: 950, name: 'nginx', tags: ['web'] }]]),
  vms: new Map([[8001, { id: 8001, name: 'docker-vm' }]]),
};

/** A program, and the words that it is given. */
export interface CommandLine {
  readonly program: string;
  readonly argv: readonly string[];
}

/** The examples of the help of all programs. */
const EXAMPLES: readonly CommandLine[] = [
  ...VERBS.flatMap(({ examples }) =>
    examples.map(([line]) => ({ program: 'phoenix', argv: line.split(' ') })),
  ),
  ...MANAGERS.flatMap(({ program, verbs, tools }) =>
    Object.values({ ...verbs, ...tools }).flatMap(({ examples }) =>
      examples.map(([line]) => ({ program, argv: line.split(' ') })),
    ),
  ),
];

const WORDS: readonly string[] = [
  ...VERBS.map(({ name }) => name),
  ...VERBS.flatMap(({ flags }) => flags.map((flag) => `--${flag}`)),
  ...MANAGERS.flatMap(({ flags, verbs }) => [...Object.keys(verbs), ...Object.keys(flags ?? {})]),
  ...Object.keys(COMMON_FLAGS).map((flag) => `--${flag}`),
  ...['--', '-', '-y', '-yq', '-h', '--help', '--version', '--json=', '--wait=5m', '--wait=-1'],
  ...['all', 'all,-950', '-950', '950:955', '955:950', '950:', ':950', '@web', '@', '950:smoke'],
  ...['--no-yes', '--__proto__', '--constructor=1', '--toString', '__complete', '1e3', '0950'],
  ...['999999999999999999999', '950,,951', '-9999', '--parallel=0', '--parallel=1e9', '--out=-'],
];

type Edit = (argv: readonly string[], random: Random) => readonly string[];

const put: Edit = (argv, random) => {
  const word = random.pick([
    () => random.pick(WORDS),
    () => random.pick(WORDS),
    () => hostileText(random),
    () => `${random.pick(WORDS)}=${hostileText(random)}`,
    () => `--${hostileName(random)}`,
  ])();
  return argv.toSpliced(random.below(argv.length + 1), 0, word);
};

const EDITS: readonly Edit[] = [
  put,
  put,
  put,
  (argv, random) => argv.toSpliced(random.below(argv.length), 1),
  (argv, random) => argv.toSpliced(random.below(argv.length), 1, random.pick(WORDS)),
  (argv, random) => [...argv, ...random.pick(EXAMPLES).argv],
  (argv, random) => {
    const at = random.below(argv.length);
    const word = argv[at] ?? '';
    const cut = random.below(word.length + 1);
    const piece = random.pick(['-', '=', ',', ':', '@', '\n', '\u202e', '', 'x', ' ']);
    return argv.toSpliced(at, 1, word.slice(0, cut) + piece + word.slice(cut + random.below(2)));
  },
];

/** The command line of a seed, or another one after it. */
export function mutateLine(line: CommandLine | undefined, random: Random): CommandLine {
  const from = line ?? random.pick(EXAMPLES);
  const argv = random.pick(EDITS)(from.argv, random);
  return { program: from.program, argv };
}

/** What a program makes of a command line, before it looks at anything. */
export async function tryLine({ program, argv }: CommandLine): Promise<Trial> {
  const manager = MANAGERS.find((one) => one.program === program);
  return manager === undefined ? tryPhoenix(argv) : tryManager(argv, manager);
}

function tryPhoenix(argv: readonly string[]): Trial {
  const resolved = resolve(argv);
  if (resolved.kind === 'usage') {
    const { message = 'there is no verb', hint } = resolved;
    return refused(message, message.startsWith('there is') ? 'the usage follows' : hint);
  }
  if (resolved.kind !== 'run') return { outcome: 'accepted', findings: [] };
  const { unknown } = select(GUESTS, resolved.intent.words);
  const findings = unknown.flatMap(({ word, message, hint }) =>
    shown(`cannot choose ${JSON.stringify(word)}: ${message}`, hint),
  );
  return { outcome: 'accepted', findings };
}

async function tryManager(argv: readonly string[], manager: ManagerDefinition): Promise<Trial> {
  try {
    await parse(argv, manager);
    return { outcome: 'accepted', findings: [] };
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    const { message, hint, exit } = error;
    const trial = refused(message, hint);
    return exit === 64 ? trial : { ...trial, findings: [...trial.findings, `exit ${exit}`] };
  }
}

function refused(message: string, hint: string | undefined): Trial {
  // A flag without its value: the message is the form.
  const needsHint = hint === undefined && !message.includes('needs a value');
  const findings = needsHint ? [`no hint: ${message}`] : [];
  return { outcome: 'refused', findings: [...findings, ...shown(message, hint)] };
}

/** What is wrong with an error as a person sees it. */
function shown(message: string, hint: string | undefined): string[] {
  let text = '';
  const plain = (_: unknown, part: string) => part;
  const talk = (part: string) => {
    text += part;
  };
  const error = { message, ...(hint !== undefined && { hint }) };
  printError(error, { result: talk, talk, paint: plain, paintTalk: plain });
  return wrongWith(text).map((what) => `${what}: ${JSON.stringify(text)}`);
}
