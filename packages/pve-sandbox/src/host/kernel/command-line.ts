import { OWN } from '../../record/files.ts';

/** The command line that the running kernel has; bound over /proc/cmdline. */
export const CMDLINE = `${OWN}/kernel/cmdline`;
