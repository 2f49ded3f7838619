import { dirname } from 'node:path';
import type { Declared } from '@phoenix/shared-config';
import type { Host } from '../host/host.ts';
import { known, withheld } from './known.ts';
import { readSecret } from './read-secret.ts';

/**
 * Keeps everything that is declared as a secret out of what this process says: scripts of the site
 * read secrets as well, and print what they like. What cannot be read is told by whoever needs it.
 */
export function hideDeclared(
  host: Pick<Host, 'info' | 'read'>,
  { secrets, files }: Pick<Declared, 'secrets' | 'files'>,
): void {
  for (const { file, secret } of secrets)
    try {
      if (typeof secret === 'string') known.hide(secret);
      else readSecret(host, secret, dirname(files[file]));
    } catch {
      // Somebody without the right to read it.
    }
}

/** Has programs started without the environment variables that hold secrets. */
export function withholdDeclared({ secrets }: Pick<Declared, 'secrets'>): void {
  for (const { secret } of secrets)
    if (typeof secret === 'object' && 'env' in secret) withheld.add(secret.env);
}
