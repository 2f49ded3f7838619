import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabHost } from './lab-host.ts';

/**
 * What is left out: logs, locks, the sandbox's own accounts, and what is no file of a host. The
 * trees of VMs and the snapshots lie among the accounts and are looked at.
 */
const SKIPPED =
  /^(?:proc|sys|tmp|dev\/(?!zvol).*|var\/log|run\/lock|var\/lib\/pve-sandbox\/(?!snapshots|trees|running).*)$/;

/**
 * What a command of Proxmox that died was writing aside, to move it into the place of a conf file; Proxmox reads
 * no such file, and takes none away.
 */
const ASIDE = /^etc\/pve\/(?:nodes\/[^/]+\/)?(?:lxc|qemu-server)\/\d+\.conf\.tmp\.\d+$/;

/** Files whose text counts; of all others it is that they are there. */
const READ =
  /^(?:etc\/pve\/(?:nodes\/[^/]+\/)?(?:lxc|qemu-server|firewall)\/[^/]+|var\/lib\/vz\/snippets\/.+|.*\/var\/lib\/phoenix\/[^/]+|.*\/opt\/said)$/;

/** The host without what is drawn by lot or told by a clock: a line for each file or text. */
export function labState({ directory }: LabHost): string[] {
  const lines: string[] = [];
  const walk = (below: string) => {
    for (const name of readdirSync(join(directory, below)).sort()) {
      const path = below === '' ? name : `${below}/${name}`;
      if (SKIPPED.test(path) || ASIDE.test(path) || /\/(?:proc|sys|dev|run)$/.test(path)) continue;
      if (lstatSync(join(directory, path)).isDirectory()) walk(path);
      else lines.push(READ.test(path) ? `${path}\n${settled(directory, path)}` : nameOf(path));
    }
  };
  walk('');
  return lines.sort();
}

/** cloud-init names an instance by what it was given, hardware addresses among it. */
function nameOf(path: string): string {
  return path.replace(/(?<=\/instances\/)[0-9a-f]{40}/, 'ID');
}

function settled(directory: string, path: string): string {
  const text = readFileSync(join(directory, path), 'utf8');
  // The first word of a record is the hash of what ran, the rest when; who ran twice is counted
  // elsewhere, with what may.
  if (path.includes('/var/lib/phoenix/')) return text.split(' ')[0] ?? '';
  if (path.endsWith('/opt/said')) return [...new Set(text.split('\n'))].sort().join('\n');
  return text
    .replaceAll(/^(snaptime|meta|vmgenid|smbios1):.*\n/gm, '')
    .replaceAll(/BC:24:11(?::[0-9A-F]{2}){3}/g, 'MAC');
}

/** What no host may show after a run that ended by itself: half-made guests, volumes of nobody. */
export function halfMade({ directory }: LabHost): string[] {
  const confs = new Map<string, string>();
  for (const kind of ['lxc', 'qemu-server'])
    for (const name of namesIn(directory, `etc/pve/${kind}`).filter((one) => one.endsWith('.conf')))
      confs.set(name, readFileSync(join(directory, 'etc/pve', kind, name), 'utf8'));
  const volumes = ['fast/guests', 'fast/data', 'dev/zvol/fast/guests'].flatMap((place) =>
    namesIn(directory, place),
  );
  const all = [...confs.values()].join('\n');
  const wrong = volumes
    .filter((volume) => /-(?:disk-\d+|cloudinit)$/.test(volume))
    .filter((volume) => !new RegExp(`[:/]${volume}(?:,|$)`, 'm').test(all))
    .map((volume) => `${volume} belongs to nobody`);
  for (const [name, text] of confs) {
    for (const [line] of text.matchAll(/^(?:lock|snapstate|unused\d+):.*$/gm))
      wrong.push(`${name} has ${line}`);
    const volume = /^(?:rootfs|scsi0): [\w-]+:(?:[\w-]+\/)?([\w-]+)/m.exec(text)?.[1];
    if (volume === undefined) wrong.push(`${name} has no disk`);
    else if (!volumes.includes(volume)) wrong.push(`${name} has ${volume}, which does not exist`);
  }
  return wrong;
}

/** Whether that is about a volume. */
export const isOfNobody = (wrong: string): boolean => wrong.endsWith(' belongs to nobody');

/** Everything that runs may leave behind for later ones; nothing when all is well. */
export function leftovers(host: LabHost): string[] {
  const left = ['var/log/phoenix/making', 'run/phoenix'].flatMap((place) =>
    namesIn(host.directory, place).map((name) => `${place}/${name}`),
  );
  return [...left, ...halfMade(host)];
}

function namesIn(directory: string, place: string): string[] {
  const path = join(directory, place);
  return existsSync(path) ? readdirSync(path) : [];
}
