import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { readText, writeText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';

/** Gives root of a tree a password; the hash only looks like one of crypt(3). */
export function setRootPassword(tree: string, password: string | undefined): void {
  if (password === undefined) return;
  const path = `${tree}/etc/shadow`;
  const salt = randomBytes(6).toString('hex');
  const hash = createHash('sha512').update(`${salt}${password}`).digest('base64').slice(0, 86);
  const text = readText(path) ?? 'root:*:19700:0:99999:7:::\n';
  writeText(path, text.replace(/^root:[^:]*:/m, `root:$6$${salt}$${hash}:`), 0o640);
}

/** Adds keys that may log in as root of a tree. */
export function setSshKeys(tree: string, keys: string | undefined): void {
  if (keys === undefined || keys === '') return;
  const directory = hostPath(`${tree}/root/.ssh`);
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o700);
  const path = `${tree}/root/.ssh/authorized_keys`;
  writeText(path, `${readText(path) ?? ''}${keys.replace(/\n*$/, '\n')}`, 0o600);
}
