import { coverFile } from './cover.ts';
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
    hash,
    program,
    makeDirectory,
    remove,
    rename,
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
