import { noteChange } from '../../record/note.ts';
import { readText } from '../../state/files.ts';
import { nodeName } from '../../state/paths.ts';
import { err, out } from '../../state/talk.ts';
import { networkOf } from '../network/cidr.ts';
import { addressesNow } from '../network/running.ts';
import { optionOf, readOptions, type Words } from '../read-options.ts';
import { setActive, setInactive } from '../services/active.ts';
import { activeState } from '../services/units.ts';
import { parseFirewall } from './firewall-file.ts';
import { decide, type Packet, type Setting } from './simulate.ts';

const UNIT = 'pve-firewall.service';
const CLUSTER = '/etc/pve/firewall/cluster.fw';

/** The host's firewall as its files say. */
function load(): Setting {
  const cluster = parseFirewall(readText(CLUSTER) ?? '', CLUSTER);
  const path = `/etc/pve/nodes/${nodeName}/host.fw`;
  const host = parseFirewall(readText(path) ?? '', path, cluster);
  return { cluster, host, localNetwork: cluster.aliases.local_network ?? detected() };
}

/** The host's address: that of its name in /etc/hosts, else the first that it has. */
function hostAddress(): string {
  const name = (readText('/etc/hostname') ?? '').trim();
  const line = (readText('/etc/hosts') ?? '')
    .split('\n')
    .find((one) => one.replace(/#.*/, '').trim().split(/\s+/).slice(1).includes(name));
  return (
    line?.trim().split(/\s+/)[0] ??
    addressesNow()
      .find((one) => !one.startsWith('127.'))
      ?.split('/')[0] ??
    '127.0.0.1'
  );
}

function detected(): string {
  const address = hostAddress();
  const own = addressesNow().find((one) => one.split('/')[0] === address);
  return own === undefined ? '127.0.0.0/8' : networkOf(own);
}

/** pve-firewall status, compile, start, stop, restart, simulate, localnet. */
export function pveFirewall(args: readonly string[]): number {
  const [verb = '', ...rest] = args;
  const names = rest
    .flatMap((word) => /^--?([a-z]+)/.exec(word)?.[1] ?? [])
    .filter((name) => name !== 'verbose');
  const words = readOptions(
    rest.map((word) => word.replace(/^-(?=[a-z]{2})/, '--')),
    names,
  );
  switch (verb) {
    case 'status':
      return status();
    case 'compile':
      return compile();
    case 'localnet':
      return localnet();
    case 'simulate':
      return simulate(words);
    case 'start':
    case 'restart':
      noteChange();
      complain(load());
      setActive(UNIT);
      return 0;
    case 'stop':
      noteChange();
      setInactive(UNIT);
      return 0;
    default:
      err(`ERROR: unknown command 'pve-firewall ${verb}'\n`);
      return 255;
  }
}

function complain({ cluster, host }: Setting): void {
  for (const warning of [...cluster.warnings, ...host.warnings]) err(`${warning}\n`);
}

const isEnabled = ({ cluster }: Setting): boolean => cluster.options.enable === '1';

function status(): number {
  const setting = load();
  complain(setting);
  out(
    `Status: ${isEnabled(setting) ? 'enabled' : 'disabled'}/${activeState(UNIT) === 'active' ? 'running' : 'stopped'}\n`,
  );
  return 0;
}

function compile(): number {
  const setting = load();
  complain(setting);
  out('ipset cmdlist:\n');
  out(
    chains(setting)
      .map((line) => `${line}\n`)
      .join(''),
  );
  out(
    '\nip6tables cmdlist:\n\nebtables cmdlist:\n\niptables table raw cmdlist:\n\nip6tables table raw cmdlist:\nno changes\n',
  );
  if (!isEnabled(setting)) out('firewall disabled\n');
  return 0;
}

/** The rules as iptables would have them. */
function chains({ cluster, host, localNetwork }: Setting): string[] {
  const rules = [...host.rules, ...cluster.rules].filter(
    (one) => one.enabled && !one.broken && one.type === 'in',
  );
  return [
    `add PVEFW-0-management-v4 ${localNetwork}`,
    '\niptables cmdlist:',
    ...rules.map((one) => ruleLine(one.action, one.words)),
    '-A PVEFW-HOST-IN -m set --match-set PVEFW-0-management-v4 src -p tcp -m tcp --dport 8006 -j RETURN',
    '-A PVEFW-HOST-IN -m set --match-set PVEFW-0-management-v4 src -p tcp -m tcp --dport 22 -j RETURN',
    `-A PVEFW-HOST-IN -j ${cluster.options.policy_in ?? 'DROP'}`,
  ];
}

function ruleLine(action: string, words: Record<string, string | undefined>): string {
  const parts = [
    words.source && `-s ${words.source}`,
    words.dest && `-d ${words.dest}`,
    words.proto && `-p ${words.proto}`,
    words.dport && `--dport ${words.dport}`,
  ];
  return [
    '-A PVEFW-HOST-IN',
    ...parts.filter(Boolean),
    `-j ${action === 'ACCEPT' ? 'RETURN' : action}`,
  ].join(' ');
}

function localnet(): number {
  const { cluster } = load();
  const own = cluster.aliases.local_network;
  out(
    `local hostname: ${(readText('/etc/hostname') ?? nodeName).trim()}\nlocal IP address: ${hostAddress()}\n`,
  );
  out(`network auto detect: ${detected()}\n`);
  out(
    own === undefined
      ? `using detected local_network: ${detected()}\n`
      : `using user defined local_network: ${own}\n`,
  );
  return 0;
}

function simulate(words: Words): number {
  const port = (name: string) =>
    optionOf(words, name) === undefined ? undefined : Number(optionOf(words, name));
  const [dport, sport] = [port('dport'), port('sport')];
  const bad = (
    [
      ['dport', dport],
      ['sport', sport],
    ] as const
  ).find(([, value]) => value !== undefined && !(value >= 1 && value <= 65535));
  if (bad !== undefined) {
    err(
      `400 Parameter verification failed.\n${bad[0]}: type check ('integer') failed\npve-firewall simulate  [OPTIONS]\n`,
    );
    return 255;
  }
  const source = optionOf(words, 'source');
  const dest = optionOf(words, 'dest');
  const packet: Packet = {
    from: optionOf(words, 'from') ?? 'outside',
    to: optionOf(words, 'to') ?? 'host',
    proto: optionOf(words, 'protocol') ?? 'tcp',
    ...(source !== undefined && { source }),
    ...(dest !== undefined && { dest }),
    ...(dport !== undefined && { dport }),
    ...(sport !== undefined && { sport }),
  };
  const setting = load();
  out('Test packet:\n');
  for (const [key, value] of Object.entries(packet)) out(`  ${key.padEnd(8)}: ${value}\n`);
  const { action, why } = decide(packet, setting);
  if (words.options.has('verbose')) {
    complain(setting);
    out(`${why}\n`);
  }
  out(`ACTION: ${action}\n`);
  return 0;
}

/** iptables-save: Proxmox's chains while its firewall is on and runs. */
export function iptablesSave(): number {
  const setting = load();
  if (!isEnabled(setting) || activeState(UNIT) !== 'active') return 0;
  const [, , ...rules] = chains(setting);
  out(
    `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:PVEFW-HOST-IN - [0:0]\n:PVEFW-INPUT - [0:0]\n-A INPUT -j PVEFW-INPUT\n-A PVEFW-INPUT -j PVEFW-HOST-IN\n${rules.map((line) => `${line}\n`).join('')}COMMIT\n`,
  );
  return 0;
}
