import type { ShownPlan } from '@phoenix/shared-runtime';

/** Answers what is held no longer once an operation of a plan has ended. */
export function holdsUntil(
  plan: Pick<ShownPlan, 'operations'> | undefined,
): (operation: string) => readonly string[] {
  const last = new Map<string, string>();
  for (const { id, holds = [] } of plan?.operations ?? [])
    for (const name of holds) last.set(name, id);
  return (operation) => [...last].flatMap(([name, id]) => (id === operation ? [name] : []));
}
