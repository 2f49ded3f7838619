import { type Declared, imageUrl } from '@phoenix/shared-config';
import { type Host, liveTasks, markedGuests } from '@phoenix/shared-runtime';
import { gpuDevices, imagePlaces } from '@phoenix/shared-runtime/guests';
import { parseStorages, type Storage, templatePlaces } from '@phoenix/shared-runtime/pve';
import { profilePlaces } from '../look/profile-places.ts';
import { optionIn } from '../steps/firewall/file.ts';
import { CLUSTER } from '../steps/firewall/observe.ts';
import { loadedVersion } from '../steps/nvidia/observe.ts';
import { type CarefulLook, careful } from './careful.ts';
import type { Facts } from './facts.ts';
import { seeGuests, seeOpenWork } from './see-guests.ts';
import { enterpriseFiles, hasSubscription, knownArchives, proxmoxVersion } from './see-packages.ts';
import { armedTimers, isSynchronised, serviceStates, storageUses } from './see-services.ts';
import { siteScripts } from './site-scripts.ts';

/** Looks at the host: files, and three commands at most (pvesm, systemctl, timedatectl). */
export async function observe(
  realHost: Host,
  declared: Declared,
  more: Pick<Facts, 'isRoot' | 'restarts'>,
): Promise<Facts> {
  const host = careful(realHost);
  const text = host.read('/etc/pve/storage.cfg');
  const storages = text === undefined ? undefined : parseStorages(text);
  const links = host.list('/sys/class/net');
  const lines = (path: string) => (host.read(path) ?? '').split('\n');
  const [uses, services, synchronised] = await Promise.all([
    storageUses(host),
    serviceStates(host),
    isSynchronised(host),
  ]);
  return {
    ...more,
    declared,
    missingPrograms: ['pct', 'qm'].filter((name) => host.program(name) === undefined),
    version: proxmoxVersion(host),
    node: (host.read('/etc/hostname') ?? '').trim().split('.')[0] ?? '',
    hosts: host.read('/etc/hosts'),
    storages,
    uses,
    guests: seeGuests(host),
    links: new Set(links),
    bridges: new Set(links.filter((name) => host.exists(`/sys/class/net/${name}/bridge`))),
    isFirewallOn: text === undefined ? undefined : isFirewallOn(host),
    there: thingsThere(declared, storages ?? new Map(), host),
    scripts: siteScripts(declared, host),
    archives: knownArchives(host),
    idRanges: { '/etc/subuid': lines('/etc/subuid'), '/etc/subgid': lines('/etc/subgid') },
    loadedDriver: loadedVersion(host),
    jobs: liveTasks(host),
    open: seeOpenWork(host),
    marked: markedGuests(host),
    services,
    isSynchronised: synchronised,
    enterpriseFiles: enterpriseFiles(host),
    hasSubscription: hasSubscription(host),
    timers: armedTimers(host),
    log: host.info('/var/log/phoenix'),
  };
}

function isFirewallOn(host: CarefulLook): boolean {
  return optionIn(host.read(CLUSTER) ?? '', 'enable') === '1';
}

/** Of all the paths that the declarations stand on, those that are there. */
function thingsThere(
  { lxc, vms, vmDefaults, baseDir }: Declared,
  storages: ReadonlyMap<string, Storage>,
  host: CarefulLook,
): ReadonlySet<string> {
  const containers = [...lxc.values()].flatMap((guest) => [
    ...gpuDevices(guest),
    ...(guest.template === undefined ? [] : templatePlaces(guest.template, storages)).map(
      ({ path }) => path,
    ),
    ...profilePlaces(baseDir, guest.apparmor_profile),
  ]);
  const machines = [...vms.values()].flatMap((guest) =>
    guest.template_image === undefined || imageUrl(guest, vmDefaults) !== undefined
      ? []
      : imagePlaces(guest.template_image, guest.sha256, storages),
  );
  const paths = new Set([...containers, ...machines, '/dev/kvm']);
  return new Set([...paths].filter((path) => host.exists(path)));
}
