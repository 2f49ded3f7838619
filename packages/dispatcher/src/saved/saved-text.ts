import { EXIT, PhoenixError, sha256 } from '@phoenix/shared-runtime';
import { isSavedPlan } from './saved-form.ts';
import type { SavedPlan } from './saved-plan.ts';

/** A plan as the text of its file, which ends in a digest of the rest. */
export function savedText(plan: SavedPlan): string {
  return `${JSON.stringify({ ...plan, digest: digestOf(plan) }, null, 2)}\n`;
}

/** The plan in the text of a file. Throws (65) for what is none, and for one that was not left whole. */
export function savedIn(text: string, file: string): SavedPlan {
  const refusal = (why: string, hint: string) =>
    new PhoenixError(`cannot apply ${file}: ${why}`, { exit: EXIT.configInvalid, hint });
  const anew = `make it anew: phoenix plan GUEST... --out FILE`;
  const found = objectIn(text);
  if (found === undefined)
    throw refusal(
      text.trim() === '' ? 'the file is empty' : 'it is no saved plan, or is cut off',
      anew,
    );
  const { digest, ...rest } = found;
  if (rest.kind !== 'phoenix-plan') throw refusal('it is no saved plan', anew);
  if (rest.format !== 1)
    throw refusal(
      'it is of a format that this phoenix does not know',
      `made by phoenix ${String(rest.phoenix)}; make it anew with this one`,
    );
  if (digest !== digestOf(rest))
    throw refusal('it was altered after it was saved', 'a plan is changed by planning anew');
  // Anybody can work out a digest. Nothing is done that is not planned anew, but what is shown has a form.
  if (!isSavedPlan(rest)) throw refusal('it makes no sense: phoenix has not written it', anew);
  return rest;
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(plan: object): string {
  return sha256(JSON.stringify(plan));
}
