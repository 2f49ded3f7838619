import { appendFileSync, readFileSync } from 'node:fs';
import { OWN } from '../../record/files.ts';
import { list, readText, remove, writeText } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';

/** How downloads go otherwise than whole and at once. */
export type Rule = {
  /** Only of addresses that this regular expression matches. */
  match?: string | undefined;
  /** Only the first transfers. */
  times?: number | undefined;
  /** Seconds that a whole file takes. */
  slow?: number | undefined;
  /** The connection ends at this byte of the file. */
  cut?: number | undefined;
  /** Not the bytes that the list of sums tells of. */
  wrong?: boolean;
  /** There is no such file. */
  missing?: boolean;
  /** There is no way to its host. */
  offline?: boolean;
};

const folder = `${OWN}/web/rules`;

/** Adds a rule; it counts transfers from now on. */
export function addRule(rule: Rule): void {
  const name = `${process.hrtime.bigint()}-${process.pid}`.padStart(32, '0');
  writeText(`${folder}/${name}.json`, `${JSON.stringify(rule)}\n`);
}

/** Takes back all rules. */
export const clearRules = (): void => remove(folder);

/** What holds for a transfer of an address that begins now; of equal things the first rule's. */
export function rulesFor(url: string): Rule {
  const due = list(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, rule: JSON.parse(readText(`${folder}/${name}`) ?? '{}') as Rule }))
    .filter(({ rule }) => new RegExp(rule.match ?? '').test(url))
    .filter(({ name, rule }) => rule.times === undefined || count(name) <= rule.times);
  return Object.assign({}, ...due.map(({ rule }) => rule).reverse()) as Rule;
}

/** The number of this transfer, exact however many there are at once: where a token landed. */
function count(name: string): number {
  const seen = hostPath(`${folder}/${name}.seen`);
  const token = `${process.pid}-${process.hrtime.bigint()}`;
  appendFileSync(seen, `${token}\n`);
  return readFileSync(seen, 'utf8').split('\n').indexOf(token) + 1;
}
