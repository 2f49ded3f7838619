import type { VmInput } from '../schema/vm.ts';
import type { VmUser } from '../vm-guest.ts';
import type { Notes } from './notes.ts';
import { present, whole } from './small.ts';

/** Who logs in, with each key once; warns where nobody would get in. */
export function vmUser(input: VmInput['user_config'], notes: Notes): VmUser | undefined {
  if (input?.gw !== undefined) {
    notes.warning('misplaced', ['user_config', 'gw'], 'is not read here', {
      at: 'name',
      hint: 'the gateway is "gw" of "network_config"',
    });
  }
  if (input?.username === undefined) return undefined;
  for (const [index, key] of (input.ssh_keys ?? []).entries()) {
    if (key === undefined || isWhole(key)) continue;
    notes.warning(
      'damaged-key',
      ['user_config', 'ssh_keys', index],
      'is damaged or cut off: nobody can log in with it',
      { hint: 'copy the whole line of the file .pub again' },
    );
  }
  return present({
    username: input.username,
    ssh_keys: [...new Set(whole(input.ssh_keys).map((key) => key.trim()))],
    password_hash: input.password_hash,
  });
}

/**
 * Whether the body of a key is made of its parts, each with its length before it, the first being
 * the type that the line names (RFC 4253, section 6.6).
 */
function isWhole(line: string): boolean {
  const [type = '', body = ''] = line.split(' ');
  const bytes = Buffer.from(body, 'base64');
  let at = 0;
  let parts = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (parts === 0 && bytes.toString('latin1', at + 4, end) !== type) return false;
    parts += 1;
    at = end;
  }
  return at === bytes.length && parts > 1;
}
