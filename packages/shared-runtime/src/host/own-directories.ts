/**
 * What lies below these decides what Phoenix does as root, and is made by nobody else: marks of half-made
 * guests, scripts that take a change back, images that were verified.
 */
const OWN: readonly string[] = [
  '/run/lock/phoenix',
  '/run/phoenix',
  '/var/cache/phoenix',
  '/var/lib/phoenix',
  '/var/log/phoenix',
];

/** The directory of Phoenix's own that a path is, or lies in. */
export function ownDirectoryOf(path: string): string | undefined {
  return OWN.find((one) => path === one || path.startsWith(`${one}/`));
}
