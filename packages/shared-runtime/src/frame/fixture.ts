import { fakeHost } from '../host/fake-host.ts';
import type { ManagerDefinition, VerbDefinition } from './definition.ts';
import { managerExit } from './run-manager.ts';

/** A small lab: two containers and a VM. */
export const FILES = {
  '/lab/etc/phoenix_hypervisor_config.json': '{}',
  '/lab/etc/phoenix_lxc_configs.json': JSON.stringify({
    lxc_configs: { 900: container('base'), 950: container('vllm') },
  }),
  '/lab/etc/phoenix_vm_configs.json': JSON.stringify({
    vms: [
      {
        vmid: 8001,
        name: 'docker-vm',
        template_image: 'debian.qcow2',
        memory_mb: 512,
        cores: 1,
        disk_size_gb: 8,
        storage_pool: 'local',
        network_bridge: 'vmbr0',
      },
    ],
  }),
};

function container(name: string) {
  return {
    name,
    memory_mb: 512,
    cores: 1,
    template: 'local:vztmpl/debian-13.tar.zst',
    storage_pool: 'local',
    storage_size_gb: 8,
    network_config: { name: 'eth0', bridge: 'vmbr0', ip: 'dhcp' },
    features: [],
  };
}

/** A verb with the least that one needs. */
export function verb(
  run: VerbDefinition['run'] = async () => undefined,
  more: Partial<VerbDefinition> = {},
): VerbDefinition {
  return {
    summary: 'do something',
    description: ['It does something to guests.'],
    examples: [['act 950', 'does it to 950']],
    ids: 'some',
    effect: 'look',
    run,
    ...more,
  };
}

/** A manager of containers with these verbs. */
export function manager(verbs: Record<string, VerbDefinition>): ManagerDefinition {
  return {
    program: 'lxc-manager',
    kind: 'lxc',
    summary: 'tries out the frame',
    verbs,
    flags: { suite: { value: 'NAME', help: 'one suite only' } },
  };
}

/** Streams without colours, and what was said on them. */
export function listener() {
  const said = { result: '', talk: '' };
  const out = {
    result: (text: string) => {
      said.result += text;
    },
    talk: (text: string) => {
      said.talk += text;
    },
    paint: (_: string, text: string) => text,
    paintTalk: (_: string, text: string) => text,
  };
  return { said, out };
}

/** Runs a command line of such a manager against a host in memory; tells what it said. */
export async function tryOut(
  verbs: Record<string, VerbDefinition>,
  argv: readonly string[],
  host = fakeHost({ files: FILES }),
) {
  const { said, out } = listener();
  const full = [...argv, ...(argv.includes('--base-dir') ? [] : ['--base-dir', '/lab'])];
  const exit = await managerExit(manager(verbs), { argv: full, host, out, self: ['lxc-manager'] });
  return { exit, ...said, host };
}
