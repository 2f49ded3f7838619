import { createHash } from 'node:crypto';

/** Short hex SHA-256 over texts; where one ends and the next begins counts. */
export function contentHash(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:${text}`);
  return hash.digest('hex').slice(0, 32);
}

/** Hex SHA-256 of one text, as `sha256sum` prints it of a file with that content. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
