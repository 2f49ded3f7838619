import { actingErrors, type Diagnostic } from '@phoenix/shared-config';
import type { Check, Finding } from '../finding.ts';

/** What other checks of the doctor tell, with more to say. */
const TOLD_ELSEWHERE = new Set([
  'missing-script',
  'missing-test',
  'missing-profile',
  'missing-template',
  'unknown-image',
]);

export const configuration: Check = {
  name: 'configuration',
  anywhere: true,
  find({ declared: { diagnostics } }) {
    const errors = actingErrors(diagnostics);
    const others = diagnostics.filter(
      (one) =>
        one.severity === 'warning' &&
        !TOLD_ELSEWHERE.has(one.code) &&
        actingErrors([one]).length === 0,
    );
    return [...errors.map(ofError), ...(others.length === 0 ? [] : [ofWarnings(others)])];
  },
};

function ofError({ message, where, hint, guests }: Diagnostic): Finding {
  const place = where === undefined ? '' : `${where.file}:${where.line}:${where.column}: `;
  return {
    severity: 'error',
    message: `${place}${message}`,
    hint: `${hint === undefined ? '' : `${hint}; `}phoenix validate shows the line`,
    ...(guests !== undefined && { guests }),
  };
}

function ofWarnings(warnings: readonly Diagnostic[]): Finding {
  const [first] = warnings;
  const more = warnings.length === 1 ? '' : ` and ${warnings.length - 1} more of the kind`;
  return {
    severity: 'warning',
    message: `the configuration has warnings: ${first?.message ?? ''}${more}`,
    hint: 'phoenix validate names them all',
  };
}
