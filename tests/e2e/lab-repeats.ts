import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, JournalLine, LabHost } from './lab-host.ts';

/**
 * What was done twice over the runs of one host, beyond what a cut allows:
 *
 * - No Proxmox command that makes or changes a guest and ended well is run again with the same words.
 *   A guest is started again after a power cut, and when its turn was cut off: what a VM remembers is
 *   seen only while it runs.
 * - Taking away what a killed command left is no operation, but what makes the next one possible.
 * - What Proxmox runs or puts inside a guest belongs to a step of it. It is run again only when the
 *   turn of that guest was cut off, once for each such cut. Health checks only look, and belong to
 *   every start.
 * - A script of the site runs again only when it was cut off itself: when it had begun, and the
 *   guest did not remember yet that it had ended.
 */
export function repeats(host: LabHost, powerCuts: number): string[] {
  const journals = host.journals();
  const wrong: string[] = [];
  for (const [words, count] of counted(host.commands())) {
    const [program, verb = '', id] = words.split(' ');
    const starts = /^(?:start|shutdown|stop)$/.test(verb);
    const inside = program === 'pct' ? /^(?:exec|push)$/.test(verb) : verb === 'guest';
    const guest = Number(verb === 'guest' ? words.split(' ')[3] : id);
    const allowed = (inside || starts ? cutTurns(journals, guest) : 0) + (starts ? powerCuts : 0);
    if (count > 1 + allowed) wrong.push(`${count} times, ${1 + allowed} allowed: ${words}`);
  }
  return [...wrong, ...madeTwice(host.commands()), ...saidTwice(host, journals)];
}

function counted(commands: readonly Command[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { argv, exit, changed } of commands) {
    const words = argv.join(' ');
    if (!changed || exit !== 0 || !/^(?:pct|qm)$/.test(argv[0] ?? '')) continue;
    if (/ -- sh -s -- health |^(?:pct|qm) (?:unlock|destroy|delsnapshot) /.test(words)) continue;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return counts;
}

/** Guests that were made more than once, each time well. */
export function madeTwice(commands: readonly Command[]): string[] {
  const made = new Map<string, number>();
  for (const { argv, exit } of commands) {
    const [program, verb, first = '', second = ''] = argv;
    if (exit !== 0 || !/^(?:pct|qm)$/.test(program ?? '')) continue;
    const id = verb === 'create' ? first : verb === 'clone' ? second : undefined;
    if (id !== undefined) made.set(id, (made.get(id) ?? 0) + 1);
  }
  return [...made].flatMap(([id, count]) => (count > 1 ? [`${id} was made ${count} times`] : []));
}

function cutTurns(journals: readonly JournalLine[][], guest: number): number {
  return journals.filter((lines) => {
    const own = lines.filter((line) => line.guest === guest);
    const began = own.some(({ type }) => type === 'operation-start');
    const ended = own.find(({ type }) => type === 'guest-result');
    return began && !/^(?:created|changed)$/.test(ended?.outcome ?? '');
  }).length;
}

/** Lines that scripts of the site wrote more often than they may have run. */
function saidTwice({ directory }: LabHost, journals: readonly JournalLine[][]): string[] {
  const wrong = new Set<string>();
  for (const place of ['fast/guests', 'var/lib/pve-sandbox/trees/fast-guests'])
    for (const tree of readdirSync(join(directory, place))) {
      const said = linesOf(join(directory, place, tree, 'opt/said'));
      for (const line of new Set(said)) {
        const count = said.filter((other) => other === line).length;
        const allowed = 1 + cutScripts(journals, line);
        if (count > allowed) wrong.add(`${count} times, ${allowed} allowed: ${line} in ${tree}`);
      }
    }
  return [...wrong];
}

/** In how many runs the script that says `NAME of GUEST` began and was not remembered. */
function cutScripts(journals: readonly JournalLine[][], line: string): number {
  const [, name, guest] = /^(\w+) of (\d+)$/.exec(line) ?? [];
  const script = name === 'application' ? name : `feature ${name}`;
  return journals.filter((lines) => {
    const own = lines.filter((one) => one.guest === Number(guest));
    const ended = (operation: string) =>
      own.some((one) => one.operation === operation && one.result === 'done');
    const remembers = lines.some(
      ({ plan }) =>
        plan?.id === Number(guest) &&
        plan.operations.some(({ id }) => id === `remember feature.${name}`),
    );
    const began = own.some((one) => one.type === 'operation-start' && one.operation === script);
    return began && !ended(remembers ? `remember feature.${name}` : script);
  }).length;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}
