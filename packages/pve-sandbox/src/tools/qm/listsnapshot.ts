import { writeAll } from '../../state/talk.ts';
import { loadVm } from '../../state/vms.ts';
import type { Handler } from '../cli/dispatch.ts';
import { snapshotTree } from '../pct/listsnapshot.ts';

/** `qm listsnapshot`: the tree of snapshots, in Latin-1 as Perl prints it. */
export const listsnapshot: Handler = ({ params }) => {
  for (const line of snapshotTree(loadVm(Number(params.get('vmid'))))) {
    const wide = [...line].some((char) => (char.codePointAt(0) ?? 0) > 0xff);
    writeAll(1, Buffer.from(`${line}\n`, wide ? 'utf8' : 'latin1'));
  }
};
