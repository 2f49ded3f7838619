import { profilePath } from '@phoenix/shared-config';
import {
  CONTAINERS,
  confState,
  type Found,
  firewallWords,
  historyNotes,
  identityWords,
  joined,
  Settings,
  startWords,
  type Unspeakable,
  type Wording,
  type Words,
} from '@phoenix/shared-runtime/guests';
import { parseProperties } from '@phoenix/shared-runtime/pve';
import { deviceWords } from './devices.ts';
import { networkWords } from './network.ts';
import { rawWords } from './raw-lines.ts';
import { mountWords, rootWords } from './volumes.ts';

/** How containers are put into words. */
export const containerWording: Wording = {
  files({ conf, declared }) {
    const profile = conf.main.raw.find(({ key }) => key === 'lxc.apparmor.profile')?.value;
    return ['/etc/subuid', '/etc/subgid', profilePath(declared.baseDir, profile) ?? []].flat();
  },
  declare,
  file: (declarations, before = {}) => ({
    ...before,
    lxc_configs: { ...(before.lxc_configs ?? {}), ...Object.fromEntries(declarations) },
  }),
};

function declare(found: Found): Words | Unspeakable {
  const { id, conf, known, declared } = found;
  const { keys, raw } = confState(conf);
  const settings = new Settings(keys);
  const card = networkWords(settings.take('net0'), settings.take('nameserver'));
  if ('cannot' in card) return card;
  const root = rootWords(settings.take('rootfs'));
  if ('cannot' in root) return root;
  const shared = Object.values(declared.hypervisor.shared_volumes).flatMap(
    ({ host_path, mounts }) =>
      mounts.flatMap((one): [string, string][] =>
        one.id === id ? [[one.container_path, host_path]] : [],
      ),
  );
  const mounted = raw.flatMap(({ key, value }) =>
    key === 'lxc.mount.entry' ? [value.split(/\s+/)[0] ?? ''] : [],
  );
  const own = joined(
    identityWords(CONTAINERS, found, settings),
    resources(settings),
    origin(root.source, known),
    root,
    { keys: { network_config: card.network }, notes: [] },
    card,
    privileges(settings),
    startWords(settings, ({ up, down }) => (up === down ? up : undefined)),
    template(found, settings),
    deviceWords(
      settings.takeAll((key) => /^dev\d+$/.test(key)),
      mounted,
    ),
    rawWords(found),
    mountWords(
      settings.takeAll((key) => /^mp\d+$/.test(key)),
      new Map(shared),
    ),
    firewallWords(found, card.isFiltered),
  );
  const snapshot = own.keys.template_snapshot_name;
  return joined(own, {
    keys: {},
    notes: [
      ...historyNotes(found, typeof snapshot === 'string' ? snapshot : undefined),
      ...settings.notes(),
    ],
  });
}

/** Memory, swap and cores; 512 MiB is what Proxmox takes where nothing is said. */
function resources(settings: Settings): Words {
  const swap = settings.take('swap');
  const cores = settings.take('cores');
  const keys = {
    memory_mb: Number(settings.take('memory') ?? 512),
    ...(swap === undefined ? {} : { swap_mb: Number(swap) }),
    ...(cores === undefined ? {} : { cores: Number(cores) }),
  };
  return { keys, notes: [] };
}

/** Only a linked clone tells what it was made of. */
function origin(source: number | undefined, known: ReadonlySet<number>): Words {
  if (source === undefined) return { keys: {}, notes: [] };
  if (known.has(source)) return { keys: { clone_from_ctid: source }, notes: [] };
  return {
    keys: {},
    notes: [
      `its disk stands on template ${source}, which is not declared: clone_from_ctid is left out`,
    ],
  };
}

function privileges(settings: Settings): Words {
  const unprivileged = settings.take('unprivileged') === '1';
  const features = parseProperties(settings.take('features') ?? '');
  const options = Object.entries(features).map(([name, value]) => `${name}=${value}`);
  return {
    keys: { unprivileged, ...(options.length === 0 ? {} : { pct_options: options }) },
    notes: [],
  };
}

/**
 * A container that neither runs nor starts with the host is taken for a template when it has a snapshot:
 * the one that it is at.
 */
function template({ conf, running }: Found, settings: Settings): Words {
  if (settings.take('template') === '1') return { keys: { is_template: true }, notes: [] };
  const snapshot = conf.main.keys.get('parent') ?? [...conf.snapshots.keys()].at(-1);
  const rests = !running && conf.main.keys.get('onboot') !== '1';
  if (!rests || snapshot === undefined || !conf.snapshots.has(snapshot))
    return { keys: {}, notes: [] };
  return {
    keys: { template_snapshot_name: snapshot },
    notes: [
      `taken for a template, because it neither runs nor starts with the host and has the snapshot ${snapshot}; take template_snapshot_name out if it is to run`,
    ],
  };
}
