import { release, version } from 'node:os';
import { sleepScaled } from '../record/settings.ts';
import { readText } from '../state/files.ts';
import { loadVm } from '../state/vms.ts';
import { supported } from './agent-info.ts';
import { interfaceAnswer } from './interfaces.ts';
import type { Json } from './perl-json.ts';
import { powerOff } from './power-off.ts';
import { progressOf } from './progress.ts';
import { kernel } from './recorded-system.ts';
import { treeOf } from './tree.ts';

type Command = (id: number) => Json | undefined | Promise<Json | undefined>;

/** What the guest agent answers to each command that `qm guest cmd` knows. */
export const agentCommands: Readonly<Record<string, Command>> = {
  'fsfreeze-freeze': () => 0,
  'fsfreeze-status': () => 'thawed',
  'fsfreeze-thaw': () => 0,
  fstrim: () => ({ paths: [] }),
  'get-fsinfo': () => [],
  'get-host-name': (id) => ({ 'host-name': hostname(id) }),
  'get-memory-block-info': () => ({ size: 134_217_728 }),
  'get-memory-blocks': memoryBlocks,
  'get-osinfo': osInfo,
  'get-time': () => BigInt(Date.now()) * 1_000_000n,
  'get-timezone': () => ({ offset: 0, zone: 'UTC' }),
  'get-users': () => [],
  'get-vcpus': processors,
  info: () => ({ supported_commands: supported, version: '10.0.13' }),
  'network-get-interfaces': interfaceAnswer,
  ping: () => undefined,
  shutdown: async (id) => {
    await sleepScaled('guest-shutdown', 1);
    await powerOff(id);
    return undefined;
  },
  'suspend-disk': () => undefined,
  'suspend-hybrid': () => undefined,
  'suspend-ram': () => undefined,
};

function hostname(id: number): string {
  return (readText(`${treeOf(id)}/etc/hostname`) ?? 'localhost').trim();
}

/** What os-release says, and the kernel of the recorded system where it was started from files. */
function osInfo(id: number): Json {
  const text = readText(`${treeOf(id)}/etc/os-release`) ?? '';
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(text)?.[1];
  const recorded = progressOf(id)?.initrd === true;
  return {
    id: value('ID'),
    'kernel-release': recorded ? kernel.release : release(),
    'kernel-version': recorded ? kernel.version : version(),
    machine: 'x86_64',
    name: value('NAME'),
    'pretty-name': value('PRETTY_NAME'),
    version: value('VERSION'),
    'version-id': value('VERSION_ID'),
  };
}

const setting = (id: number, key: string, otherwise: number): number =>
  Number(loadVm(id).values.get(key) ?? otherwise);

function processors(id: number): Json {
  const count = setting(id, 'cores', 1) * setting(id, 'sockets', 1);
  return Array.from({ length: count }, (_, n) => ({
    'can-offline': n > 0,
    'logical-id': n,
    online: true,
  }));
}

function memoryBlocks(id: number): Json {
  const count = Math.ceil(setting(id, 'memory', 512) / 128);
  const blocks = Array.from({ length: count }, (_, n) => n);
  const [first = 0, last = 0] = [blocks[0], blocks.at(-1)];
  // In the order in which the kernel's directory lists them.
  const listed = count < 2 ? blocks : [last, ...blocks.slice(1, -1), first];
  return listed.map((n) => ({ 'can-offline': true, online: true, 'phys-index': n }));
}
