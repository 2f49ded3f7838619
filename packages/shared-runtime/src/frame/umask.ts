/**
 * Takes the usual umask, whoever starts us with which: what is made for all (directories on the way to a
 * file, a share's own) and what programs make that are started here has the same modes everywhere. What
 * is for root alone has its mode told in each case.
 */
export function takeUmask(): void {
  process.umask(0o022);
}
