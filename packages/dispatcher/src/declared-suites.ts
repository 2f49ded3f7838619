import { declaredSuites, didYouMean, type Guests } from '@phoenix/shared-config';
import { EXIT, PhoenixError } from '@phoenix/shared-runtime';

/**
 * Of guests for which one suite is asked, those that have it, so that `all:smoke` is every guest with
 * such a suite. All of them when none is asked for. Throws (exit 66) when none has it.
 */
export function havingSuite(
  declared: Guests,
  ids: readonly number[],
  suite: string | undefined,
): readonly number[] {
  if (suite === undefined) return ids;
  const having = ids.filter((id) => declaredSuites(declared, id).includes(suite));
  if (having.length > 0 || ids.length === 0) return having;
  const known = new Set(ids.flatMap((id) => declaredSuites(declared, id)));
  requireSuite(suite, known, ids.join(', '));
  return having;
}

/** Throws (exit 66) for a suite that is none of those that are known. */
export function requireSuite(
  suite: string,
  known: ReadonlySet<string>,
  of: string,
  word = of.replaceAll(' ', ''),
): void {
  if (known.has(suite)) return;
  const close = didYouMean(suite, known);
  const [first] = known;
  const list =
    first === undefined
      ? 'declare one in "tests", or a health_check'
      : `there are ${[...known].join(', ')}: type phoenix test ${word}:${close ?? first}`;
  throw new PhoenixError(`no suite "${suite}" is declared for ${of}`, {
    exit: EXIT.notFound,
    hint: close === undefined ? list : `did you mean ${close}? ${list}`,
  });
}
