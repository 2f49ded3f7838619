import { imageUrl } from '../image.ts';
import { cpuTypes } from '../normalise/cpu-types.ts';
import type { Draft } from '../normalise/draft.ts';
import { didYouMean } from '../suggest.ts';
import type { VmDefaults, VmGuest } from '../vm-guest.ts';
import type { Member, World } from './world.ts';

/** One VM with its place and where to tell of it. */
interface Machine {
  member: Member;
  draft: Draft<VmGuest>;
  world: World;
}

/** What is declared of one VM and does not go together, or not with Proxmox. */
export function checkVms(world: World): void {
  const known = new Set<string>();
  for (const member of world.members) {
    if (member.kind !== 'vm') continue;
    const machine = { member, draft: member.draft as Draft<VmGuest>, world };
    checkImage(machine, world.vmDefaults);
    checkCpu(machine, known);
    checkGateway(machine);
    checkVolumes(machine);
    checkSnapshots(machine);
    checkAgent(machine);
  }
}

const say =
  (severity: 'warning' | 'error') =>
  (
    { member, world }: Machine,
    code: string,
    path: (string | number)[],
    what: string,
    hint: string,
  ) =>
    world.findings[severity](code, member.spot(...path), `guest ${member.id}: ${what}`, {
      hint,
      guests: [member.id],
    });
const warn = say('warning');
const refuse = say('error');

function checkImage(machine: Machine, defaults: VmDefaults): void {
  const { template_image: image, clone_from_vmid: source } = machine.draft;
  if (image === undefined || source !== undefined || image.startsWith('/')) return;
  if (imageUrl({ template_image: image }, defaults) !== undefined) return;
  const what = `template_image ${image} is the name of no image of Ubuntu, so it is only looked for on the host`;
  const hint = 'write its whole address, like "https://example.org/images/debian-13.qcow2"';
  warn(machine, 'unknown-image', ['template_image'], what, hint);
}

function checkCpu(machine: Machine, known: Set<string>): void {
  const { cpu_type: type } = machine.draft;
  const model = type?.split(',')[0] ?? '';
  if (type === undefined || model.startsWith('custom-') || known.has(type)) return;
  known.add(type);
  const models = cpuTypes();
  if (models.includes(model)) return;
  const { member, world } = machine;
  const spot = member.has('cpu_type')
    ? member.spot('cpu_type')
    : ({ file: 'vm', path: ['vm_defaults', 'cpu_type'] } as const);
  const meant = didYouMean(model, models);
  world.findings.warning(
    'unknown-cpu',
    spot,
    `guest ${member.id}: cpu_type ${model} is none of Proxmox 9`,
    {
      hint: `${meant === undefined ? '' : `did you mean "${meant}"? `}one of your own is "custom-${model}"`,
      guests: [member.id],
    },
  );
}

function checkGateway(machine: Machine): void {
  const { ip, gw } = machine.draft.network_config ?? {};
  if (ip === undefined || ip === 'dhcp' || gw !== undefined) return;
  const what = `network_config has the fixed address ${ip} and no gateway: the VM reaches its own network only`;
  const hint = 'add "gw"; without it cloud-init cannot install packages from outside';
  warn(machine, 'no-gateway', ['network_config'], what, hint);
}

function checkVolumes(machine: Machine): void {
  const taken = new Map<string, string>();
  for (const [index, { name, type, mount_point: at }] of (machine.draft.volumes ?? []).entries()) {
    if (type !== 'nfs') {
      const what = `volume ${name} has the type ${type}, which is not acted upon`;
      warn(machine, 'no-effect', ['volumes', index, 'type'], what, 'write "nfs", or remove it');
      continue;
    }
    const first = taken.get(at);
    if (first !== undefined) {
      const what = `volume ${name} is mounted at ${at}, as ${first} is`;
      const path = ['volumes', index, 'mount_point'];
      refuse(machine, 'duplicate-mount', path, what, 'give each a path of its own');
    }
    taken.set(at, name);
  }
}

/** A Proxmox template has no snapshots, and two of one name cannot be. */
function checkSnapshots(machine: Machine): void {
  const { is_template, template_snapshot_name: last, snapshots } = machine.draft;
  const { pre_features: before, post_features: after } = snapshots ?? {};
  if (is_template === true) {
    for (const key of ['template_snapshot_name', 'snapshots'] as const) {
      if (!machine.member.has(key)) continue;
      const what = `${key} has no effect beside is_template: Proxmox converts no VM that has snapshots, so none is taken`;
      warn(machine, 'no-effect', [key], what, `remove "${key}" or "is_template"`);
    }
    return;
  }
  const names = [before, after, last].filter((name) => name !== undefined);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  const path = last === twice ? ['template_snapshot_name'] : ['snapshots'];
  refuse(
    machine,
    'duplicate-snapshot',
    path,
    `two snapshots are called ${twice}`,
    'give each a name of its own',
  );
}

/** Nothing runs inside a VM without its agent. */
function checkAgent(machine: Machine): void {
  const { agent, features, volumes, health_check, tests } = machine.draft;
  if (agent !== false) return;
  const needs = {
    features: (features ?? []).length > 0,
    volumes: (volumes ?? []).some(({ type }) => type === 'nfs'),
    health_check: health_check !== undefined,
    tests: Object.keys(tests ?? {}).length > 0,
  };
  for (const [key, isThere] of Object.entries(needs)) {
    if (!isThere) continue;
    const what = `${key} cannot be without the guest agent, and agent is false`;
    refuse(machine, 'needs-agent', [key], what, `remove "agent": false, or "${key}"`);
  }
}
