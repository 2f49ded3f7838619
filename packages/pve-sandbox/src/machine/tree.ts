import { vmTree } from '../state/vm-disks.ts';
import { running } from '../state/vm-running.ts';

/** The file tree of the system in a machine, or of what it would start from: a path of the host. */
export const treeOf = (id: number): string => running(id)?.tree ?? vmTree(id);
