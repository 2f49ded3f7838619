/** Perl prints what it decoded before as Latin-1, as far as that goes. */
export function inLatin1(text: string): string | Uint8Array {
  const fits = [...text].every((char) => (char.codePointAt(0) ?? 0) <= 0xff);
  return fits ? Buffer.from(text, 'latin1') : text;
}
