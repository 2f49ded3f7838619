import { VERBS } from '../../packages/dispatcher/src/verbs/index.ts';
import { EXIT } from '../../packages/shared-runtime/src/exit-codes.ts';
import type { Ended } from '../e2e/lab-host.ts';

/** Columns of the table: what must be 0. `other` is a run that could not go on, and alike. */
export const SORTS = [
  'lost',
  'doubled',
  'half-made',
  'traces',
  'orphans',
  'exits',
  'other',
] as const;

export interface Fault {
  readonly sort: (typeof SORTS)[number];
  readonly text: string;
}

const TRACE =
  /^ +at .+(?::\d+:\d+|\(native\))\)?$|node:internal|\b(?:Type|Reference|Range|Syntax|Assertion)Error\b|\[object Object\]|\bNaN\b|\(sorry: this is a defect/m;

const KNOWN = new Set([...VERBS.map(({ name }) => name), 'help']);
const DOCUMENTED: readonly number[] = Object.values(EXIT);

/** What is wrong with how a run ended and what it said. */
export function spokenFaults({ exit, stdout, stderr }: Ended, isKilled = false): Fault[] {
  const said = `${stdout}${stderr}`;
  const faults: Fault[] = [];
  const trace = TRACE.exec(said);
  if (trace)
    faults.push({
      sort: 'traces',
      text: said.slice(Math.max(0, trace.index - 300), trace.index + 600),
    });
  if (isKilled) return faults;
  if (!DOCUMENTED.includes(exit))
    faults.push({ sort: 'exits', text: `exit ${exit}: ${said.slice(-1500)}` });
  if (exit !== 0 && exit < 128 && said.trim() === '')
    faults.push({ sort: 'exits', text: `exit ${exit} without a word` });
  for (const [hint, verb = ''] of said.matchAll(/hint: .*\bphoenix ([a-zA-Z-]+)\b.*/g))
    if (!KNOWN.has(verb))
      faults.push({ sort: 'other', text: `phoenix has no verb ${verb}: ${hint}` });
  return faults;
}
