import type { Host } from '../host/host.ts';

const NODES = '/etc/pve/nodes';
/** Those of this node; links into its directory of NODES. */
const HERE = ['/etc/pve/lxc', '/etc/pve/qemu-server'];

/** The texts of the conf files of all guests of the cluster, of both kinds. */
export function guestConfs(host: Pick<Host, 'read' | 'list'>): string[] {
  const nodes = host.list(NODES).map((node) => `${NODES}/${node}`);
  const directories = [...HERE, ...nodes.flatMap((node) => [`${node}/lxc`, `${node}/qemu-server`])];
  return directories.flatMap((directory) =>
    host
      .list(directory)
      .filter((name) => name.endsWith('.conf'))
      .map((name) => host.read(`${directory}/${name}`) ?? ''),
  );
}
