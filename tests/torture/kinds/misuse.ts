import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../../../packages/shared-runtime/src/exit-codes.ts';
import type { Ended, LabHost } from '../../e2e/lab-host.ts';
import type { Kind } from '../kind.ts';
import { idsOf } from '../lab.ts';
import type { Scene } from '../scene.ts';
import { stateOf } from '../stage.ts';

/** Something that is typed wrongly, or where it cannot be done; with how that is to end. */
interface Mistake {
  readonly exit: number;
  readonly type: (scene: Scene) => Promise<Ended>;
}

const ETC = 'usr/local/phoenix_hypervisor/etc';
const FILES = ['phoenix_lxc_configs.json', 'phoenix_vm_configs.json'] as const;
const SAVED = 'root/saved.plan';
const OVER = 'run/over';
const NOBODY = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'an option that there is not': {
    exit: EXIT.usage,
    type: (scene) => scene.end(scene.begin(['--no-such-option'])),
  },
  'an id that nobody declares': {
    exit: EXIT.notFound,
    type: (scene) => scene.end(scene.host.start('create', '7777')),
  },
  'a configuration that was cut off': {
    exit: EXIT.configInvalid,
    type: (scene) =>
      edited(
        scene.host,
        (text) => text.slice(0, scene.lot.below(text.length - 1)),
        () => scene.end(scene.begin()),
      ),
  },
  'a look at what is pending': {
    exit: EXIT.changesPending,
    type: (scene) => scene.end(scene.host.start('plan', '--detailed-exitcode')),
  },
  'a plan from before an edit': { exit: EXIT.stale, type: applyStale },
  'a machine without the programs of Proxmox': {
    exit: EXIT.hostProgramMissing,
    type: (scene) => scene.end(scene.begin([], ['env', 'PATH=/nowhere'])),
  },
  'another user': {
    exit: EXIT.notPermitted,
    type: (scene) => scene.end(scene.begin([], NOBODY)),
  },
  'guests that somebody is at work on': { exit: EXIT.busy, type: whileBusy },
};

async function applyStale(scene: Scene): Promise<Ended> {
  const { host } = scene;
  await scene.end(host.start('plan', '--out', `/${SAVED}`));
  const ended = await edited(
    host,
    (text) =>
      text.replaceAll(/("memory_mb": ?)(\d+)/g, (_, key, size) => `${key}${Number(size) + 16}`),
    () => scene.end(host.start('apply', `/${SAVED}`)),
  );
  rmSync(join(host.directory, SAVED));
  return ended;
}

/** Types something while another process has every guest. */
async function whileBusy(scene: Scene): Promise<Ended> {
  const { host, lab } = scene;
  const files = idsOf(lab).map((id) => `${id in lab.containers ? 'lxc' : 'vm'}-${id}.lock`);
  const locked = files.map((file) => `flock /run/lock/phoenix/${file} `).join('');
  const held = `sh -c 'echo held >&2; until [ -e /${OVER} ]; do sleep 0.1; done'`;
  const holder = host.begin('sh', '-c', `mkdir -p /run/lock/phoenix && exec ${locked}${held}`);
  while (!holder.said().includes('held') && !holder.isOver()) await sleep(20);
  const ended = await scene.end(scene.begin(['--wait', '0s']));
  writeFileSync(join(host.directory, OVER), '');
  await holder.done;
  rmSync(join(host.directory, OVER));
  return ended;
}

/** Types something while what is declared of guests is something else. */
async function edited<T>(
  { directory }: LabHost,
  edit: (text: string) => string,
  type: () => Promise<T>,
): Promise<T> {
  const files = FILES.map((name) => join(directory, ETC, name));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  files.forEach((file, at) => {
    writeFileSync(file, edit(texts[at] ?? ''));
  });
  const result = await type();
  files.forEach((file, at) => {
    writeFileSync(file, texts[at] ?? '');
  });
  return result;
}

export const misuse: Kind = {
  name: 'misuse',
  what: 'mistakes of whoever types it: each ends with the exit status that is its own, and changes nothing',
  tasks: ['begin', 'make', 'create'],
  weight: 2,
  isTraceless: true,
  async harm(scene) {
    const { host, task } = scene;
    const effects = () => host.commands().filter(({ changed }) => changed).length;
    for (const [what, { exit: wanted, type }] of Object.entries(MISTAKES)) {
      const before = [...stateOf(task, host), `${effects()} commands`].join('\n');
      scene.note(what);
      const { exit, stdout, stderr } = await type(scene);
      const said = `${stdout.slice(-500)}${stderr.slice(-1500)}`;
      if (exit !== wanted)
        scene.fault({ sort: 'exits', text: `${what}: exit ${exit}, not ${wanted}: ${said}` });
      if ([...stateOf(task, host), `${effects()} commands`].join('\n') !== before)
        scene.fault({ sort: 'other', text: `${what}: something was changed: ${said}` });
    }
  },
};
