import { FILES, listener } from '../../frame/fixture.ts';
import { managerExit } from '../../frame/run-manager.ts';
import { type FakeHost, fakeHost } from '../../host/fake-host.ts';
import { doorOf } from '../door.ts';
import type { Guest } from '../guest.ts';
import type { Kind } from '../kind.ts';
import { createOperation } from '../plan/define.ts';
import { inside } from '../plan/inside.ts';
import { builtInStep } from '../plan/provision.ts';
import { FINAL_FORM, PRE_CONFIGURED } from '../plan/snapshots.ts';
import type { GuestInput, ProvisionStep } from '../plan/types.ts';
import type { Configured, Ways } from '../plan/ways.ts';
import { guestVerbs } from './guest-verbs.ts';
import { GUEST_FLAGS, type TwinParts } from './twin.ts';

/** Names of what the plainest guest remembers, with the hashes. */
export type Memory = Map<string, string>;

/** A kind whose guests have one setting and one built-in feature. */
function plainTwin(kind: Kind, memory: Memory = new Map()): TwinParts<Guest> {
  return {
    sight: {
      kind,
      guests: (declared) => (kind.name === 'lxc' ? declared.lxc : declared.vms),
      wanted: () => ({ paths: [], scripts: [], texts: [] }),
      readMemory: async () => new Map(memory),
    },
    ways: async () => plainWays(),
    wording: async () => ({
      files: () => [],
      declare: () => ({ keys: {}, notes: [] }),
      file: (_declarations, before = {}) => before,
    }),
    door: () => doorOf(kind.name === 'lxc' ? 'pct' : 'vm-manager'),
  };
}

function plainWays(): Ways<Guest> {
  const whole: Configured = { operations: [], after: { keys: new Map(), raw: [] } };
  return {
    isTemplate: () => false,
    prerequisites: () => ({ operations: [] }),
    make(input) {
      const create = createOperation(
        input,
        { what: 'template', name: 'plain' },
        { words: ['--cores', '1'], expected: [['cores', '1']] },
      );
      return { ...whole, operations: [create] };
    },
    clone: () => whole,
    configure: () => whole,
    asked: () => [['cores', '1']],
    isEnded: (conf) => conf.main.keys.has('cores'),
    ready: (input) => [
      {
        id: 'ready',
        cause: 'started',
        ...inside(input, 'true\n', '120'),
        effect: 'check',
        deadline: 120,
      },
    ],
    readyLate: false,
    steps: (input) => ({ first: [dockerStep(input)], later: [] }),
    lifecycle: () => ({
      before: { name: PRE_CONFIGURED, wanted: false },
      last: { name: FINAL_FORM, wanted: false },
    }),
    root: () => 'disk',
    snapshotObstacle: () => undefined,
    conversionObstacle: () => undefined,
    finish: () => [],
    leftovers: () => [],
  };
}

function dockerStep(input: GuestInput): ProvisionStep {
  const step = builtInStep(input, 'docker');
  if (step === undefined) throw new Error('docker is built in');
  return step;
}

/** A host on which the tool of that kind makes, starts and destroys guests. */
export function hostOf({ tool, conf }: Kind): FakeHost {
  const host = fakeHost({ files: FILES });
  const id = (argv: readonly string[]) => Number(argv[2]);
  host.on(`${tool} create`, { effect: (at, argv) => at.files.set(conf(id(argv)), 'cores: 1\n') });
  host.on(`${tool} destroy`, { effect: (at, argv) => at.files.delete(conf(id(argv))) });
  return host;
}

/** Runs one command line of a manager of the plainest guests. */
export async function runTwin(
  kind: Kind,
  argv: readonly string[],
  { host = hostOf(kind), memory }: { host?: FakeHost; memory?: Memory } = {},
) {
  const { said, out } = listener();
  const { manager: program, name } = kind;
  const verbs = guestVerbs(plainTwin(kind, memory));
  const exit = await managerExit(
    { program, kind: name, summary: 'tries out the twins', flags: GUEST_FLAGS, verbs },
    { argv: [...argv, '--base-dir', '/lab'], host, out, self: [program] },
  );
  return { exit, ...said, host };
}
