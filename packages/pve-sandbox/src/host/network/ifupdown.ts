import { noteChange } from '../../record/note.ts';
import { err, out } from '../../state/talk.ts';
import { has, optionOf, readOptions } from '../read-options.ts';
import {
  addressesOf,
  applyInterfaces,
  readInterfaces,
  reloadQuietly,
  valueErrors,
} from './apply.ts';
import { type Interface, optionsOf } from './interfaces-file.ts';
import { running, setRunning } from './running.ts';

/** ifreload -a, and -s, which only checks the syntax. */
export function ifreload(args: readonly string[]): number {
  const words = readOptions(args, ['i', 'interfaces']);
  if (!has(words, 'a', 'all', 'c', 'currently-up') && !has(words, 's', 'syntax-check')) {
    err('ifreload: error: one of the arguments -a/--all -c/--currently-up is required\n');
    return 2;
  }
  if (has(words, 's', 'syntax-check', 'n', 'no-act')) {
    const { interfaces, errors } = readInterfaces(optionOf(words, 'i', 'interfaces'));
    const all = [...errors, ...valueErrors(interfaces)];
    for (const error of all) err(`${error}\n`);
    return all.length > 0 ? 1 : 0;
  }
  noteChange();
  return reloadQuietly();
}

/** ifup and ifdown of named interfaces, or of all that come up by themselves. */
export function ifup(args: readonly string[]): number {
  const words = readOptions(args, ['i', 'interfaces']);
  const { interfaces, errors } = readInterfaces(optionOf(words, 'i', 'interfaces'));
  for (const error of errors) err(`${error}\n`);
  if (errors.length > 0) return 1;
  const names = has(words, 'a', 'all')
    ? interfaces.filter((one) => one.auto).map(({ name }) => name)
    : words.operands;
  const unknown = names.find((name) => !interfaces.some((one) => one.name === name));
  if (unknown !== undefined) {
    err(`error: cannot find interfaces: ${unknown}\n`);
    return 1;
  }
  noteChange();
  applyInterfaces(interfaces, names);
  return 0;
}

/** ifdown NAME...: no address, no default route over it. */
export function ifdown(args: readonly string[]): number {
  const words = readOptions(args, ['i', 'interfaces']);
  const state = running();
  noteChange();
  const isMeant = (name: string) =>
    words.operands.includes(name) || (has(words, 'a', 'all') && name !== 'lo');
  const links = state.links.map((link) =>
    isMeant(link.name) ? { ...link, addresses: [], up: false } : link,
  );
  const { gateway } = state;
  setRunning(gateway === undefined || isMeant(gateway.device) ? { links } : { links, gateway });
  return 0;
}

/** ifquery NAME..., -a, --running, and -c, which compares what runs with what is declared. */
export function ifquery(args: readonly string[]): number {
  const words = readOptions(args, ['i', 'interfaces', 'o', 'format']);
  const { interfaces, errors } = readInterfaces(optionOf(words, 'i', 'interfaces'));
  for (const error of errors) err(`${error}\n`);
  if (errors.length > 0) return 1;
  const names =
    words.operands.length > 0
      ? words.operands
      : interfaces.filter((one) => one.auto).map(({ name }) => name);
  if (has(words, 'l', 'list')) {
    for (const name of names) out(`${name}\n`);
    return 0;
  }
  let code = 0;
  for (const name of names) {
    const declared = interfaces.find((one) => one.name === name);
    const link = running().links.find((one) => one.name === name);
    if (has(words, 'r', 'running')) {
      if (link === undefined) continue;
      out(
        `auto ${name}\niface ${name}\n${link.addresses.map((one) => `\taddress ${one}\n`).join('')}\n`,
      );
    } else if (declared === undefined) {
      err(`error: cannot find interfaces: ${name}\n`);
      code = 1;
    } else if (has(words, 'c', 'check')) code = check(declared) ? code : 1;
    else out(stanza(declared));
  }
  return code;
}

const stanza = ({ name, auto, method, options }: Interface): string =>
  `${auto ? `auto ${name}\n` : ''}iface ${name} inet ${method}\n${options.map(([key, value]) => `\t${key} ${value}\n`).join('')}\n`;

/** Prints an interface with [pass] or [fail] behind each line. */
function check(declared: Interface): boolean {
  const { links, gateway } = running();
  const link = links.find((one) => one.name === declared.name);
  const address = addressesOf(declared) ?? [];
  const rows = declared.options.map(([key, value]): [string, boolean] => {
    const line = `\t${key} ${value}`;
    if (key === 'address')
      return [line, link?.addresses.some((one) => address.includes(one)) ?? false];
    if (key === 'gateway') return [line, gateway?.address === value];
    if (key === 'bridge-ports')
      return [line, (link?.ports ?? []).join(' ') === value.replace(/^none$/, '')];
    return [line, link?.up ?? false];
  });
  const fine =
    (link?.up ?? false) &&
    rows.every(([, passes]) => passes) &&
    (optionsOf(declared, 'address').length > 0 ||
      (link?.addresses.length ?? 0) === 0 ||
      declared.method === 'loopback');
  out(`auto ${declared.name}\niface ${declared.name} inet ${declared.method}`.padEnd(72));
  out(`[${fine ? 'pass' : 'fail'}]\n`);
  for (const [line, passes] of rows) out(`${line.padEnd(65)}[${passes ? 'pass' : 'fail'}]\n`);
  out('\n');
  return fine;
}
