import { EXIT } from '../exit-codes.ts';
import { type GuestPlan, type GuestStatus, summarize } from '../guest-plan.ts';
import { type PlanStyle, plansToJson, renderPlans } from '../plan-text.ts';
import { printable } from '../quote.ts';
import { table } from '../table.ts';
import type { Flags } from './flags.ts';
import type { Output, Paint } from './output.ts';

/** Prints plans, with fingerprints where there is a key for them; answers 0, 2 for pending changes where asked for, or what a problem says. */
export function showPlans(
  plans: readonly GuestPlan[],
  flags: Pick<Flags, 'json' | 'detailedExitcode'>,
  out: Output,
  key?: string,
): number {
  const shown = plansToJson(plans, key);
  if (flags.json) out.result(`${JSON.stringify(shown)}\n`);
  else out.result(renderPlans(shown.guests, planStyle(out.paint)));
  const problem = plans.flatMap(({ problems }) => problems)[0];
  if (problem !== undefined) return problem.exit ?? EXIT.configInvalid;
  const { create, change } = summarize(plans);
  return flags.detailedExitcode && create + change > 0 ? EXIT.changesPending : EXIT.done;
}

/** The colours of a plan. */
export function planStyle(paint: Paint): PlanStyle {
  const colors = {
    create: 'good',
    change: 'warn',
    destroy: 'bad',
    none: 'dim',
    note: 'warn',
    problem: 'bad',
    command: 'dim',
  } as const;
  return (kind, text) => paint(colors[kind], text);
}

/** Prints states of guests. */
export function showStatus(
  guests: readonly GuestStatus[],
  flags: Pick<Flags, 'json'>,
  out: Output,
): void {
  out.result(flags.json ? `${JSON.stringify({ guests })}\n` : statusTable(guests));
}

/** States of guests as an aligned table; status-columns.ts explains its words. */
export function statusTable(guests: readonly GuestStatus[]): string {
  const rows = guests.map((guest) => [
    String(guest.id),
    printable(guest.name),
    stateOf(guest),
    settingsOf(guest),
    provisioningOf(guest),
  ]);
  return table([['ID', 'NAME', 'STATE', 'SETTINGS', 'PROVISIONING'], ...rows]);
}

function settingsOf({ exists, drift, declared }: GuestStatus): string {
  if (declared === false) return 'not declared';
  return drift ? 'differs' : exists ? 'as declared' : '-';
}

function provisioningOf({ exists, provisioned, declared }: GuestStatus): string {
  if (!exists || declared === false) return '-';
  if (provisioned === null) return 'unknown';
  return provisioned ? 'provisioned' : 'pending';
}

/** The state of a guest in one word. */
export function stateOf({
  exists,
  running,
  template,
}: GuestStatus): 'missing' | 'template' | 'running' | 'stopped' {
  if (!exists) return 'missing';
  // One that is declared a template runs until it is provisioned.
  if (running) return 'running';
  return template ? 'template' : 'stopped';
}
