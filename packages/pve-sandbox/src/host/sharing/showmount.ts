import { readText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { addressesNow } from '../network/running.ts';
import { has, readOptions } from '../read-options.ts';
import { activeState } from '../services/units.ts';
import { exported } from './exportfs.ts';

/** showmount -e [SERVER]: what the host's NFS server exports; no other server answers. */
export function showmount(args: readonly string[]): number {
  const words = readOptions(args);
  const server = words.operands[0] ?? 'localhost';
  const own = (readText('/etc/hostname') ?? '').trim();
  const names = [
    'localhost',
    '127.0.0.1',
    own,
    ...addressesNow().map((one) => one.split('/')[0] ?? ''),
  ];
  const isName = (readText('/etc/hosts') ?? '').split('\n').some((line) => {
    const [address = '', ...known] = line.replace(/#.*/, '').trim().split(/\s+/);
    return names.includes(address) && known.includes(server);
  });
  if (!names.includes(server) && !isName) {
    err(`clnt_create: RPC: ${/^[\d.]+$/.test(server) ? 'Unable to receive' : 'Unknown host'}\n`);
    return 1;
  }
  if (activeState('nfs-server.service') !== 'active') {
    err('clnt_create: RPC: Program not registered\n');
    return 1;
  }
  if (!has(words, 'no-headers')) out(`Export list for ${server}:\n`);
  const paths = [...new Set(exported().map(({ path }) => path))];
  for (const path of paths) {
    const clients = exported()
      .filter((one) => one.path === path)
      .map(({ client }) => client);
    out(`${path} ${clients.join(',')}\n`);
  }
  return 0;
}
