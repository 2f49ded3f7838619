import { isQmOption } from '@phoenix/shared-config';
import {
  confState,
  type Found,
  firewallWords,
  historyNotes,
  identityWords,
  isSecret,
  joined,
  Settings,
  startWords,
  stays,
  type Unspeakable,
  VMS,
  type Wording,
  type Words,
} from '@phoenix/shared-runtime/guests';
import { formatProperties } from '@phoenix/shared-runtime/pve';
import { named } from '../plan/canonical.ts';
import { parseCard } from '../plan/network.ts';
import { snippetPaths } from '../plan/snippet-files.ts';
import { cloudInitWords } from './cloud-init.ts';
import { diskWords } from './disk.ts';

/** How VMs are put into words. */
export const vmWording: Wording = {
  files: ({ id, storages }) => snippetPaths(id, storages),
  declare,
  file(declarations, before = {}) {
    const old: unknown[] = Array.isArray(before.vms) ? before.vms : [];
    const isKept = (one: unknown) =>
      !(typeof one === 'object' && one !== null && 'vmid' in one) ||
      !declarations.has(Number(one.vmid));
    return {
      ...before,
      vms: [...old.filter(isKept), ...[...declarations].map(([vmid, keys]) => ({ vmid, ...keys }))],
    };
  },
};

function declare(found: Found): Words | Unspeakable {
  const { conf } = found;
  const { keys } = confState(conf);
  const settings = new Settings(keys);
  const disk = diskWords(keys);
  if ('cannot' in disk) return disk;
  settings.take(disk.key);
  const net0 = settings.take('net0');
  const { mac, rest } = parseCard(net0 ?? '');
  const { bridge, firewall, ...others } = rest;
  if (bridge === undefined)
    return { cannot: 'a declared VM has a network card on a bridge, and it has no such net0' };
  const agent = agentWords(settings);
  const own = joined(
    identityWords(VMS, found, settings),
    resources(found, settings),
    disk,
    origin(disk.source, found),
    {
      keys: { network_bridge: bridge, ...(mac === undefined ? {} : { mac_address: mac }) },
      notes: Object.keys(others).length === 0 ? [] : [stays('net0', formatProperties(others))],
    },
    settings.take('template') === '1'
      ? { keys: { is_template: true }, notes: [] }
      : { keys: {}, notes: [] },
    agent,
    cloudInitWords(found, agent.keys.agent === true, settings),
    startWords(settings, ({ up }) => up),
    firewallWords(found, firewall === '1'),
  );
  const options = qmOptions(settings);
  return joined(own, options, {
    keys: {},
    notes: [...historyNotes(found, undefined), ...settings.notes()],
  });
}

/** Memory, cores and processor; what is not set is said where vm_defaults would say something else. */
function resources({ declared }: Found, settings: Settings): Words {
  const { current = '512' } = named('memory', settings.take('memory') ?? '');
  const { cputype, ...flags } = named('cpu', settings.take('cpu') ?? '');
  const type = cputype ?? (declared.vmDefaults.cpu_type === undefined ? undefined : 'kvm64');
  const keys = {
    cores: Number(settings.take('cores') ?? 1),
    memory_mb: Number(current),
    ...(type === undefined ? {} : { cpu_type: formatProperties({ '': type, ...flags }) }),
  };
  return { keys, notes: [] };
}

/** Only a linked clone tells what it was made of. */
function origin(source: number | undefined, { known }: Found): Words {
  if (source === undefined) return { keys: {}, notes: [] };
  if (known.has(source))
    return { keys: { clone_from_vmid: source, linked_clone: true }, notes: [] };
  return {
    keys: {},
    notes: [
      `its disk stands on template ${source}, which is not declared: clone_from_vmid is left out`,
    ],
  };
}

function agentWords(settings: Settings): Words {
  const value = settings.take('agent');
  const { enabled = '0', ...others } = named('agent', value ?? '');
  return {
    keys: { agent: /^(?:1|on|yes|true)$/i.test(enabled) },
    notes: Object.keys(others).length === 0 ? [] : [stays('agent', formatProperties(others))],
  };
}

/** Settings for which Phoenix has no key of its own, but takes as options of qm. */
function qmOptions(settings: Settings): Words {
  const options = settings.takeAll((key, value) => !isSecret(key, value) && isQmOption(key, value));
  const qm_options = options.map(([key, value]) => `--${key} ${value}`);
  return { keys: qm_options.length === 0 ? {} : { qm_options }, notes: [] };
}
