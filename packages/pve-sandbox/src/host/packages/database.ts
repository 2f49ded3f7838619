import { readText, writeText } from '../../state/files.ts';

/** A package as dpkg knows it. `status` is `installed`, `unpacked` or `config-files`. */
export type Installed = { name: string; version: string; status: string; text: string };

const FILE = '/var/lib/dpkg/status';

/** The packages of /var/lib/dpkg/status, by name. */
export function packagesOf(text: string): Installed[] {
  return text
    .split(/\n\n+/)
    .filter((stanza) => /^Package: /m.test(stanza))
    .map((stanza) => {
      const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'm').exec(stanza)?.[1] ?? '';
      const status = field('Status').split(' ')[2] ?? 'not-installed';
      return { name: field('Package'), version: field('Version'), status, text: stanza.trim() };
    });
}

/** Every package that dpkg knows. */
export const known = (): Installed[] => packagesOf(readText(FILE) ?? '');

/** Whether a package is installed (not merely its settings left over). */
export const isInstalled = (name: string): boolean =>
  known().some((one) => one.name === name && one.status === 'installed');

/** The stanza of an installed package. */
export const stanza = (name: string, version: string): string =>
  `Package: ${name}\nStatus: install ok installed\nPriority: optional\nSection: admin\n` +
  `Maintainer: Maintainers of ${name} <${name}@example.invalid>\nArchitecture: amd64\n` +
  `Version: ${version}\nDescription: ${name}`;

/** The text of the whole file. */
export const databaseText = (stanzas: readonly string[]): string =>
  stanzas.map((one) => `${one}\n\n`).join('');

/** Puts a package into the file, in place of what was known of it. */
export function setInstalled(name: string, version: string): void {
  put(name, stanza(name, version));
}

/** The same for one whose files are there and whose configuration has not been made yet. */
export function setUnpacked(name: string, version: string): void {
  put(name, stanza(name, version).replace('install ok installed', 'install ok unpacked'));
}

function put(name: string, text: string): void {
  const others = known().filter((one) => one.name !== name);
  save([...others.map((one) => one.text), text]);
}

/** Packages that an installation which was cut off has left between unpacked and installed. */
export const unfinished = (): Installed[] => known().filter(({ status }) => status === 'unpacked');

/** Takes a package out; without `purge` its settings stay, as they do on Debian. */
export function setRemoved(name: string, purge: boolean): void {
  const rest = known().flatMap((one) => {
    if (one.name !== name) return [one.text];
    if (purge) return [];
    return [one.text.replace(/^Status: .*$/m, 'Status: deinstall ok config-files')];
  });
  save(rest);
}

function save(stanzas: readonly string[]): void {
  writeText(FILE, databaseText(stanzas));
}
