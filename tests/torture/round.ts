import { join } from 'node:path';
import { lotOf } from '../e2e/lab-lot.ts';
import { KINDS } from './kinds/index.ts';
import { drawLab } from './lab.ts';
import { seedOf } from './seeds.ts';
import { Stage } from './stage.ts';
import { tryKind, type Verdict } from './trial.ts';

/** Which trials of a lab are wanted. */
export interface Round {
  readonly seed: number;
  /** The number of the lab. */
  readonly round: number;
  /** Names of kinds; all unless given. */
  readonly kinds?: readonly string[];
  /** Trials that are not wanted. */
  readonly done: ReadonlySet<string>;
  /** One trial alone. */
  readonly only?: string;
  /** Milliseconds since 1970 after which no trial begins. */
  readonly until: number;
  /** Where hosts are made. */
  readonly directory: string;
}

/** Names of the trials of a round, SEED.ROUND.KIND.NUMBER: the first of each kind before the second. */
export function trialsOf({
  seed,
  round,
  kinds,
  done,
  only,
}: Omit<Round, 'until' | 'directory'>): string[] {
  const wanted = KINDS.filter(({ name }) => kinds === undefined || kinds.includes(name));
  const most = Math.max(...wanted.map(({ weight }) => weight));
  return Array.from({ length: most }, (_, index) => index + 1)
    .flatMap((number) =>
      wanted
        .filter(({ weight }) => number <= weight)
        .map(({ name }) => `${seed}.${round}.${name}.${number}`),
    )
    .filter((trial) => !done.has(trial) && (only === undefined || trial === only));
}

/** The trial of such a name; undefined when there is none. */
export function trialNamed(
  name: string,
): { name: string; seed: number; round: number } | undefined {
  const [seed, round] = /^(\d+)\.([1-9]\d*)\./.exec(name)?.slice(1).map(Number) ?? [];
  if (seed === undefined || round === undefined) return undefined;
  const isThere = trialsOf({ seed, round, done: new Set(), only: name }).length === 1;
  return isThere ? { name, seed, round } : undefined;
}

/** Numbers of the labs that are wanted: the first ones, or the one of that trial alone. */
export function labsOf({ rounds, only }: { rounds: number; only?: string }): number[] {
  if (only !== undefined) return [trialNamed(only)?.round ?? 1];
  return Array.from({ length: rounds }, (_, index) => index + 1);
}

/** The lab of a round, and the hosts that are made of it. */
export function stageOf({
  seed,
  round,
  directory,
}: Pick<Round, 'seed' | 'round' | 'directory'>): Stage {
  const name = `${seed}.${round}`;
  const lot = lotOf(seedOf(name));
  return new Stage(join(directory, name), drawLab(lot), lot);
}

/** Tries one lab with each kind of harm. */
export async function tryRound(round: Round, tell: (verdict: Verdict) => void): Promise<void> {
  const trials = trialsOf(round);
  if (trials.length === 0) return;
  const stage = stageOf(round);
  for (const trial of trials) {
    if (Date.now() >= round.until) break;
    const kind = KINDS.find((one) => one.name === trial.split('.')[2]);
    if (kind) tell(await tryKind(trial, kind, stage));
  }
  await stage.end();
}
