import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { exists } from '../../state/files.ts';
import type { GuestConf } from '../../state/guest-conf.ts';
import { hostPath } from '../../state/paths.ts';
import { out } from '../../state/talk.ts';
import { enter } from '../job/phases.ts';

const kinds = ['rsa', 'ecdsa', 'ed25519'];

/** Gives a system with a directory for them new SSH host keys; they are files of the right name. */
export async function makeHostKeys(
  tree: string,
  { values }: GuestConf,
  doing: { now: string },
): Promise<void> {
  const directory = `${tree}/etc/ssh`;
  if (!exists(directory)) return;
  const owner = `root@${values.get('hostname') ?? 'localhost'}`;
  mkdirSync(hostPath(directory), { recursive: true });
  for (const [index, kind] of kinds.entries()) {
    const name = `ssh_host_${kind}_key`;
    doing.now = `ssh-keygen -f /run/pve/.tmp${process.pid}.${kind} -t ${kind} -N '' -E sha256 -C ${owner}`;
    out(`Creating SSH host key '${name}' - this may take some time ...\n`);
    if (index === 0) await enter('sshkeys', 0.6);
    const secret = randomBytes(32);
    const print = createHash('sha256').update(secret).digest('base64').replace(/=+$/, '');
    writeFileSync(hostPath(`${directory}/${name}`), `${secret.toString('base64')}\n`, {
      mode: 0o600,
    });
    writeFileSync(hostPath(`${directory}/${name}.pub`), `ssh-${kind} ${print} ${owner}\n`);
    out(`done: SHA256:${print} ${owner}\n`);
  }
}
