import { printable } from '@phoenix/shared-runtime';
import type { Output } from '@phoenix/shared-runtime/frame';
import type { CheckedFinding } from './finding.ts';

/** Guests named behind a finding, at most. */
const SHOWN = 12;

/** Findings as `--json` shows them. */
export function findingsToJson(findings: readonly CheckedFinding[], checks: number): object {
  return { findings, checks, summary: summaryOf(findings) };
}

/** Findings for a person: errors first, each with its hint below. */
export function findingsText(
  findings: readonly CheckedFinding[],
  checks: number,
  paint: Output['paint'],
): string {
  if (findings.length === 0) return `${paint('good', 'all is well')} (${checks} checks)\n`;
  const { errors, warnings } = summaryOf(findings);
  const blocks = (['error', 'warning'] as const).flatMap((severity) =>
    findings
      .filter((one) => one.severity === severity)
      .flatMap((one) => [
        `${paint(severity === 'error' ? 'bad' : 'warn', `${severity}:`)} ${printable(one.message)}${guestsText(one)} [${one.check}]`,
        `  hint: ${printable(one.hint)}`,
      ]),
  );
  const counts = `${count(errors, 'error')}, ${count(warnings, 'warning')} by ${checks} checks`;
  return `${[...blocks, counts].join('\n')}\n`;
}

function guestsText({ guests = [], message }: CheckedFinding): string {
  const unnamed = guests.filter((id) => !new RegExp(`\\b${id}\\b`).test(message));
  if (unnamed.length === 0) return '';
  const more = unnamed.length > SHOWN ? ` and ${unnamed.length - SHOWN} more` : '';
  return ` (${unnamed.slice(0, SHOWN).join(', ')}${more})`;
}

function summaryOf(findings: readonly CheckedFinding[]): { errors: number; warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
