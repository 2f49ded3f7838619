import type { FileKind } from './declared.ts';
import type { Findings } from './findings.ts';
import type { Path } from './json/document.ts';
import { type OddText, oddTexts } from './odd-texts.ts';
import type { ReadFile } from './read-file.ts';
import { accepts } from './schema/accepts.ts';
import type { Shape, Spec } from './schema/spec.ts';
import { toZod } from './schema/to-zod.ts';
import { isSecretName } from './secret.ts';
import { subject } from './subject.ts';
import { missingKeyHint, unknownKeyHint, writtenInstead } from './unknown-key.ts';
import { valueHint } from './value-hint.ts';

/**
 * Holds data against a spec. What is wrong is told and taken out of the copy that is returned, so
 * that what is right can still be looked at. Only data with a mistake is shown to zod.
 */
export function validate(
  file: FileKind,
  spec: Spec<unknown>,
  data: unknown,
  { findings, document }: Pick<ReadFile, 'findings' | 'document'>,
): { data: unknown; broken: Path[] } {
  let known: unknown[] | undefined;
  const ids = () => {
    known ??= vmIds(data);
    return known;
  };
  const unknown: { path: Path; key: string; here: Shape }[] = [];
  const sound = accepts(spec, data, (path, key, here, above) => {
    unknown.push({ path, key, here });
    findings.warning(
      'unknown-key',
      { file, path: [...path, key], at: 'name' },
      `${subject(file, [...path, key], ids())} is no key that Phoenix knows`,
      { hint: unknownKeyHint(path, key, { here, above }) },
    );
  });
  const odd = document?.mayHoldOdd === true ? oddTexts(spec, data) : [];
  for (const one of odd) tellOdd(file, one, ids(), findings);
  if (sound && odd.length === 0) return { data, broken: [] };
  const broken: Path[] = odd.map(({ path }) => path);
  const issues = sound ? [] : (toZod(spec).safeParse(data).error?.issues ?? []);
  const told = new Set<string>();
  for (const issue of issues) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    // What holds something odd may be of a wrong kind as well: told once, and taken out as a whole.
    broken.push(path);
    if (odd.some((one) => isWithin(one.path, path) || isWithin(path, one.path))) continue;
    if (issue.code === 'invalid_key') {
      const what = `${subject(file, path, ids())}: the name must be ${issue.message}`;
      findings.error('invalid-value', { file, path, at: 'name' }, what);
      continue;
    }
    // A number may be too large in more than one respect.
    const same = JSON.stringify([path, issue.message]);
    if (told.has(same)) continue;
    told.add(same);
    if (valueAt(data, path) === undefined) {
      const beside = unknown.filter((one) => isSame(one.path, path.slice(0, -1)));
      tellMissing(file, path, issue.message, beside, ids(), findings);
    } else tellBroken(file, path, issue.message, data, ids(), findings);
  }
  return { data: without(data, broken), broken };
}

function tellOdd(
  file: FileKind,
  { path, at, odd }: OddText,
  ids: readonly unknown[],
  findings: Findings,
): void {
  const what = subject(file, path, ids) || 'the file';
  const holds = `${at === 'name' ? ': the name holds' : ' holds'} ${odd.called}`;
  findings.error('invalid-value', { file, path, at }, `${what}${holds}`, { hint: odd.hint });
}

function isSame(path: Path, other: Path): boolean {
  return path.length === other.length && isWithin(path, other);
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.every((step, depth) => step === path[depth]);
}

/** `unknown` are the keys of no meaning in the object that lacks this one. */
function tellMissing(
  file: FileKind,
  path: Path,
  must: string,
  unknown: readonly { key: string; here: Shape }[],
  ids: readonly unknown[],
  findings: Findings,
): void {
  const key = String(path.at(-1));
  const names = unknown.map((one) => one.key);
  const name = unknown[0] && writtenInstead(key, names, unknown[0].here);
  findings.error(
    'missing-key',
    { file, path: path.slice(0, -1), at: 'name' },
    `${subject(file, path, ids) || 'the file'} is missing`,
    { hint: missingKeyHint(key, name, `add "${key}": it must be ${must}`) },
  );
}

function tellBroken(
  file: FileKind,
  path: Path,
  must: string,
  data: unknown,
  ids: readonly unknown[],
  findings: Findings,
): void {
  const value = valueAt(data, path);
  const what = subject(file, path, ids) || 'the file';
  const hidden = path.some((step) => isSecretName(String(step)));
  const is = hidden ? '' : `is ${shown(value)}, but `;
  findings.error('invalid-value', { file, path }, `${what} ${is}must be ${must}`, {
    hint: hidden ? undefined : valueHint(value, must, path, data),
  });
}

/** A value in few words. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (value === Infinity || value === -Infinity) return 'a number that is too large to be read';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The ids of the VMs by their place in the list, to name them in messages. */
function vmIds(data: unknown): unknown[] {
  const vms = valueAt(data, ['vms']);
  return Array.isArray(vms) ? vms.map((one) => valueAt(one, ['vmid'])) : [];
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );
}

/**
 * A copy without the broken values; an item of a list goes as a whole and leaves a hole, so that
 * the others keep their index.
 */
function without(data: unknown, broken: readonly Path[]): unknown {
  const copy: unknown = structuredClone(data);
  for (const path of broken) {
    let holder: unknown = copy;
    for (const [depth, step] of path.entries()) {
      if (typeof holder !== 'object' || holder === null) break;
      const isItem = Array.isArray(holder) && !(depth === 1 && path[0] === 'vms');
      if (isItem || depth === path.length - 1) {
        Reflect.deleteProperty(holder, step);
        break;
      }
      holder = (holder as Record<string | number, unknown>)[step];
    }
  }
  return copy;
}
