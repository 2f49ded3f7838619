/** Host id that root of an unprivileged container has, where its ids are not mapped otherwise. */
const UNPRIVILEGED_ROOT = 100000;

/** The id on the host that root of a container has: what it may write has to belong to that one. */
export function rootIdOf({ unprivileged }: { readonly unprivileged: boolean }): number {
  return unprivileged ? UNPRIVILEGED_ROOT : 0;
}
