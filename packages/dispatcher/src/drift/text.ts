import { printable, table } from '@phoenix/shared-runtime';
import type { Paint } from '@phoenix/shared-runtime/frame';
import { type Drift, isDrift } from './drift.ts';

/** Causes that a line names; further ones are counted. */
const NAMED = 3;

/** What is not as it is declared, a line each, and how much is. */
export function driftText(all: readonly Drift[], paint: Paint): string {
  const told = all.filter(({ standing }) => standing !== 'as declared');
  const drifted = all.filter(isDrift);
  const rows = told.map(({ subject, kind, name, standing, causes }) => [
    kind === 'host' ? 'host' : String(subject),
    kind === 'host' ? String(subject) : name,
    standing,
    causesText(causes),
  ]);
  const lines = rows.length === 0 ? '' : table([['ID', 'NAME', 'STATE', 'WHAT'], ...rows]);
  const summary =
    drifted.length === 0
      ? paint(
          'good',
          told.length === 0 ? 'Everything is as declared' : 'Nothing is known to differ',
        )
      : paint('warn', `${drifted.length} of ${all.length} differ`);
  return `${lines}${summary}\n`;
}

function causesText(causes: readonly string[]): string {
  const more = causes.length > NAMED ? `; and ${causes.length - NAMED} more` : '';
  return printable(`${causes.slice(0, NAMED).join('; ')}${more}`);
}
