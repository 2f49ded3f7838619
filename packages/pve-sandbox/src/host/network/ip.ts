import { noteChange } from '../../record/note.ts';
import { list, readText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { networkOf, parseCidr } from './cidr.ts';
import { type Link, running, setRunning } from './running.ts';

/** ip [-j] addr|link|route show, and the changes that touch addresses, links and the default route. */
export function ip(args: readonly string[]): number {
  const flags = args.filter((word) => word.startsWith('-'));
  const json = flags.some((word) => /^-j(son)?$/.test(word));
  const brief = flags.some((word) => /^-br(ief)?$/.test(word));
  const [object = '', verb = 'show', ...rest] = args.filter((word) => !word.startsWith('-'));
  const words = [
    'show',
    'list',
    'ls',
    'get',
    'add',
    'del',
    'delete',
    'set',
    'replace',
    'flush',
  ].includes(verb)
    ? rest
    : [verb, ...rest];
  const asks = ['show', 'list', 'ls', 'get'].includes(verb) || words.length > rest.length;
  if (/^a(ddr(ess)?)?$/.test(object))
    return asks
      ? showLinks(words, json, brief, true, flags.includes('-o'))
      : changeAddress(verb, words);
  if (/^l(ink)?$/.test(object))
    return asks ? showLinks(words, json, brief, false, false) : changeLink(verb, words);
  if (/^r(oute)?$/.test(object))
    return asks ? showRoutes(words, json, verb) : changeRoute(verb, words);
  if (['neigh', 'rule', 'netns', 'tuntap'].includes(object)) return 0;
  err(`Object "${object}" is unknown, try "ip help".\n`);
  return 1;
}

/** Links that run, and those that only /sys knows. */
function allLinks(): Link[] {
  const { links } = running();
  const names = list('/sys/class/net').filter((name) => !links.some((one) => one.name === name));
  const state = (name: string) =>
    (readText(`/sys/class/net/${name}/operstate`) ?? '').trim() === 'up';
  return [...links, ...names.map((name) => ({ name, addresses: [], up: state(name) }))];
}

function deviceOf(words: readonly string[]): string | undefined {
  const at = words.indexOf('dev');
  return at >= 0
    ? words[at + 1]
    : words.find(
        (word) => !['up', 'scope', 'global', 'type', 'bridge', 'master', 'primary'].includes(word),
      );
}

function showLinks(
  words: readonly string[],
  json: boolean,
  brief: boolean,
  addresses: boolean,
  oneLine: boolean,
): number {
  const device = deviceOf(words);
  const links = allLinks().filter(({ name }) => device === undefined || name === device);
  if (device !== undefined && links.length === 0) {
    err(`Device "${device}" does not exist.\n`);
    return 1;
  }
  const rows = links.map((link, at) => ({ link, index: at + 1 }));
  if (json)
    out(`${JSON.stringify(rows.map(({ link, index }) => jsonLink(link, index, addresses)))}\n`);
  else for (const { link, index } of rows) out(text(link, index, brief, addresses, oneLine));
  return 0;
}

function jsonLink(link: Link, index: number, addresses: boolean) {
  const info = link.addresses.map((cidr) => ({
    family: 'inet',
    local: cidr.split('/')[0],
    prefixlen: Number(cidr.split('/')[1] ?? 32),
    scope: link.name === 'lo' ? 'host' : 'global',
    label: link.name,
  }));
  return {
    ifindex: index,
    ifname: link.name,
    flags: [link.name === 'lo' ? 'LOOPBACK' : 'BROADCAST', ...(link.up ? ['UP', 'LOWER_UP'] : [])],
    mtu: 1500,
    operstate: link.name === 'lo' ? 'UNKNOWN' : link.up ? 'UP' : 'DOWN',
    link_type: link.name === 'lo' ? 'loopback' : 'ether',
    ...(addresses && { addr_info: info }),
  };
}

function text(
  link: Link,
  index: number,
  brief: boolean,
  addresses: boolean,
  oneLine: boolean,
): string {
  const state = link.name === 'lo' ? 'UNKNOWN' : link.up ? 'UP' : 'DOWN';
  const shown = addresses ? link.addresses : [];
  if (brief) return `${link.name.padEnd(16)} ${state.padEnd(14)} ${shown.join(' ')}\n`;
  if (oneLine)
    return shown
      .map((one) => `${index}: ${link.name}    inet ${one} scope global ${link.name}\n`)
      .join('');
  const head = `${index}: ${link.name}: <${link.up ? 'UP,LOWER_UP' : ''}> mtu 1500 state ${state}\n`;
  return (
    head +
    shown
      .map(
        (one) =>
          `    inet ${one} scope ${link.name === 'lo' ? 'host lo' : `global ${link.name}`}\n`,
      )
      .join('')
  );
}

function showRoutes(words: readonly string[], json: boolean, verb: string): number {
  const { gateway, links } = running();
  const own = links
    .filter(({ name, up }) => up && name !== 'lo')
    .flatMap(({ name, addresses }) =>
      addresses.map((cidr) => ({
        dst: networkOf(cidr),
        dev: name,
        protocol: 'kernel',
        scope: 'link',
        prefsrc: cidr.split('/')[0] ?? '',
      })),
    );
  const first =
    gateway === undefined
      ? []
      : [{ dst: 'default', gateway: gateway.address, dev: gateway.device, protocol: 'kernel' }];
  const all = [...first, ...(words.includes('default') || verb === 'get' ? [] : own)];
  if (json) out(`${JSON.stringify(all.map((one) => ({ ...one, flags: [] })))}\n`);
  else
    for (const one of all)
      out(
        'gateway' in one
          ? `default via ${one.gateway} dev ${one.dev} proto kernel onlink\n`
          : `${one.dst} dev ${one.dev} proto kernel scope link src ${one.prefsrc}\n`,
      );
  return 0;
}

function changeAddress(verb: string, words: readonly string[]): number {
  const device = words[words.indexOf('dev') + 1];
  const cidr = words[0] ?? '';
  const state = running();
  const link = state.links.find(({ name }) => name === device);
  if (link === undefined) {
    err(`Cannot find device "${device ?? ''}"\n`);
    return 1;
  }
  if (verb !== 'flush' && parseCidr(cidr) === undefined) {
    err(`Error: any valid prefix is expected rather than "${cidr}".\n`);
    return 1;
  }
  const full = cidr.includes('/') ? cidr : `${cidr}/32`;
  const has = link.addresses.includes(full);
  if (verb === 'add' && has) {
    err('RTNETLINK answers: File exists\n');
    return 2;
  }
  if (/^del/.test(verb) && !has) {
    err('RTNETLINK answers: Cannot assign requested address\n');
    return 2;
  }
  noteChange();
  if (verb === 'flush') link.addresses = [];
  else if (/^del/.test(verb)) link.addresses = link.addresses.filter((one) => one !== full);
  else link.addresses = [...new Set([...link.addresses, full])];
  setRunning(state);
  return 0;
}

function changeLink(verb: string, words: readonly string[]): number {
  const device = words[0] === 'dev' ? words[1] : words[0];
  const state = running();
  const link = state.links.find(({ name }) => name === device);
  noteChange();
  if (verb === 'add')
    state.links.push({
      name: words[words.indexOf('name') + 1] ?? device ?? '',
      addresses: [],
      up: false,
    });
  else if (link === undefined) {
    err(`Cannot find device "${device ?? ''}"\n`);
    return 1;
  } else if (/^del/.test(verb)) state.links = state.links.filter((one) => one !== link);
  else if (words.includes('up')) link.up = true;
  else if (words.includes('down')) link.up = false;
  setRunning(state);
  return 0;
}

function changeRoute(verb: string, words: readonly string[]): number {
  if (words[0] !== 'default') return 0;
  const { links, gateway } = running();
  const via = words[words.indexOf('via') + 1];
  if (/^del/.test(verb) && gateway === undefined) {
    err('RTNETLINK answers: No such process\n');
    return 2;
  }
  noteChange();
  const device = words.includes('dev') ? (words[words.indexOf('dev') + 1] ?? '') : 'vmbr0';
  setRunning(
    /^del/.test(verb) || via === undefined
      ? { links }
      : { links, gateway: { address: via, device } },
  );
  return 0;
}
