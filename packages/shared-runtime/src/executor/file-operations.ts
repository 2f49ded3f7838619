import { PhoenixError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { HeldLock, Host, Owner } from '../host/host.ts';
import { Interrupted } from '../interrupted.ts';
import type {
  BlockOperation,
  DirectoryOperation,
  EditOperation,
  WriteOperation,
} from '../operation.ts';
import { applyConfEdit } from '../pve/conf-edit.ts';
import type { ExecutionContext } from './context.ts';
import { ownerOf } from './owner-of.ts';
import { writeFile } from './write-file.ts';

/** Proxmox itself waits that long for a lock on a configuration. */
const CONFIG_LOCK_WAIT = 10;

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
  const lock = await configLock(operation, context);
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

async function configLock(operation: EditOperation, context: ExecutionContext): Promise<HeldLock> {
  const { host, guest, stop } = context;
  const begun = host.now();
  for (;;) {
    const lock = host.tryLock(operation.lock);
    if (lock !== undefined) return lock;
    if ((host.now() - begun) / 1000 >= CONFIG_LOCK_WAIT) {
      throw new PhoenixError(
        `cannot edit ${operation.write}: ${operation.lock} is held by another process for more \
than ${CONFIG_LOCK_WAIT} s`,
        { exit: EXIT.busy, hint: `run it again when the job on ${guest} has ended` },
      );
    }
    await host.sleep(0.2, stop.asked);
    if (stop.requested) throw new Interrupted(`before "${operation.id}" of ${guest}`, stop);
  }
}

function modeOf(host: Host, path: string): number | undefined {
  return host.info(path)?.mode;
}
