import type { Host } from '../host/host.ts';
import { CONTAINERS, type Kind, VMS } from './kind.ts';
import type { IdHolder } from './observed.ts';

const NODES = '/etc/pve/nodes';

/**
 * Who else has the id of a guest that is not there: one of the other kind on this node, or one of any
 * kind on another node, since ids are those of the whole cluster.
 */
export function idHolder(
  host: Pick<Host, 'exists' | 'list'>,
  kind: Kind,
  id: number,
): IdHolder | undefined {
  if (host.exists(kind.othersConf(id))) return { word: kind.others.word };
  for (const node of host.list(NODES)) {
    const one = [CONTAINERS, VMS].find(({ confs }) =>
      host.exists(`${NODES}/${node}/${confs.slice(confs.lastIndexOf('/') + 1)}/${id}.conf`),
    );
    if (one !== undefined) return { word: one.word, node };
  }
  return undefined;
}

/** `a VM on node pve2` */
export function holderText({ word, node }: IdHolder): string {
  return node === undefined ? `a ${word}` : `a ${word} on node ${node}`;
}
