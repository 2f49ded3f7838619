import { out } from '../../state/talk.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { inLatin1 } from '../cli/latin1.ts';
import { snapshotTree } from '../pct/listsnapshot.ts';

/** `qm listsnapshot`: the tree of snapshots, in Latin-1 as Perl prints it. */
export const listsnapshot: Handler = ({ params }) => {
  for (const line of snapshotTree(loadVm(Number(params.get('vmid'))))) {
    out(inLatin1(`${line}\n`));
  }
};
