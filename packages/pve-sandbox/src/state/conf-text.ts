/**
 * A description line as the conf file's comment holds it: control characters, `%`, `:` and
 * everything outside ASCII as %XX of its UTF-8 bytes.
 */
export function encodeText(text: string): string {
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x25 && byte !== 0x3a;
    encoded += plain
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** The inverse of encodeText; what is no %XX stays as it is. */
export function decodeText(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  const decoded: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const hex = bytes[at] === 0x25 ? bytes.toString('latin1', at + 1, at + 3) : '';
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      decoded.push(Number.parseInt(hex, 16));
      at += 2;
    } else {
      decoded.push(bytes[at] ?? 0);
    }
  }
  return Buffer.from(decoded).toString('utf8');
}
