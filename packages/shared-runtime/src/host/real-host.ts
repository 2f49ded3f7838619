import { coverFile } from './cover.ts';
import { exposureOf } from './exposure.ts';
import {
  append,
  exists,
  hash,
  info,
  list,
  program,
  read,
  readInPlace,
  readPiece,
  remove,
  rename,
  temporaryDirectory,
} from './files.ts';
import { filesBelow } from './files-below.ts';
import type { Host } from './host.ts';
import { tryLock } from './lock.ts';
import { makeDirectory } from './make-directory.ts';
import { query } from './query.ts';
import { reserve } from './reserve.ts';
import { run } from './run.ts';
import { sleep } from './sleep.ts';
import { writeAtomically } from './write.ts';

/** The machine that we run on. */
export function realHost(): Host {
  return {
    read,
    readInPlace,
    readPiece,
    list,
    filesBelow,
    info,
    exists,
    exposed: (path) => (process.geteuid?.() === 0 ? exposureOf(path) : undefined),
    hash,
    program,
    makeDirectory,
    remove,
    rename,
    reserve,
    append,
    cover: coverFile,
    temporaryDirectory,
    write: writeAtomically,
    query,
    run,
    tryLock,
    now: Date.now,
    sleep,
  };
}
