import { isPasswordHash } from '@phoenix/shared-config';
import type { PlanProblem, SecretRead } from '@phoenix/shared-runtime';
import type { PlanInput } from './types.ts';

/** The hash of the user's password; undefined where none is declared, or it cannot be had. */
export function passwordHash(input: PlanInput): string | undefined {
  return read(input)?.value;
}

/** Why the hash of the user's password cannot be had. */
export function passwordProblems(input: PlanInput): PlanProblem[] {
  const { guest } = input;
  const found = read(input);
  if (found === undefined) return [];
  const { why, hint } = found.problem ?? {
    why: 'user_config.password_hash is no crypt hash',
    hint: 'mkpasswd -m yescrypt makes one of a password',
  };
  if (found.value !== undefined && isPasswordHash(found.value)) return [];
  return [{ message: `cannot set the password of the user of ${guest.id}: ${why}`, hint }];
}

function read({ guest, world }: PlanInput): SecretRead | undefined {
  const secret = guest.user_config?.password_hash;
  if (secret === undefined) return undefined;
  return typeof secret === 'string' ? { value: secret } : world.facts.secrets.get(secret);
}
