import type { Kind } from '../kind.ts';
import { clock } from './clock.ts';
import { confs } from './confs.ts';
import { fullDisk } from './full-disk.ts';
import { hangs } from './hangs.ts';
import { hostile } from './hostile.ts';
import { interrupted } from './interrupted.ts';
import { journal } from './journal.ts';
import { killed } from './killed.ts';
import { locks } from './locks.ts';
import { misuse } from './misuse.ts';
import { permanent } from './permanent.ts';
import { power } from './power.ts';
import { readOnly } from './read-only.ts';
import { together } from './together.ts';
import { transient } from './transient.ts';

/** Every kind of harm. */
export const KINDS: readonly Kind[] = [
  killed,
  power,
  interrupted,
  transient,
  permanent,
  hangs,
  fullDisk,
  readOnly,
  together,
  journal,
  confs,
  locks,
  clock,
  hostile,
  misuse,
];
