/**
 * A Perl pattern, as the schemas print it, as JavaScript's over the whole value. Perl writes the
 * flags of a part that was compiled by itself in front of it, `(?^u:...)`, and `{,8}` for `{0,8}`.
 */
export function perlPattern(pattern: string): RegExp {
  const own = pattern
    .replaceAll(/\(\?\^([a-z]*):/g, (_, flags: string) => (flags.includes('i') ? '(?i:' : '(?:'))
    .replaceAll(/\{,(\d+)\}/g, '{0,$1}');
  return new RegExp(`^(?:${own})$`);
}
