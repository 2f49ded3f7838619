import { PhoenixError } from '../errors.ts';
import type { Host, Owner } from '../host/host.ts';

/** The numbers of an account, at this moment: an operation before may just have made it. */
export function ownerOf(host: Pick<Host, 'read'>, account: string, path: string): Owner {
  const lines = (host.read('/etc/passwd') ?? '').split('\n');
  const [, , uid, gid] =
    lines.map((line) => line.split(':')).find(([name]) => name === account) ?? [];
  if (uid === undefined || gid === undefined)
    throw new PhoenixError(`cannot give ${path} to ${account}: there is no such account`, {
      hint: `see getent passwd ${account}, and type the same command again`,
    });
  return { uid: Number(uid), gid: Number(gid) };
}
