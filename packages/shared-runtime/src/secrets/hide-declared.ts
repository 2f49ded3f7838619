import { dirname, resolve } from 'node:path';
import type { Declared, Secret } from '@phoenix/shared-config';
import type { Host } from '../host/host.ts';
import { withheld } from './known.ts';
import { readSecret } from './read-secret.ts';

/** Bytes of a file for an application script that may be nothing but a password or a token. */
const MOST = 256;

/**
 * Keeps everything that is declared as a secret out of what this process says: scripts of the site
 * read secrets as well, and print what they like. So is a small file for an application script that root
 * alone may read. What cannot be read is told by whoever needs it.
 */
export function hideDeclared(
  host: Pick<Host, 'info' | 'read'>,
  { secrets, files, lxc, baseDir }: Pick<Declared, 'secrets' | 'files' | 'lxc' | 'baseDir'>,
): void {
  const hide = (secret: Secret, directory: string) => {
    try {
      readSecret(host, secret, directory);
    } catch {
      // Somebody without the right to read it.
    }
  };
  for (const { file, secret } of secrets) hide(secret, dirname(files[file]));
  for (const { application_files } of lxc.values())
    for (const { source } of application_files) {
      const path = resolve(baseDir, source);
      // More would be settings, of which every line would be missing in what is told.
      if ((host.info(path)?.size ?? MOST) < MOST) hide({ file: path }, baseDir);
    }
}

/** Has programs started without the environment variables that hold secrets. */
export function withholdDeclared({ secrets }: Pick<Declared, 'secrets'>): void {
  for (const { secret } of secrets)
    if (typeof secret === 'object' && 'env' in secret) withheld.add(secret.env);
}
