import type { GuestKind } from '@phoenix/shared-config';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';
import { isGuestAnswer, isReason } from './answer-forms.ts';
import { type Call, isAbout } from './call.ts';
import { commandOf } from './managers.ts';
import type { Session } from './session.ts';

/** Seconds that a manager may take to look; it reads hundreds of guests in one. */
const DEADLINE = 600;

/** What a manager said: the guests of its JSON, or why it can do nothing here at all. */
export type Answer<Guest> =
  | { readonly guests: readonly Guest[]; readonly exit: number }
  | { readonly unavailable: PhoenixError };

/** What all managers said that were asked. */
export interface Answers<Guest> {
  readonly answers: ReadonlyMap<GuestKind, { guests: readonly Guest[]; exit: number }>;
  readonly unavailable: ReadonlyMap<GuestKind, PhoenixError>;
}

/** Asks managers at the same time, each once. Throws (exit 69) when none of them can answer. */
export async function askAll<Guest>(
  calls: ReadonlyMap<GuestKind, Call>,
  session: Session,
): Promise<Answers<Guest>> {
  const answers = new Map<GuestKind, { guests: readonly Guest[]; exit: number }>();
  const unavailable = new Map<GuestKind, PhoenixError>();
  await Promise.all(
    [...calls].map(async ([kind, call]) => {
      const answer = await ask<Guest>(call, session);
      if ('unavailable' in answer) unavailable.set(kind, answer.unavailable);
      else answers.set(kind, answer);
    }),
  );
  const [first] = unavailable.values();
  if (first !== undefined && answers.size === 0) throw first;
  return { answers, unavailable };
}

/**
 * Runs a manager that only looks (`status`, `plan`, any verb with `--dry-run`, all with `--json`).
 * Exit 69 without guests says that this manager can do nothing here; any other answer without
 * guests is thrown, with the manager's own words.
 */
export async function ask<Guest>(call: Call, session: Session): Promise<Answer<Guest>> {
  const answer = await query(call, session);
  if ('unavailable' in answer) return answer;
  const { guests, error } = read(answer.stdout);
  if (Array.isArray(guests)) {
    refuseStrange(guests, call);
    return { guests, exit: answer.exit };
  }
  const { message, hint } = error ?? spoken(answer.output);
  const silence = `${call.manager} ended with ${answer.exit} and did not say why`;
  const exit = Object.values(EXIT).find((code) => code === answer.exit && code !== EXIT.done);
  const failure = new PhoenixError(message ?? silence, { exit: exit ?? EXIT.failed, hint });
  if (exit === EXIT.hostProgramMissing) return { unavailable: failure };
  throw failure;
}

async function query(call: Call, session: Session) {
  try {
    return await session.world.host.query(commandOf(call, session), { timeout: DEADLINE });
  } catch (error) {
    if (!(error instanceof PhoenixError) || error.exit !== EXIT.hostProgramMissing) throw error;
    return { unavailable: error };
  }
}

interface Said {
  readonly guests?: unknown;
  readonly error?: { readonly message: string; readonly hint?: string };
}

function read(text: string): Said {
  try {
    const { guests, error } = JSON.parse(text) ?? {};
    return { guests, ...(isReason(error) && { error }) };
  } catch {
    return {};
  }
}

/** Throws for answers about guests that were not asked about, and for those that make no sense. */
function refuseStrange(guests: readonly unknown[], call: Call): void {
  const hint = 'do phoenix and its managers come from the same release? see their --version';
  const foreign = guests.flatMap((one) => idIn(one) ?? []).filter((id) => !isAbout(call, id));
  if (foreign.length > 0) {
    const whom = [...new Set(foreign)].slice(0, 5).join(', ');
    throw new PhoenixError(
      `${call.manager} answered about ${whom}, which it was not asked about; nothing was done`,
      { hint },
    );
  }
  if (!guests.every((one) => isGuestAnswer(call, one)))
    throw new PhoenixError(`${call.manager} answered what makes no sense; nothing was done`, {
      hint,
    });
}

function idIn(guest: unknown): number | undefined {
  return typeof guest === 'object' && guest !== null && 'id' in guest
    ? Number(guest.id)
    : undefined;
}

/** The message and the hint of what a manager printed for people. */
export function spoken(output: string): { message: string | undefined; hint: string | undefined } {
  const lines = output.split('\n').map((line) => line.trimEnd());
  const said = lines.filter((line) => line !== '' && !/^(hint|log):/.test(line));
  const message = said.join('\n').replace(/^error: /, '');
  const hint = lines.find((line) => line.startsWith('hint: '))?.slice('hint: '.length);
  return { message: message === '' ? undefined : message, hint };
}
