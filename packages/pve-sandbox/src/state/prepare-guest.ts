import { randomBytes } from 'node:crypto';
import { exists, list, readText, remove, writeText } from './files.ts';
import type { Section } from './guest-conf.ts';
import { netValues } from './hwaddr.ts';

/** Writes into a guest's tree what its conf says of names and network, as every start does. */
export function prepareGuest(tree: string, { values }: Section): void {
  const hostname = values.get('hostname') ?? 'localhost';
  writeText(`${tree}/etc/hostname`, `${hostname.split('.')[0]}\n`);
  writeText(`${tree}/etc/hosts`, marked(hosts(hostname, values), readText(`${tree}/etc/hosts`)));
  writeText(`${tree}/etc/resolv.conf`, resolvConf(values));
  if (exists(`${tree}/etc/network`))
    writeText(`${tree}/etc/network/interfaces`, interfaces(values));
  if ((readText(`${tree}/etc/machine-id`) ?? '') === '') {
    writeText(`${tree}/etc/machine-id`, `${randomBytes(16).toString('hex')}\n`, 0o444);
  }
}

/** Empties what a start finds empty: a guest's /run. */
export function clearRun(tree: string): void {
  for (const name of list(`${tree}/run`)) remove(`${tree}/run/${name}`);
}

/** Proxmox's block in front of what the guest has of its own. */
function marked(block: string, before = ''): string {
  const rest = before.replace(/# --- BEGIN PVE ---\n.*?# --- END PVE ---\n/s, '');
  return `# --- BEGIN PVE ---\n${block}# --- END PVE ---\n${rest}`;
}

function hosts(hostname: string, values: ReadonlyMap<string, string>): string {
  const [short = ''] = hostname.split('.');
  const names = short === hostname ? hostname : `${hostname} ${short}`;
  const own = addresses(values)[0] ?? '127.0.1.1';
  return `127.0.0.1 localhost.localnet localhost\n${own} ${names}\n`;
}

function addresses(values: ReadonlyMap<string, string>): string[] {
  return nets(values)
    .map((net) => net.get('ip')?.split('/')[0] ?? '')
    .filter((ip) => /^\d/.test(ip));
}

const nets = (values: ReadonlyMap<string, string>): Map<string, string>[] =>
  [...values]
    .filter(([key]) => /^net\d+$/.test(key))
    .sort(([a], [b]) => Number(a.slice(3)) - Number(b.slice(3)))
    .map(([, value]) => netValues(value));

function resolvConf(values: ReadonlyMap<string, string>): string {
  const search = values.get('searchdomain');
  const servers = (values.get('nameserver') ?? '').split(/[\s,;]+/).filter((each) => each !== '');
  if (servers.length === 0 && search === undefined) {
    return marked(readText('/etc/resolv.conf') ?? '');
  }
  const lines = [
    ...(search === undefined ? [] : [`search ${search}`]),
    ...servers.map((server) => `nameserver ${server}`),
  ];
  return marked(lines.map((line) => `${line}\n`).join(''));
}

function interfaces(values: ReadonlyMap<string, string>): string {
  const parts = nets(values).map((net) => {
    const name = net.get('name') ?? 'eth0';
    const ip = net.get('ip') ?? 'manual';
    if (!/^\d/.test(ip)) return `auto ${name}\niface ${name} inet ${ip}\n\n`;
    const gateway = net.get('gw');
    const way = gateway === undefined ? '' : `\tgateway ${gateway}\n`;
    return `auto ${name}\niface ${name} inet static\n\taddress ${ip}\n${way}\n`;
  });
  return `auto lo\niface lo inet loopback\niface lo inet6 loopback\n\n${parts.join('')}`;
}
