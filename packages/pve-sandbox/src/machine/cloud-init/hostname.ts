import { readGuestFile, writeGuestFile } from '../guest-file.ts';
import { type Config, text } from './values.ts';

type Name = { hostname: string; fqdn: string };

/** The machine's names; a host name with a dot is a full one. */
function nameOf(config: Config): Name | undefined {
  const given = text(config.hostname);
  const full = text(config.fqdn) ?? (given?.includes('.') ? given : undefined);
  const short = given?.split('.')[0] ?? full?.split('.')[0];
  return short === undefined ? undefined : { hostname: short, fqdn: full ?? short };
}

/** Sets the host name of a new instance. */
export function setHostname(tree: string, config: Config): void {
  const name = nameOf(config);
  if (name === undefined || config.preserve_hostname === true) return;
  writeGuestFile(tree, '/etc/hostname', `${name.hostname}\n`);
}

/** Writes /etc/hosts, at each boot, when it is to be managed. */
export function manageHosts(tree: string, config: Config): void {
  const name = nameOf(config);
  const how = config.manage_etc_hosts;
  if (name === undefined || how === undefined || how === false) return;
  const names = name.fqdn === name.hostname ? name.hostname : `${name.fqdn} ${name.hostname}`;
  const own = `127.0.1.1 ${names}`;
  if (how === 'localhost') {
    const others = readGuestFile(tree, '/etc/hosts').replace(/^127\.0\.1\.1[\s].*\n/gm, '');
    writeGuestFile(tree, '/etc/hosts', `${others}${own}\n`);
    return;
  }
  const lines = [
    "# Your system has configured 'manage_etc_hosts' as True.",
    own,
    '127.0.0.1 localhost',
    '',
    '::1 localhost ip6-localhost ip6-loopback',
    'ff02::1 ip6-allnodes',
    'ff02::2 ip6-allrouters',
  ];
  writeGuestFile(tree, '/etc/hosts', lines.map((line) => `${line}\n`).join(''));
}
