import { readdirSync } from 'node:fs';
import { noteChange } from '../record/note.ts';
import { hostPath } from '../state/paths.ts';

const release = '9.2.11';

/** pveversion. */
export function pveversion(args: readonly string[]): number {
  const kernel = '6.17.2-1-pve';
  process.stdout.write(`pve-manager/${release}/0123456789abcdef (running kernel: ${kernel})\n`);
  if (args.some((word) => word === '-v' || word === '--verbose')) {
    process.stdout.write('pve-container: 6.1.10\nqemu-server: 9.2.6\nlibpve-storage-perl: 9.1.7\n');
  }
  return 0;
}

/** pve-firewall: running; everything it can be told succeeds. */
export function pveFirewall(args: readonly string[]): number {
  if (args[0] === 'status') process.stdout.write('Status: enabled/running\n');
  else if (args[0] !== 'compile' && args[0] !== 'localnet') noteChange();
  return 0;
}

/** pvesh: a few paths can be read; writes succeed without a trace in the host's files. */
export function pvesh(args: readonly string[]): number {
  const [verb = '', path = ''] = args;
  if (verb !== 'get' && verb !== 'ls') {
    noteChange();
    return 0;
  }
  const answer = answerTo(path.replace(/\/+$/, ''));
  if (answer === undefined) {
    process.stderr.write(`No '${verb}' handler defined for '${path}'\n`);
    return 255;
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  return 0;
}

function answerTo(path: string): unknown {
  if (path === '/version') return { release: '9.2', repoid: '0123456789abcdef', version: release };
  if (path === '/nodes') return [{ node: 'pve', status: 'online', type: 'node' }];
  if (path === '/cluster/nextid') return String(nextId());
  if (/^\/nodes\/[^/]+\/(lxc|qemu)\/\d+\/firewall\/rules$/.test(path)) return [];
  return undefined;
}

function nextId(): number {
  const used = ['lxc', 'qemu-server'].flatMap((kind) =>
    readdirSync(hostPath(`/etc/pve/nodes/pve/${kind}`)).map((name) => Number.parseInt(name, 10)),
  );
  let id = 100;
  while (used.includes(id)) id += 1;
  return id;
}
