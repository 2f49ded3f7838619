import type { CarefulLook } from './careful.ts';

const SOURCES = '/etc/apt/sources.list.d';

/** Version of the package pve-manager, as dpkg keeps it. */
export function proxmoxVersion(host: Pick<CarefulLook, 'read'>): string | undefined {
  const status = host.read('/var/lib/dpkg/status') ?? '';
  const stanza = status.split('\n\n').find((one) => /^Package: pve-manager$/m.test(one));
  return /^Version: (\S+)$/m.exec(stanza ?? '')?.[1];
}

/** Files of apt that name the repository for subscribers, and are not switched off. */
export function enterpriseFiles(host: Pick<CarefulLook, 'read' | 'list'>): string[] {
  const files = host.list(SOURCES).map((name) => `${SOURCES}/${name}`);
  return ['/etc/apt/sources.list', ...files].filter((file) => {
    const text = host.read(file) ?? '';
    return file.endsWith('.sources')
      ? text.split(/\n\s*\n/).some((stanza) => isOn(stanza) && /^URIs:.*enterprise\./m.test(stanza))
      : file.endsWith('.list') && /^\s*deb\s.*enterprise\.proxmox\.com/m.test(text);
  });
}

function isOn(stanza: string): boolean {
  return !/^Enabled:\s*(no|false|0)\s*$/im.test(stanza);
}

/** Whether the host has a subscription that counts. */
export function hasSubscription(host: Pick<CarefulLook, 'read'>): boolean {
  const text = host.read('/etc/subscription');
  return text !== undefined && !/status"?\s*[:=]\s*"?(notfound|new|expired|invalid)/i.test(text);
}

/** Archives of containers that pveam knows, by file name; undefined where it has no list. */
export function knownArchives(
  host: Pick<CarefulLook, 'read' | 'list'>,
): ReadonlySet<string> | undefined {
  const folder = '/var/lib/pve-manager/apl-info';
  const texts = host.list(folder).flatMap((name) => host.read(`${folder}/${name}`) ?? []);
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^Location:\s*(?:\S*\/)?(\S+)$/gm)].map(([, name = '']) => name),
  );
  return names.length === 0 ? undefined : new Set(names);
}
