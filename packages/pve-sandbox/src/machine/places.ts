import { sandboxState } from '../state/paths.ts';

/** Where a machine's passing state is kept: gone when it stops. */
export const machineDir = (id: number): string => `${sandboxState}/machines/${id}`;

/** The processes that its guest agent started, one directory each, named by process id. */
export const processesDir = (id: number): string => `${machineDir(id)}/processes`;
