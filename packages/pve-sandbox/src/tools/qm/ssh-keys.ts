import { Refusal } from '../../state/refusal.ts';

const key = /^(?:\S+ )?(?:ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*(?: .*)?$/;

/** Refuses keys, URL-encoded, of which a line is none: a comment or an empty line too. */
export function refuseBadKeys(encoded: string | undefined): void {
  if (encoded === undefined) return;
  const lines = decodeURIComponent(encoded).replace(/\n$/, '').split('\n');
  if (lines.every((line) => key.test(line))) return;
  throw new Refusal('SSH public key validation error');
}
