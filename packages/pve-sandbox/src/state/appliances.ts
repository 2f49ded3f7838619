import table from './appliances.json' with { type: 'json' };
import { readText, writeText } from './files.ts';
import { err } from './talk.ts';

/** A template that can be downloaded. */
export interface Appliance {
  section: string;
  file: string;
  arch: string;
}

const place = '/var/lib/pve-manager/apl-info';
const own = `${place}/download.proxmox.com`;
const turnkey = `${place}/releases.turnkeylinux.org`;

/** What the index of templates on this host lists; tells of each of its files that is not there. */
export function appliances(): Appliance[] {
  return [own, turnkey].flatMap((path) => {
    const text = readText(path);
    if (text !== undefined) return parseIndex(text);
    err(`unable to open file '${path}' - No such file or directory\n`);
    return [];
  });
}

/** Writes the index as the download server has it today. */
export function writeIndex(): void {
  const all = Object.entries(table).flatMap(([section, files]) =>
    files.map((file) => stanza(section, file)),
  );
  writeText(own, all.join('\n'));
}

function stanza(section: string, file: string): string {
  const [, name = file, version = ''] = /^(.+?)_(.+)_[a-z0-9]+\.tar\.[a-z]+$/.exec(file) ?? [];
  return `Package: ${name}
Version: ${version}
Type: lxc
OS: ${name.replace(/-[a-z]+$/, '')}
Section: ${section}
Architecture: amd64
Location: ${section}/${file}
Description: image of ${name}
 A stand-in of the sandbox.
`;
}

function parseIndex(text: string): Appliance[] {
  return text.split(/\n\s*\n/).flatMap((one) => {
    const field = (name: string) => new RegExp(`^${name}: *(.+)$`, 'm').exec(one)?.[1];
    const file = field('Location')?.split('/').at(-1);
    if (file === undefined) return [];
    return [{ section: field('Section') ?? '', file, arch: field('Architecture') ?? 'amd64' }];
  });
}
