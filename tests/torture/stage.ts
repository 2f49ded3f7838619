import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteConfiguration, VM } from '../e2e/host.ts';
import { type Command, copyOf, type LabHost, sandboxHost } from '../e2e/lab-host.ts';
import type { Lot } from '../e2e/lab-lot.ts';
import { labState, leftovers } from '../e2e/lab-state.ts';
import { LAB_HYPERVISOR, LAB_SCRIPTS } from '../e2e/lab-world.ts';
import { hostState } from '../e2e/setup-host.ts';
import { changedLab } from './changed-lab.ts';
import { type Lab, templatesOf } from './lab.ts';
import type { Length } from './scene.ts';
import type { Start, Task } from './tasks.ts';

/** What a task comes to when nothing disturbs it. */
export interface Undisturbed {
  readonly state: readonly string[];
  readonly commands: readonly Command[];
  readonly length: Length;
}

/** Without the driver of GPUs, which these labs do not have. */
const HYPERVISOR = { ...LAB_HYPERVISOR, nvidia_driver: { install: false } };

/** What hosts are made from that are not made by pve-sandbox. */
const BEFORE = { templates: 'empty', made: 'templates', changed: 'made', kept: 'made' } as const;

/** The time scale of all hosts: commands take a few milliseconds beyond what they cost themselves. */
const SCALE = '0.01';

/**
 * The hosts of one lab, each made once and copied for every trial; and what each task comes to there
 * undisturbed.
 */
export class Stage {
  readonly lab: Lab;
  readonly #directory: string;
  readonly #changed: Lab;
  readonly #starts = new Map<Start, Promise<LabHost>>();
  readonly #undisturbed = new Map<string, Promise<Undisturbed>>();
  #copies = 0;

  constructor(directory: string, lab: Lab, lot: Lot) {
    this.#directory = directory;
    this.lab = lab;
    this.#changed = changedLab(lab, lot);
    mkdirSync(directory, { recursive: true });
  }

  /** A host of a trial's own. */
  async copy(start: Start): Promise<LabHost> {
    this.#copies += 1;
    return copyOf(await this.#start(start), join(this.#directory, `host-${this.#copies}`));
  }

  undisturbed(task: Task): Promise<Undisturbed> {
    const key = [task.start, ...task.words].join(' ');
    return kept(this.#undisturbed, key, async () => {
      const host = await this.copy(task.start);
      host.clearLog();
      const began = performance.now();
      const going = host.start(...task.words);
      const { exit, stdout, stderr } = await going.done;
      const milliseconds = Math.round(performance.now() - began);
      const state = stateOf(task, host);
      const commands = host.commands();
      const left = leftovers(host);
      if (exit !== 0 || left.length > 0)
        throw new Error(
          `undisturbed, ${key} ended with ${exit}: ${left} ${stdout}${stderr} (${host.directory})`,
        );
      host.destroy();
      return { state, commands, length: { milliseconds, events: going.events.length } };
    });
  }

  /** Ends what runs on its hosts and removes them, but for those of trials. */
  async end(): Promise<void> {
    for (const host of await Promise.all(this.#starts.values())) host.destroy();
    rmSync(join(this.#directory, 'site'), { recursive: true, force: true });
  }

  #start(start: Start): Promise<LabHost> {
    return kept(this.#starts, start, () => this.#make(start));
  }

  async #make(start: Start): Promise<LabHost> {
    const directory = join(this.#directory, start);
    if (start === 'bare' || start === 'empty') {
      const etc = this.#declared();
      return sandboxHost(directory, [
        '--configs',
        etc,
        '--time-scale',
        SCALE,
        ...(start === 'bare' ? ['--bare', '--gateway', '10.20.0.1'] : []),
      ]);
    }
    const host = copyOf(await this.#start(BEFORE[start]), directory);
    if (start === 'templates') await must(host, 'create', ...templatesOf(this.lab).map(String));
    if (start === 'made') await must(host, 'LetsGo');
    if (start === 'kept') await must(host, 'snapshot', 'kept', 'all');
    if (start === 'changed') declare(host, this.#changed);
    return host;
  }

  #declared(): string {
    const site = join(this.#directory, 'site');
    const etc = siteConfiguration(site, HYPERVISOR, this.lab.containers, LAB_SCRIPTS);
    writeFileSync(join(etc, VM.file), JSON.stringify(this.lab.machines));
    return etc;
  }
}

/** What counts of a host after a task. */
export const stateOf = (task: Task, host: LabHost): string[] =>
  task.start === 'bare' ? hostState(host) : labState(host);

/** Replaces what a host declares. */
export function declare({ directory }: LabHost, { containers, machines }: Lab): void {
  const etc = join(directory, 'usr/local/phoenix_hypervisor/etc');
  const files = { 'phoenix_lxc_configs.json': { lxc_configs: containers }, [VM.file]: machines };
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(etc, name), JSON.stringify(content, null, 2));
}

async function must(host: LabHost, ...words: string[]): Promise<void> {
  const { exit, stderr } = await host.phoenix(...words);
  if (exit !== 0) throw new Error(`phoenix ${words.join(' ')} ended with ${exit}: ${stderr}`);
}

function kept<Key, Value>(
  made: Map<Key, Promise<Value>>,
  key: Key,
  make: () => Promise<Value>,
): Promise<Value> {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}
