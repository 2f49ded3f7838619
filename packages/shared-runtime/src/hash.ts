/** Short hex SHA-256 over texts; where one ends and the next begins counts. */
export function contentHash(...texts: string[]): string {
  const hash = nodeCrypto().createHash('sha256');
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:${text}`);
  return hash.digest('hex').slice(0, 32);
}

/** Hex SHA-256 of one text, as `sha256sum` prints it of a file with that content. */
export function sha256(text: string): string {
  return nodeCrypto().createHash('sha256').update(text).digest('hex');
}

/** Sixteen hex digits over a text; another key has others. */
export function keyedHash(key: string, text: string): string {
  return nodeCrypto().createHmac('sha256', key).update(text).digest('hex').slice(0, 16);
}

/** Taken when needed: loading it costs a fifth of a start. */
export function nodeCrypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}
