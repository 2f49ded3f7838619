import { createHash, randomBytes } from 'node:crypto';

/** A line of /etc/shadow for a password: it looks like one of crypt(3), and is none. */
export function passwordHash(password: string): string {
  const salt = randomBytes(6).toString('hex');
  const digest = createHash('sha512').update(`${salt}${password}`).digest('base64');
  return `$6$${salt}$${digest.replaceAll('+', '.').slice(0, 86)}`;
}
