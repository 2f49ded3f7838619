import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Host, Owner } from '../host/host.ts';
import type {
  BlockOperation,
  DirectoryOperation,
  EditOperation,
  WriteOperation,
} from '../operation.ts';
import { applyConfEdit } from '../pve/conf-edit.ts';
import { configLock } from './config-lock.ts';
import type { ExecutionContext } from './context.ts';
import { ownerOf } from './owner-of.ts';
import { writeFile } from './write-file.ts';

/** Carries out an operation that writes a file, edits a conf file or makes a directory. */
export async function changeFile(
  operation: WriteOperation | BlockOperation | EditOperation | DirectoryOperation,
  context: ExecutionContext,
): Promise<void> {
  const { host } = context;
  if ('directory' in operation) {
    const { write: path, directory } = operation;
    host.makeDirectory(path, directory.mode, directoryOwner(host, path, directory));
  } else if ('edit' in operation) {
    await editConf(operation, context);
  } else {
    await writeFile(operation, context);
  }
}

function directoryOwner(
  host: Host,
  path: string,
  { uid, gid, owner }: DirectoryOperation['directory'],
): Owner | undefined {
  if (owner !== undefined) return ownerOf(host, owner, path);
  return uid === undefined && gid === undefined ? undefined : { uid: uid ?? 0, gid: gid ?? 0 };
}

async function editConf(operation: EditOperation, context: ExecutionContext): Promise<void> {
  const { host, guest } = context;
  const path = operation.write;
  const lock = await configLock(operation, `cannot edit ${path}`, context);
  try {
    // Read only now: before we held the lock it may have been written by others.
    const before = host.read(path);
    if (before === undefined) {
      throw new PhoenixError(`cannot edit ${path}: there is no such file`, {
        exit: EXIT.notFound,
        hint: `was ${guest} taken away meanwhile? type the same command again`,
      });
    }
    const after = applyConfEdit(before, operation.edit);
    if (after !== before) host.write(path, after, modeOf(host, path));
  } finally {
    lock.release();
  }
}

function modeOf(host: Host, path: string): number | undefined {
  return host.info(path)?.mode;
}
