import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LabHost } from '../e2e/lab-host.ts';
import { madeTwice } from '../e2e/lab-repeats.ts';
import { isOfNobody, leftovers } from '../e2e/lab-state.ts';
import type { Scene } from './scene.ts';
import type { Fault } from './spoken.ts';
import { stateOf, type Undisturbed } from './stage.ts';
import type { Task } from './tasks.ts';

const CONF = /^etc\/pve\/(?:nodes\/[^/]+\/)?(?:lxc|qemu-server)\/(\d+)\.conf/;

/**
 * Templates have ids of their own in these labs. Without its mark nothing tells that the run that died had
 * started one, and what runs is not stopped unasked.
 */
const RUNNING_TEMPLATE = /^var\/lib\/pve-sandbox\/running(?:-vms)?\/(?:90\d|8000)$/;

/** What of a trial excuses something. */
interface Circumstances extends Pick<Scene, 'down' | 'hasLostVolumes'> {
  readonly isForgetful: boolean;
}

/** What is not as it is on a host that nothing disturbed, once the task has come to its end. */
export function judge(
  task: Task,
  host: LabHost,
  undisturbed: Undisturbed,
  { isForgetful, hasLostVolumes, down }: Circumstances,
): Fault[] {
  // What was locked when the host came up is brought up by what starts guests; else only where the run that was cut
  // off is known to have stopped it.
  const counts = (line: string) => task.starts || !down.has(runner(line));
  const state = stateOf(task, host)
    .filter((line) => !isForgetful || !RUNNING_TEMPLATE.test(line))
    .filter(counts);
  const wanted = undisturbed.state.filter(counts);
  const faults: Fault[] = [];
  const [has, had] = [guestsOf(state), guestsOf(wanted)];
  for (const id of had) if (!has.has(id)) faults.push({ sort: 'lost', text: `${id} is not there` });
  for (const id of has) if (!had.has(id)) faults.push({ sort: 'other', text: `${id} is there` });
  const volumes = hasLostVolumes ? [] : superfluous(task, host, wanted);
  const doubles = [...madeTwice(host.commands()), ...volumes];
  faults.push(...doubles.map((text): Fault => ({ sort: 'doubled', text })));
  const left = leftovers(host).filter((text) => !hasLostVolumes || !isOfNobody(text));
  faults.push(...left.map((text): Fault => ({ sort: 'half-made', text })));
  const differences = difference(state, wanted);
  if (differences.length > 0)
    faults.push({ sort: 'half-made', text: differences.slice(0, 6).join('\n') });
  return [...faults, ...orphans(host)];
}

const runner = (line: string): string =>
  /^var\/lib\/pve-sandbox\/running(?:-vms)?\/(\d+)$/.exec(line)?.[1] ?? '';

/** What is at work on a host on which nothing should be. */
export const orphans = (host: LabHost): Fault[] =>
  host.processes().map((text) => ({ sort: 'orphans', text: text.replaceAll('\0', ' ') }));

/** What one has and the other has not, of lines of a host's state. */
function difference(state: readonly string[], wanted: readonly string[]): string[] {
  const [has, had] = [new Set(state), new Set(wanted)];
  return [
    ...wanted.filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ...state.filter((line) => !had.has(line)).map((line) => `+ ${line}`),
  ];
}

function guestsOf(state: readonly string[]): Set<string> {
  return new Set(state.flatMap((line) => CONF.exec(line)?.[1] ?? []));
}

/** Volumes that an undisturbed host does not have. */
function superfluous({ start }: Task, { directory }: LabHost, wanted: readonly string[]): string[] {
  if (start === 'bare') return [];
  const all = wanted.join('\n');
  return ['fast/guests', 'fast/data']
    .flatMap((place) => readdirSync(join(directory, place)))
    .filter((volume) => /-disk-\d+$/.test(volume) && !all.includes(volume))
    .map((volume) => `${volume} is one volume too many`);
}
