import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Lot } from '../../e2e/lab-lot.ts';
import { hostileText } from '../../fuzz/hostile.ts';
import { Random } from '../../fuzz/random.ts';
import type { Kind } from '../kind.ts';
import type { Guest, Lab } from '../lab.ts';
import { declare, stateOf } from '../stage.ts';

/** A command that leaves something behind wherever a shell reads it, and what a person may have meant. */
const COMMANDS = [
  '$(touch /tmp/executed)',
  '`touch /tmp/executed`',
  '; touch /tmp/executed;',
  "'; touch /tmp/executed; '",
  '"; touch /tmp/executed; "',
  '| touch /tmp/executed',
  'a\ntouch /tmp/executed',
  '\\',
  '%s%n',
  'ü ß 😀',
];

/** Keys that hold texts, besides those that the guest has. */
const TEXTS: readonly string[] = [
  'name',
  'description',
  'tags',
  'mac_address',
  'nameservers',
  'searchdomain',
  'hostname',
  'template_snapshot_name',
  'application_script',
  'apparmor_profile',
];

export const hostile: Kind = {
  name: 'hostile',
  what: 'names and values that shells, option parsers, conf files or terminals could take for more',
  tasks: ['begin', 'make', 'make', 'change'],
  weight: 4,
  isTraceless: false,
  async harm(scene) {
    const { host, lot, note, task, lab } = scene;
    const before = stateOf(task, host);
    const { lab: edited, told } = hostileLab(lab, lot);
    note(told);
    declare(host, edited);
    const valid = await scene.end(host.start('validate'));
    const { exit, stderr } = await scene.end(scene.begin());
    const fault = (text: string) =>
      scene.fault({ sort: 'other', text: `${text}: ${stderr.slice(-2500)}` });
    if (valid.exit === 65 && exit !== 65)
      fault(`validate refuses it, and phoenix ended with ${exit}`);
    if (exit === 65 && stateOf(task, host).join('\n') !== before.join('\n'))
      fault('refused, and changed something');
    if (exit === 0) {
      const plan = await scene.end(host.start('plan', '--detailed-exitcode'));
      if (plan.exit !== 0)
        scene.fault({ sort: 'half-made', text: `a plan is left: ${plan.stdout}${plan.stderr}` });
    }
    if (isExecuted(host.directory)) scene.fault({ sort: 'other', text: 'a value was executed' });
  },
};

/** The lab with one to three values that nobody would write. */
function hostileLab({ containers, machines }: Lab, lot: Lot): { lab: Lab; told: string } {
  const told: string[] = [];
  const ids = [...Object.keys(containers), ...machines.vms.map(({ vmid }) => `${vmid}`)];
  const chosen = new Map<string, (guest: Guest) => Guest>();
  for (let times = 1 + lot.below(3); times > 0; times -= 1) {
    const id = lot.of(ids);
    const value =
      lot.below(2) === 0 ? lot.of(COMMANDS) : hostileText(new Random(lot.below(2 ** 31)));
    chosen.set(id, (guest) => {
      const path = lot.of(pathsOf(guest));
      told.push(`${id} ${path.join('.')} = ${JSON.stringify(value.slice(0, 60))}`);
      return withText(guest, path, value) as Guest;
    });
  }
  const edit = (id: string, guest: Guest) => chosen.get(id)?.(guest) ?? guest;
  const edited = Object.entries(containers).map(([id, guest]) => [id, edit(id, guest)]);
  const vms = machines.vms.map((guest) => edit(`${guest.vmid}`, guest));
  return {
    lab: { containers: Object.fromEntries(edited), machines: { ...machines, vms } },
    told: told.join(', '),
  };
}

type Path = readonly (string | number)[];

/** Where texts stand, and where they could. */
function pathsOf(guest: Guest): Path[] {
  const paths: Path[] = TEXTS.map((key) => [key]);
  const walk = (value: unknown, path: Path) => {
    if (typeof value === 'string') paths.push(path);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  walk(guest, []);
  return paths;
}

function withText(value: unknown, [key, ...rest]: Path, text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withText(item, rest, text) : item));
  const inner = (value as Record<string | number, unknown>)[key];
  const whole = key === 'tags' && rest.length === 0 ? [text] : withText(inner, rest, text);
  return { ...(value as object), [key]: whole };
}

/** Whether a value made a file, on the host or in a guest. */
function isExecuted(directory: string): boolean {
  const places = [
    'tmp',
    ...['fast/guests', 'var/lib/pve-sandbox/trees/fast-guests'].flatMap((place) =>
      existsSync(join(directory, place))
        ? readdirSync(join(directory, place)).map((tree) => `${place}/${tree}/tmp`)
        : [],
    ),
  ];
  return places.some((place) => existsSync(join(directory, place, 'executed')));
}
