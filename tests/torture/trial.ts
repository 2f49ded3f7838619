import type { Ended, LabHost } from '../e2e/lab-host.ts';
import { lotOf } from '../e2e/lab-lot.ts';
import { halfMade } from '../e2e/lab-state.ts';
import { judge, orphans } from './judge.ts';
import type { Kind } from './kind.ts';
import { type Scene, type Seen, sceneOf } from './scene.ts';
import { seedOf } from './seeds.ts';
import type { Fault } from './spoken.ts';
import type { Stage, Undisturbed } from './stage.ts';
import { taskOf } from './tasks.ts';

/** What became of a trial. */
export interface Verdict {
  readonly trial: string;
  readonly kind: string;
  readonly task: string;
  /** What happened to the host, in words. */
  readonly trail: readonly string[];
  readonly exits: readonly number[];
  readonly faults: readonly Fault[];
  readonly seconds: number;
  /** The host of a trial with faults, which is kept. */
  readonly host?: string;
}

/** Where nothing is compared. */
const UNKNOWN: Undisturbed = { state: [], commands: [], length: { milliseconds: 0, events: 0 } };

/** Does harm of a kind to a host of the lab, lets the same command end it, and judges what there is. */
export async function tryKind(trial: string, kind: Kind, stage: Stage): Promise<Verdict> {
  const began = performance.now();
  const lot = lotOf(seedOf(trial));
  const task = taskOf(lot.of(kind.tasks), stage.lab, lotOf(seedOf(`${trial} task`)));
  const undisturbed = kind.isTraceless ? await stage.undisturbed(task) : UNKNOWN;
  const host = await stage.copy(task.start);
  host.clearLog();
  const { commands, length } = undisturbed;
  const scene = sceneOf({ host, task, lab: stage.lab, lot, commands, length });
  try {
    await kind.harm(scene);
    host.fault('--clear');
    await comeToAnEnd(scene, kind);
    const isForgetful = kind.losesMarks === true;
    if (kind.isTraceless)
      scene.faults.push(...judge(task, host, undisturbed, { ...scene, isForgetful }));
    else scene.faults.push(...unsound(host), ...orphans(host));
  } catch (error) {
    scene.faults.push({ sort: 'other', text: String((error as Error).stack) });
  }
  const seconds = Math.round(performance.now() - began) / 1000;
  const { trail, exits, faults } = scene;
  const told = {
    trial,
    kind: kind.name,
    task: task.words.join(' '),
    trail,
    exits,
    faults,
    seconds,
  };
  if (faults.length > 0) return { ...told, host: host.directory };
  host.destroy();
  return told;
}

/** The same command again, as a person types it, until it ends well; then a plan has nothing to do. */
async function comeToAnEnd(scene: Scene & Seen, { isTraceless, losesMarks }: Kind): Promise<void> {
  if (!isTraceless || (scene.isDone && !scene.task.converges)) return;
  let { exit, ...said } = await scene.end(scene.begin());
  for (let times = 0; times < 3 && exit !== 0 && losesMarks; times += 1) {
    if (!(await follow(scene, said))) break;
    ({ exit, ...said } = await scene.end(scene.begin()));
  }
  if (exit !== 0)
    scene.fault({
      sort: 'other',
      text: `again: exit ${exit}: ${said.stdout.slice(-500)}${said.stderr.slice(-2500)}`,
    });
  else if (scene.task.converges) {
    const plan = await scene.end(scene.host.start('plan', '--detailed-exitcode'));
    if (plan.exit !== 0)
      scene.fault({ sort: 'half-made', text: `a plan is left: ${plan.stdout}${plan.stderr}` });
  }
}

/** Types what hints say about guests that nothing explains. Answers whether there was any. */
async function follow({ host, note }: Scene, { stderr }: Pick<Ended, 'stderr'>): Promise<boolean> {
  const commands = stderr
    .split('\n')
    .flatMap((line) =>
      /^\s*hint: /.test(line)
        ? [...line.matchAll(/\b(?:pct|qm) (?:unlock|destroy) \d+[-\w ]*/g)].map(([text]) =>
            text.trim().replace(/ (?:if|and|or|then|to)\b.*/, ''),
          )
        : [],
    );
  for (const command of new Set(commands)) {
    note(`typed: ${command}`);
    await host.begin(...command.split(' ')).done;
  }
  return commands.length > 0;
}

/** What is half-made, once what the run started has had time to end. */
function unsound(host: LabHost): Fault[] {
  return halfMade(host).map((text) => ({ sort: 'half-made', text }));
}
