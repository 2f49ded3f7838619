import { createHash } from 'node:crypto';

/** Short hex SHA-256 over texts; where one ends and the next begins counts. */
export function contentHash(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:${text}`);
  return hash.digest('hex').slice(0, 32);
}
