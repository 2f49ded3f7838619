import { createHash, randomBytes } from 'node:crypto';

const hashed = /^\$(?:[156]|2[ay])(?:\$.+){2}/;

/** A password as it is stored: what is a hash stays; a new one only looks like one of crypt(3). */
export function passwordText(password: string): string {
  if (hashed.test(password)) return password;
  const salt = randomBytes(6).toString('base64').replaceAll('+', '.').slice(0, 8);
  const digest = createHash('sha256').update(`${salt}${password}`).digest('base64');
  return `$5$${salt}$${digest.replaceAll('+', '.').replace(/=+$/, '')}`;
}
