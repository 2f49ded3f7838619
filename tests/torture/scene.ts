import { type Command, type Ended, type Going, type LabHost, PHOENIX } from '../e2e/lab-host.ts';
import type { Lot } from '../e2e/lab-lot.ts';
import type { Lab } from './lab.ts';
import { type Fault, spokenFaults } from './spoken.ts';
import type { Task } from './tasks.ts';

/** A host, what is typed on it, and what has happened so far. */
export interface Scene {
  /** Whether the last run ended well, so that there is nothing left to type. */
  isDone: boolean;
  readonly host: LabHost;
  readonly task: Task;
  readonly lab: Lab;
  readonly lot: Lot;
  /** Commands of the task when nothing disturbs it. */
  readonly commands: readonly Command[];
  /** Whether a mark of volumes was damaged: then nothing tells whose those are. */
  hasLostVolumes: boolean;
  /** Guests that did not come up with the host, since they were locked. */
  readonly down: Set<string>;
  /** How long it takes then, and how many events it tells. */
  readonly length: Length;
  /** Begins the task, with more words at its end; `around` is what it is started by. */
  begin(more?: readonly string[], around?: readonly string[]): Going;
  /** Waits for the end of it, and looks at what it said. A run that was `killed` has no exit status. */
  end(going: Going, how?: 'by itself' | 'interrupted' | 'killed'): Promise<Ended>;
  /** What is done to the host, in words. */
  note(text: string): void;
  /** Something that should not be. */
  fault(fault: Fault): void;
}

export interface Length {
  readonly milliseconds: number;
  readonly events: number;
}

/** How runs ended that a scene has seen. */
export interface Seen {
  readonly trail: string[];
  readonly faults: Fault[];
  readonly exits: number[];
}

/** Makes the scene of a trial, and what is written down of it. */
export function sceneOf(
  about: Pick<Scene, 'host' | 'task' | 'lab' | 'lot' | 'commands' | 'length'>,
): Scene & Seen {
  const [trail, faults, exits]: [string[], Fault[], number[]] = [[], [], []];
  const { host, task } = about;
  const tasks = new WeakMap<Going, ReadonlySet<string>>();
  // Killed in its last moment, when all was done and written down: there is nothing left to type.
  const hasEndedWell = (going: Going) =>
    [...host.ends()].some(([run, exit]) => exit === 0 && tasks.get(going)?.has(run) === false);
  const scene: Scene & Seen = {
    ...about,
    isDone: false,
    hasLostVolumes: false,
    down: new Set(),
    trail,
    faults,
    exits,
    begin(more = [], around = []) {
      const before = new Set(host.ends().keys());
      const going = host.begin(...around, PHOENIX, ...task.words, ...more);
      tasks.set(going, before);
      return going;
    },
    async end(going, how = 'by itself') {
      const ended = await going.done;
      if (tasks.has(going))
        scene.isDone = ended.exit === 0 || (how === 'killed' && hasEndedWell(going));
      if (how !== 'killed') exits.push(ended.exit);
      faults.push(...spokenFaults(ended, how !== 'by itself'));
      trail.push(`${how === 'killed' ? 'killed' : `exit ${ended.exit}`}`);
      return ended;
    },
    note: (text) => void trail.push(text),
    fault: (fault) => void faults.push(fault),
  };
  return scene;
}
